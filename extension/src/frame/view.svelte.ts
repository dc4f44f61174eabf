/**
 * What the frame shows, and what the user has chosen.
 *
 * While the list is open it never changes under the reader's eyes: newer suggestions wait until it
 * is closed. What is read is what is inserted.
 */
import { SvelteSet } from 'svelte/reactivity';

import type { Suggestion } from '../../../pkg/satchel';
import type { FrameState, FromFrame, ToFrame } from '../protocol';
import type { Intent } from './intent';

/** Milliseconds in which a short sentence is read. */
const LONG_ENOUGH = 5000;

/** What the view has to say, in the user's language. */
export interface Words {
  inserted(): string;
  failed(code: string): string;
}

export class View {
  /** False until the background has accepted this frame: it shows nothing before. */
  bound = $state(false);
  state = $state<FrameState>('waking');
  open = $state(false);
  /** As the user has set it in the browser; empty if they took it away. */
  shortcut = $state('');
  suggestions = $state.raw<Suggestion[]>([]);
  /** Something to tell once, in words; never a memory. */
  notice = $state('');
  readonly chosen = new SvelteSet<string>();

  readonly #intent: Intent;
  readonly #words: Words;
  #waiting: Suggestion[] | undefined;
  #accepting = false;

  constructor(intent: Intent, words: Words) {
    this.#intent = intent;
    this.#words = words;
  }

  /** Of the chosen ones, how many tokens they cost. */
  get tokens(): number {
    return this.suggestions
      .filter(({ memory }) => this.chosen.has(memory.id))
      .reduce((sum, { tokens }) => sum + tokens, 0);
  }

  hear(message: ToFrame, say: (message: FromFrame) => void): void {
    this.bound = true;
    switch (message.type) {
      case 'show':
        return this.#show(message.state, message.suggestions);
      case 'shortcut':
        this.shortcut = message.keys;
        return;
      case 'opened':
        this.#intent.opened(message.shortcut);
        this.notice = '';
        this.open = true;
        return;
      case 'closed':
        return this.#close();
      case 'inserted':
        this.#accepting = false;
        this.tell(this.#words.inserted());
        return say({ type: 'close' });
      case 'failed':
        this.#accepting = false;
        return this.tell(this.#words.failed(message.code));
    }
  }

  lost(): void {
    this.bound = false;
    this.state = 'waking';
    this.open = false;
    this.#accepting = false;
    this.#waiting = undefined;
    this.#offer([]);
    this.#intent.closed();
  }

  toggle(id: string): void {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.notice = '';
  }

  /** The chosen ones in the order shown, once: nothing more until the background has answered. */
  accept(): string[] {
    if (this.#accepting) return [];
    const ids = this.suggestions.map(({ memory }) => memory.id).filter((id) => this.chosen.has(id));
    this.#accepting = ids.length > 0;
    return ids;
  }

  /** Says something until it has been read. */
  tell(notice: string): void {
    this.notice = notice;
    setTimeout(() => {
      if (this.notice === notice) this.notice = '';
    }, LONG_ENOUGH);
  }

  #show(state: FrameState, suggestions: Suggestion[]): void {
    const reading = this.open && this.suggestions.length > 0;
    if (reading && (state === 'offering' || state === 'quiet')) {
      this.#waiting = suggestions;
      return;
    }
    this.#waiting = undefined;
    this.state = state;
    if (!this.open && state === 'offering') this.notice = '';
    this.#offer(suggestions);
    if (this.open) this.#intent.changed();
  }

  #close(): void {
    this.open = false;
    this.#accepting = false;
    this.#intent.closed();
    if (this.#waiting) {
      this.state = this.#waiting.length > 0 ? 'offering' : 'quiet';
      this.#offer(this.#waiting);
      this.#waiting = undefined;
    } else {
      this.#offer(this.suggestions);
    }
  }

  /** The first one is chosen beforehand, and no other. */
  #offer(suggestions: Suggestion[]): void {
    this.suggestions = suggestions;
    this.chosen.clear();
    const first = suggestions[0];
    if (first) this.chosen.add(first.memory.id);
  }
}
