/**
 * The memories on the screen: the newest ones, page by page, or those that fit what is searched.
 *
 * Answers may come out of order while one types; only the answer to the last question counts.
 */
import type { MemoryView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { sentence } from '../errors';

const PAGE = 50;
const FOUND = 50;
/** Milliseconds without a key before a search is asked. */
const PAUSE = 180;

export class Recollection {
  memories = $state.raw<MemoryView[]>([]);
  total = $state(0);
  /** What the list answers to; empty for the newest. */
  asked = $state('');
  /** False until the first answer. */
  ready = $state(false);
  failure = $state('');

  #engine: Engine;
  /** What the user has typed by now, asked or not. */
  #typed = '';
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Waits for a pause in typing, then looks. */
  type(query: string): void {
    this.#typed = query.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), this.#typed === '' ? 0 : PAUSE);
  }

  /** Shows what fits, or the newest; as many of them as were shown before. */
  look(): Promise<void> {
    const asked = this.#typed;
    const limit = Math.min(200, Math.max(PAGE, this.memories.length));
    return this.#take(async () => {
      if (asked === '') {
        const { memories, total } = await this.#engine.ask({ type: 'list', offset: 0, limit });
        return { asked, memories, total };
      }
      const { memories } = await this.#engine.ask({ type: 'search', query: asked, limit: FOUND });
      return { asked, memories, total: memories.length };
    });
  }

  /** The next page of the newest. */
  more(): Promise<void> {
    const shown = this.memories;
    return this.#take(async () => {
      const { memories, total } = await this.#engine.ask({
        type: 'list',
        offset: shown.length,
        limit: PAGE,
      });
      // A memory kept meanwhile pushes the others on: none is shown twice.
      const known = new Set(shown.map((memory) => memory.id));
      const further = memories.filter((memory) => !known.has(memory.id));
      return { asked: '', memories: [...shown, ...further], total };
    });
  }

  /** Deletes one, and takes it off the screen once it is gone. */
  async remove(id: string): Promise<void> {
    await this.#engine.ask({ type: 'delete', ids: [id] });
    const left = this.memories.filter((memory) => memory.id !== id);
    this.total -= this.memories.length - left.length;
    this.memories = left;
  }

  /** Nothing more is awaited. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  async #take(
    answer: () => Promise<{ asked: string; memories: MemoryView[]; total: number }>,
  ): Promise<void> {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    try {
      const { asked, memories, total } = await answer();
      if (turn !== this.#turn) return;
      this.asked = asked;
      this.memories = memories;
      this.total = total;
      this.failure = '';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failure = sentence(error);
    }
    this.ready = true;
  }
}
