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
  /** Those that were deleted from here among them: they keep their place as long as one looks. */
  memories = $state.raw<MemoryView[]>([]);
  /** Of these, which were deleted and can be brought back. */
  deleted = $state.raw<ReadonlySet<string>>(new Set());
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

  /** How many are shown that still are memories. */
  get count(): number {
    return this.memories.length - this.deleted.size;
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
    const limit = Math.min(200, Math.max(PAGE, this.count));
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
    const shown = this.memories.filter((memory) => !this.deleted.has(memory.id));
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

  /** Moves one to the bin; its place stays until one looks for something else. */
  async remove(id: string): Promise<void> {
    await this.#engine.ask({ type: 'delete', ids: [id] });
    this.deleted = new Set([...this.deleted, id]);
    this.total -= 1;
  }

  /** Brings back what was deleted from here. */
  async bringBack(id: string): Promise<void> {
    const { restored } = await this.#engine.ask({ type: 'undelete', ids: [id] });
    // Another page may have shredded it.
    if (restored === 0) throw { kind: 'state', code: 'memory_missing' };
    this.deleted = new Set([...this.deleted].filter((other) => other !== id));
    this.total += 1;
  }

  /** Has a newer memory take an older one's place, or not. */
  async supersede(older: string, newer: string, holds: boolean): Promise<void> {
    await this.#engine.ask({ type: 'supersede', older, newer, holds });
    await this.look();
  }

  /** Puts the user's own words in place of what one says. */
  async revise(id: string, text: string): Promise<void> {
    await this.#engine.ask({ type: 'revise', id, text });
    await this.look();
  }

  /** Lets one be suggested. */
  async approve(id: string): Promise<void> {
    await this.#engine.ask({ type: 'approve', ids: [id], holds: true });
    await this.look();
  }

  /** Has one offered for every draft again. */
  async offerAgain(id: string): Promise<void> {
    await this.#engine.ask({ type: 'undismiss', id, all: true });
    await this.look();
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
      // Deleted here or elsewhere, or put back: what the engine tells as a memory is one.
      const there = new Set(memories.map((memory) => memory.id));
      const gone = asked === this.asked ? [...this.deleted].filter((id) => !there.has(id)) : [];
      this.deleted = new Set(gone);
      this.memories = this.#withDeleted(memories);
      this.asked = asked;
      this.total = total;
      this.failure = '';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failure = sentence(error);
    }
    this.ready = true;
  }

  /** Puts those that were deleted from here back after the memory that they stood after. */
  #withDeleted(memories: MemoryView[]): MemoryView[] {
    const merged = [...memories];
    this.memories.forEach((memory, at) => {
      if (!this.deleted.has(memory.id)) return;
      const before = this.memories[at - 1]?.id;
      merged.splice(merged.findIndex(({ id }) => id === before) + 1, 0, memory);
    });
    return merged;
  }
}
