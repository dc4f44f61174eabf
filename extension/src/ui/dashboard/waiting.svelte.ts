/**
 * What waits for the user's word, and what became of what was dealt with here: each keeps its place
 * as long as one looks, so that a slip can be taken back.
 */
import type { MemoryView, WaitingView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { sentence } from '../errors';

const PAGE = 50;
/** Turns that are read, or dealt with, at once: a stranger's may be long. */
const TURNS = 50;

export type Fate = 'approved' | 'deleted';

export class Waiting {
  entries = $state.raw<WaitingView[]>([]);
  /** How many wait in all. */
  total = $state(0);
  fates = $state.raw<ReadonlyMap<string, Fate>>(new Map());
  /** False until the first answer. */
  ready = $state(false);
  failure = $state('');

  #engine: Engine;
  /** Of each conversation that was read here, its turns: nothing of it is approved that was not on the screen. */
  #read = $state.raw<ReadonlyMap<string, MemoryView[]>>(new Map());
  /** Of each that was dealt with, what became of what: of a conversation, its turns. */
  readonly #touched = new Map<string, string[]>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Those shown that still wait. */
  get open(): WaitingView[] {
    return this.entries.filter(({ memory }) => !this.fates.has(memory.id));
  }

  /** Begins anew with the newest. */
  async look(): Promise<void> {
    try {
      const { entries, total } = await this.#page(0);
      this.entries = entries;
      this.total = total;
      this.fates = new Map();
      this.#read = new Map();
      this.failure = '';
    } catch (error) {
      this.failure = sentence(error);
    }
    this.ready = true;
  }

  /** Adds the next ones. */
  async more(): Promise<void> {
    const { entries, total } = await this.#page(this.open.length);
    const known = new Set(this.entries.map(({ memory }) => memory.id));
    this.entries = [...this.entries, ...entries.filter(({ memory }) => !known.has(memory.id))];
    this.total = total;
  }

  /** Whether the user has had it all before them: of a conversation its turns, if the last is not the only one. */
  isRead({ memory, conversation, turns }: WaitingView): boolean {
    return !conversation || turns === 1 || this.#read.has(memory.id);
  }

  /** What of a conversation waits, with what was answered, as it was said. */
  async turns({ conversation, memory }: WaitingView): Promise<MemoryView[]> {
    const turns: MemoryView[] = [];
    if (!conversation) return turns;
    const filter = { conversation, quarantined: true };
    for (let more = true; more;) {
      const asked = { type: 'list', filter, offset: turns.length, limit: TURNS } as const;
      const { memories, total } = await this.#engine.ask(asked);
      turns.push(...memories);
      more = memories.length > 0 && turns.length < total;
    }
    turns.reverse();
    this.#read = new Map([...this.#read, [memory.id, turns]]);
    return turns;
  }

  /** Lets those that were read be suggested; of conversations, what the user said. How many those are. */
  async approve(entries: WaitingView[]): Promise<number> {
    const read = entries.filter((entry) => this.isRead(entry));
    const all: string[] = [];
    for (const entry of read) {
      // What came after it was read waits for a word of its own.
      const turns = this.#read.get(entry.memory.id) ?? [entry.memory];
      const own = turns.filter(({ speaker }) => speaker !== 'assistant');
      all.push(...this.#touch(entry, own));
    }
    await this.#engine.ask({ type: 'approve', ids: all, holds: true });
    this.#done(read, 'approved');
    return read.length;
  }

  /** Moves one to the bin; of a conversation, what was answered too. */
  async remove(entry: WaitingView): Promise<void> {
    const ids = this.#touch(entry, entry.conversation ? await this.turns(entry) : []);
    for (let from = 0; from < ids.length; from += TURNS)
      await this.#engine.ask({ type: 'delete', ids: ids.slice(from, from + TURNS) });
    this.#done([entry], 'deleted');
  }

  /** Keeps one in the user's own words. */
  async revise(entry: WaitingView, text: string): Promise<void> {
    const { id } = entry.memory;
    const { memory } = await this.#engine.ask({ type: 'revise', id, text });
    const revised = { ...entry, memory };
    this.entries = this.entries.map((other) => (other.memory.id === id ? revised : other));
    this.#done([revised], 'approved');
  }

  /** Lets one wait again. */
  async undo({ memory: { id } }: WaitingView): Promise<void> {
    const ids = this.#touched.get(id) ?? [id];
    if (this.fates.get(id) === 'deleted') {
      const { restored } = await this.#engine.ask({ type: 'undelete', ids });
      // Another page may have shredded it.
      if (restored === 0) throw { kind: 'state', code: 'memory_missing' };
    } else {
      await this.#engine.ask({ type: 'approve', ids, holds: false });
    }
    this.fates = new Map([...this.fates].filter(([other]) => other !== id));
    this.total += 1;
  }

  #page(offset: number) {
    return this.#engine.ask({ type: 'inbox', offset, limit: PAGE });
  }

  /** Notes what is dealt with as one: a conversation's turns, or a memory alone. */
  #touch({ conversation, memory }: WaitingView, turns: MemoryView[]): string[] {
    const ids = conversation ? turns.map(({ id }) => id) : [memory.id];
    this.#touched.set(memory.id, ids);
    return ids;
  }

  #done(entries: WaitingView[], fate: Fate): void {
    const ids = entries.map(({ memory }) => memory.id);
    const waited = ids.filter((id) => !this.fates.has(id));
    this.fates = new Map([...this.fates, ...ids.map((id) => [id, fate] as const)]);
    this.total -= waited.length;
  }
}
