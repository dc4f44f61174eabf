/**
 * One client's line to the engine, over one port, as long as that engine lives.
 */
import type { JobEnd, JobProgress, Reply, Request, Status } from '../../../pkg/satchel';
import { Failure, lost } from '../failure';
import type { FromEngine, Job, ToEngine } from './wire';

/** The reply to a request: it bears the same name. */
export type ReplyTo<T extends Request['type']> = Extract<Reply, { type: T }>;

/** Asks the engine; rejects with a [`Failure`](../failure.ts). */
export type Ask = <T extends Request['type']>(
  request: Extract<Request, { type: T }>,
) => Promise<ReplyTo<T>>;

/** What a client wants to be told. */
export interface Heard {
  status?(status: Status): void;
  key?(key: Uint8Array | undefined): void;
  lost?(): void;
}

interface Waiting {
  resolve(value: Reply | JobEnd): void;
  reject(error: Failure): void;
  progress?: (progress: JobProgress) => void;
}

type Hello = Extract<FromEngine, { type: 'hello' }>;

export class Line {
  readonly #port: MessagePort;
  readonly #heard: Heard;
  readonly #waiting = new Map<number, Waiting>();
  #hello: ((hello: Hello) => void) | undefined;
  #refused: ((error: Failure) => void) | undefined;
  #next = 1;
  #greeted = false;
  #lost = false;

  private constructor(port: MessagePort, heard: Heard) {
    this.#port = port;
    this.#heard = heard;
    port.onmessage = (event: MessageEvent<FromEngine>) => this.#hear(event.data);
  }

  /** Waits for the engine at the other end; refuses one of another build. */
  static async open(port: MessagePort, heard: Heard): Promise<{ line: Line; hello: Hello }> {
    const line = new Line(port, heard);
    const hello = await new Promise<Hello>((resolve, reject) => {
      line.#hello = resolve;
      line.#refused = reject;
    });
    if (hello.build !== __BUILD__) throw lost();
    line.#greeted = true;
    // Granted when the Worker that holds it is gone, and not before.
    void navigator.locks.request(hello.alive, { mode: 'shared' }, () => line.#end());
    return { line, hello };
  }

  async ask<T extends Request['type']>(
    request: Extract<Request, { type: T }>,
  ): Promise<ReplyTo<T>> {
    const reply = (await this.#send((id) => ({ type: 'ask', id, request }))) as Reply;
    if (reply.type === 'failed') throw new Failure(reply);
    return reply as ReplyTo<T>;
  }

  /** Long work; aborting ends it, and what it kept stays. */
  async run(
    job: Job,
    progress: (progress: JobProgress) => void,
    signal?: AbortSignal,
  ): Promise<JobEnd> {
    const id = this.#next;
    signal?.addEventListener('abort', () => this.#say({ type: 'cancel', id }));
    return (await this.#send((id) => ({ type: 'job', id, job }), progress)) as JobEnd;
  }

  /** Ends work of this kind that another client may have begun; who did hears `job_stopped`. */
  stopJob(kind: Job['kind']): void {
    this.#say({ type: 'stop', kind });
  }

  /** Says that another language model is kept. */
  changeModel(): void {
    this.#say({ type: 'model' });
  }

  wake(key: Uint8Array): void {
    this.#say({ type: 'wake', key });
  }

  #send(
    message: (id: number) => ToEngine,
    progress?: (progress: JobProgress) => void,
  ): Promise<Reply | JobEnd> {
    return new Promise((resolve, reject) => {
      if (this.#lost) return reject(lost());
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject, ...(progress ? { progress } : {}) });
      this.#say(message(id));
    });
  }

  #say(message: ToEngine): void {
    this.#port.postMessage(message);
  }

  #hear(message: FromEngine): void {
    switch (message.type) {
      case 'hello':
        return this.#hello?.(message);
      case 'reply':
        return this.#settle(message.id)?.resolve(message.reply);
      case 'ended':
        return this.#settle(message.id)?.resolve(message.end);
      case 'failed':
        return this.#settle(message.id)?.reject(new Failure(message.error));
      case 'progress':
        return this.#waiting.get(message.id)?.progress?.(message.progress);
      case 'status':
        return this.#heard.status?.(message.status);
      case 'dead':
        this.#refused?.(new Failure(message.error));
        return this.#end();
      case 'key':
        return this.#heard.key?.(message.key);
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#port.close();
    for (const waiting of this.#waiting.values()) waiting.reject(lost());
    this.#waiting.clear();
    if (this.#greeted) this.#heard.lost?.();
  }
}
