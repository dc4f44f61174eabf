/**
 * What waits for the user's word, and what became of what was dealt with here: each keeps its place
 * as long as one looks, so that a slip can be taken back.
 */
import type { MemoryView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { sentence } from '../errors';

const PAGE = 50;

export type Fate = 'approved' | 'deleted';

export class Waiting {
  memories = $state.raw<MemoryView[]>([]);
  /** How many wait in all. */
  total = $state(0);
  fates = $state.raw<ReadonlyMap<string, Fate>>(new Map());
  /** False until the first answer. */
  ready = $state(false);
  failure = $state('');

  #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Those shown that still wait. */
  get open(): MemoryView[] {
    return this.memories.filter(({ id }) => !this.fates.has(id));
  }

  /** Begins anew with the newest. */
  async look(): Promise<void> {
    try {
      const { memories, total } = await this.#page(0);
      this.memories = memories;
      this.total = total;
      this.fates = new Map();
      this.failure = '';
    } catch (error) {
      this.failure = sentence(error);
    }
    this.ready = true;
  }

  /** Adds the next ones. */
  async more(): Promise<void> {
    const { memories, total } = await this.#page(this.open.length);
    const known = new Set(this.memories.map(({ id }) => id));
    this.memories = [...this.memories, ...memories.filter(({ id }) => !known.has(id))];
    this.total = total;
  }

  /** Lets them be suggested. */
  async approve(ids: string[]): Promise<void> {
    await this.#engine.ask({ type: 'approve', ids, holds: true });
    this.#done(ids, 'approved');
  }

  /** Moves one to the bin. */
  async remove(id: string): Promise<void> {
    await this.#engine.ask({ type: 'delete', ids: [id] });
    this.#done([id], 'deleted');
  }

  /** Keeps one in the user's own words. */
  async revise(id: string, text: string): Promise<void> {
    const { memory } = await this.#engine.ask({ type: 'revise', id, text });
    this.memories = this.memories.map((other) => (other.id === id ? memory : other));
    this.#done([id], 'approved');
  }

  /** Lets one wait again. */
  async undo(id: string): Promise<void> {
    if (this.fates.get(id) === 'deleted') {
      const { restored } = await this.#engine.ask({ type: 'undelete', ids: [id] });
      // Another page may have shredded it.
      if (restored === 0) throw { kind: 'state', code: 'memory_missing' };
    } else {
      await this.#engine.ask({ type: 'approve', ids: [id], holds: false });
    }
    this.fates = new Map([...this.fates].filter(([other]) => other !== id));
    this.total += 1;
  }

  #page(offset: number) {
    return this.#engine.ask({ type: 'inbox', offset, limit: PAGE });
  }

  #done(ids: string[], fate: Fate): void {
    const waited = ids.filter((id) => !this.fates.has(id));
    this.fates = new Map([...this.fates, ...ids.map((id) => [id, fate] as const)]);
    this.total -= waited.length;
  }
}
