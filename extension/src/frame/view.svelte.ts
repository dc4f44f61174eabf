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
  unlearned(): string;
  failed(code: string): string;
}

/** What the closed frame looks like. `neutral` says nothing of what is offered. */
export type Face = FrameState | 'neutral';

export class View {
  /** False until the background has accepted this frame: it shows nothing before. */
  bound = $state(false);
  state = $state<FrameState>('waking');
  /** Whether the user can see the frame, whole and as it is, as far as the browser can tell. */
  seen = $state(false);
  open = $state(false);
  /** As the user has set it in the browser; empty if they took it away. */
  shortcut = $state('');
  suggestions = $state.raw<Suggestion[]>([]);
  /** Something to tell once, in words; never a memory. */
  notice = $state('');
  readonly chosen = new SvelteSet<string>();
  /** Dismissed for this draft: they keep their place, as that may be a mistake. */
  readonly dismissed = new SvelteSet<string>();

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

  /**
   * A page that fades or filters the frame could tell by the time that drawing takes what is in
   * it: then it looks the same whatever was found.
   */
  get face(): Face {
    return this.seen ? this.state : 'neutral';
  }

  /** The frame came fully into view, or something began to hide it. */
  visible(seen: boolean): void {
    this.seen = seen;
    this.#intent.visible(seen);
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
      case 'dismissed':
        return this.#dismiss(message);
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
    // Unseen, a notice that gave way would tell that something came to be offered.
    if (!this.open && this.seen && state === 'offering') this.notice = '';
    this.#offer(suggestions);
    if (this.open) this.#intent.changed();
  }

  #dismiss({ id, dismissed, learned }: Extract<ToFrame, { type: 'dismissed' }>): void {
    if (!dismissed) {
      this.dismissed.delete(id);
      return;
    }
    this.dismissed.add(id);
    this.chosen.delete(id);
    if (!learned) this.tell(this.#words.unlearned());
  }

  #close(): void {
    this.open = false;
    this.#accepting = false;
    this.#intent.closed();
    const next = (this.#waiting ?? this.suggestions).filter(
      ({ memory }) => !this.dismissed.has(memory.id),
    );
    if (this.#waiting || this.dismissed.size > 0) {
      this.state = next.length > 0 ? 'offering' : 'quiet';
      this.#waiting = undefined;
    }
    this.#offer(next);
  }

  /** The first one is chosen beforehand, and no other. */
  #offer(suggestions: Suggestion[]): void {
    this.suggestions = suggestions;
    this.chosen.clear();
    // For another draft each may be of help.
    this.dismissed.clear();
    const first = suggestions[0];
    if (first) this.chosen.add(first.memory.id);
  }
}
