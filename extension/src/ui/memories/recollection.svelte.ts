/**
 * The memories on the screen: the newest ones that a filter chooses, read as they come into view, or those that fit
 * what is searched.
 *
 * Answers may come out of order while one types; only the answer to the last question counts.
 */
import type { Filter, MemoryView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { sentence } from '../errors';

/** How many are read at a time: more than a screen shows. */
const CHUNK = 50;
/** The most that a search finds. */
const FOUND = 200;

/** One that was deleted from here: it keeps its place as long as one looks. */
export interface Gone {
  memory: MemoryView;
  /** The memory that it stands after; none at the beginning. */
  after: string;
}

export class Recollection {
  /** By place; nothing where it was not read yet. */
  rows = $state.raw<readonly (MemoryView | undefined)[]>([]);
  gone = $state.raw<readonly Gone[]>([]);
  /** Which memories it is about. */
  filter = $state.raw<Filter>({});
  /** What the list answers to; empty for the newest. */
  asked = $state('');
  /** False until the first answer. */
  ready = $state(false);
  failure = $state('');

  readonly #engine: Engine;
  /** What the user has typed by now, asked or not. */
  #typed = '';
  /** What the list answers to, filter and all. */
  #question = '';
  /** The place that came into view last. */
  #seen = 0;
  /** The chunks that are being read. */
  readonly #reading = new Set<number>();
  #turn = 0;
  /** Whether what was typed is being looked for, and whether something else was typed meanwhile. */
  #asking = false;
  #stale = false;

  constructor(engine: Engine, filter: Filter = {}) {
    this.#engine = engine;
    this.filter = filter;
  }

  /** Looks at once; of what is typed while an answer is awaited, only the last is asked next. */
  async type(query: string): Promise<void> {
    this.#typed = query.trim();
    this.#stale = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#stale) {
      this.#stale = false;
      await this.look();
    }
    this.#asking = false;
  }

  /** Looks at those of another filter. */
  choose(filter: Filter): Promise<void> {
    this.filter = filter;
    return this.look();
  }

  /** Shows what fits, or the newest; of the same ones as before, those around what was in view. */
  async look(): Promise<void> {
    const turn = ++this.#turn;
    this.#reading.clear();
    const asked = this.#typed;
    const question = JSON.stringify([asked, this.filter]);
    const same = question === this.#question;
    const offset = same ? Math.max(0, this.#seen - CHUNK) : 0;
    try {
      const { memories, total } = asked ? await this.#search(asked) : await this.#list(offset, 3);
      if (turn !== this.#turn) return;
      this.#question = question;
      if (!same) this.#seen = 0;
      this.asked = asked;
      this.rows = placed(new Array<undefined>(total).fill(undefined), asked ? 0 : offset, memories);
      // Brought back elsewhere, it is a memory again.
      const there = new Set(memories.map(({ id }) => id));
      this.gone = same ? this.gone.filter(({ memory }) => !there.has(memory.id)) : [];
      this.failure = '';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failure = sentence(error);
    }
    this.ready = true;
  }

  /** A place came into view: what stands there is read, if it was not. */
  async need(place: number): Promise<void> {
    this.#seen = place;
    const chunk = Math.floor(place / CHUNK);
    if (this.rows[place] || this.#reading.has(chunk)) return;
    const turn = this.#turn;
    this.#reading.add(chunk);
    try {
      const { memories, total } = await this.#list(chunk * CHUNK, 1);
      if (turn !== this.#turn) return;
      // Something was kept or deleted meanwhile: all places are others.
      if (total !== this.rows.length) return await this.look();
      this.rows = placed([...this.rows], chunk * CHUNK, memories);
    } catch (error) {
      if (turn === this.#turn) this.failure = sentence(error);
    } finally {
      if (turn === this.#turn) this.#reading.delete(chunk);
    }
  }

  /** Moves one to the bin; its place stays until one looks for something else. */
  async remove(id: string): Promise<void> {
    const at = this.rows.findIndex((row) => row?.id === id);
    const memory = this.rows[at];
    const after = this.rows.slice(0, Math.max(0, at)).findLast((row) => row)?.id ?? '';
    await this.#engine.ask({ type: 'delete', ids: [id] });
    if (!memory) return;
    // What stood after it stands after the one before it, behind what stood there.
    const moved = this.gone.map((one) => (one.after === id ? { ...one, after } : one));
    const before = moved.filter(
      (one, place) => one.after === after && this.gone[place]?.after === after,
    );
    const rest = moved.filter((one) => !before.includes(one));
    this.gone = [...before, { memory, after }, ...rest];
    this.rows = this.rows.filter((row) => row?.id !== id);
  }

  /** Brings back what was deleted from here. */
  async bringBack(id: string): Promise<void> {
    const { restored } = await this.#engine.ask({ type: 'undelete', ids: [id] });
    // Another page may have shredded it.
    if (restored === 0) throw { kind: 'state', code: 'memory_missing' };
    this.gone = this.gone.filter(({ memory }) => memory.id !== id);
    await this.look();
  }

  /** Makes one memory of several, or several of one. Gives the way back. */
  async recast(ids: readonly string[], texts: string[]): Promise<() => Promise<void>> {
    const { memories } = await this.#engine.ask({ type: 'recast', ids: [...ids], texts });
    await this.look();
    return async () => {
      // First what was there: if the rest fails, nothing is lost.
      const { restored } = await this.#engine.ask({ type: 'undelete', ids: [...ids] });
      if (restored < ids.length) throw { kind: 'state', code: 'memory_missing' };
      await this.#engine.ask({ type: 'delete', ids: memories.map(({ id }) => id) });
      await this.look();
    };
  }

  /** Nothing more is awaited. */
  leave(): void {
    this.#turn += 1;
    this.#stale = false;
  }

  #list(offset: number, chunks: number): Promise<{ memories: MemoryView[]; total: number }> {
    const { filter } = this;
    return this.#engine.ask({ type: 'list', filter, offset, limit: chunks * CHUNK });
  }

  async #search(query: string): Promise<{ memories: MemoryView[]; total: number }> {
    const { filter } = this;
    const { memories } = await this.#engine.ask({ type: 'search', query, filter, limit: FOUND });
    return { memories, total: memories.length };
  }
}

function placed(
  rows: (MemoryView | undefined)[],
  offset: number,
  memories: readonly MemoryView[],
): (MemoryView | undefined)[] {
  memories.forEach((memory, at) => {
    if (offset + at < rows.length) rows[offset + at] = memory;
  });
  return rows;
}
