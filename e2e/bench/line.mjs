/** One engine's Worker, as a page asks it. */
export class Line {
  #worker = new Worker('engine.mjs', { type: 'module' });
  #waiting = new Map();
  #next = 0;

  /** To an engine over a store of this name. */
  static async to(name) {
    const line = await Line.begun();
    await line.ask('module');
    await line.ask('open', name);
    return line;
  }

  /** To a Worker that has loaded nothing yet. */
  static async begun() {
    const line = new Line();
    await new Promise((ready, failed) => {
      line.#worker.onmessage = ready;
      line.#worker.onerror = ({ message }) => failed(new Error(`the engine's Worker: ${message}`));
    });
    line.#worker.onmessage = ({ data: { id, ...answer } }) => {
      const { done, failed } = line.#waiting.get(id);
      line.#waiting.delete(id);
      if (answer.error) failed(new Error(answer.error));
      else done(answer);
    };
    return line;
  }

  /** What it answers, and the milliseconds that it took. */
  ask(act, ...given) {
    return new Promise((done, failed) => {
      const id = this.#next++;
      this.#waiting.set(id, { done, failed });
      this.#worker.postMessage({ id, act, with: given });
    });
  }

  end() {
    this.#worker.terminate();
  }
}
