/**
 * What the frame shows, and what the user has chosen.
 *
 * While the list is open it never changes under the reader's eyes: newer suggestions wait until it
 * is closed. What is read is what is inserted.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import type { AroundView, Length, Sensitivity, Suggestion } from '../../../pkg/satchel';
import type { FrameState, FromFrame, Show, ToFrame } from '../protocol';
import type { Intent } from './intent';

/** Milliseconds in which a short sentence is read. */
const LONG_ENOUGH = 5000;

/** What is shown while the vault is open. */
const UNLOCKED: readonly FrameState[] = ['offering', 'quiet', 'remember', 'too_long'];

const NOTHING: AroundView = { first: '', last: '', length: { characters: 0, tokens: 0 } };

/** What the view has to say, in the user's language. */
export interface Words {
  inserted(): string;
  remembered(added: boolean): string;
  unlearned(): string;
  /** That it is to be accepted once more, as it tells of this. */
  sensitive(of: readonly Sensitivity[]): string;
  copied(): string;
  failed(code: string): string;
}

/** What the closed frame looks like. `neutral` says nothing of what is offered. */
export type Face = FrameState | 'neutral';

/** What the great button does. */
export type Act = 'readOn' | 'keep' | 'copy' | 'agree' | 'insert';

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
  /** What stands around the chosen ones in the block. */
  around = $state.raw<AroundView>(NOTHING);
  /** Something to tell once, in words; never a memory. */
  notice = $state('');
  /** What the draft asks to be kept. */
  note = $state('');
  /** What the composer did not take: the user may put it there. */
  refused = $state('');
  /** Which draft all this was made for. */
  draft = $state(0);
  /** Whether all of what the great button takes was on the screen. */
  read = $state(true);
  readonly chosen = new SvelteSet<string>();
  /** Dismissed for this draft, or for this site for ever: they keep their place, as that may be a mistake. */
  readonly dismissed = new SvelteMap<string, 'draft' | 'site'>();
  /** Pinned, as the user says here. */
  readonly pinned = new SvelteSet<string>();
  /** Whether the user was told what exactly those that are chosen tell of, and agreed to it. */
  agreed = $state(false);

  readonly #intent: Intent;
  readonly #words: Words;
  #waiting: Show | undefined;
  #accepting = false;
  /** Whether what is asked about is not as it was shown: then the list may change though it is read. */
  #outdated = false;
  /** The notice of something that was done: it stays until it has been read. */
  #done = '';

  constructor(intent: Intent, words: Words) {
    this.#intent = intent;
    this.#words = words;
  }

  /** How long the block of the chosen ones is. */
  get length(): Length {
    return this.suggestions
      .filter(({ memory }) => this.chosen.has(memory.id))
      .reduce(
        (sum, { length }) => ({
          characters: sum.characters + length.characters,
          tokens: sum.tokens + length.tokens,
        }),
        this.around.length,
      );
  }

  /**
   * A page that fades or filters the frame could tell by the time that drawing takes what is in
   * it: then it looks the same whatever was found.
   */
  get face(): Face {
    return this.seen ? this.state : 'neutral';
  }

  /** What the great button does now, and Enter with it: one answer for both. */
  get act(): Act | undefined {
    if (!this.read) return 'readOn';
    if (this.note) return 'keep';
    if (this.refused) return 'copy';
    if (this.suggestions.length === 0) return undefined;
    return this.asks.length > 0 && !this.agreed ? 'agree' : 'insert';
  }

  /** What those that are chosen tell of that is asked about before it is told here. */
  get asks(): Sensitivity[] {
    const asked = this.suggestions.filter(({ ask, memory }) => ask && this.chosen.has(memory.id));
    return [...new Set(asked.flatMap(({ memory }) => memory.sensitivities))];
  }

  /** The user is told what they tell of; accepting again inserts them, once that could be read. */
  agree(): void {
    if (this.act !== 'agree') return;
    this.agreed = true;
    // The second of two hurried presses was meant for what stood there before.
    this.#intent.changed();
    this.tell(this.#words.sensitive(this.asks));
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
        return this.#show(message);
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
        this.tell((this.#done = this.#words.inserted()));
        return say({ type: 'close' });
      case 'remembered':
        this.#accepting = false;
        // The draft is done with, whatever it becomes next.
        this.note = '';
        this.tell(this.#words.remembered(message.added));
        return say({ type: 'close' });
      case 'failed':
        this.#accepting = false;
        this.refused = message.block ?? '';
        this.#outdated = message.code === 'memory_asks';
        return this.tell(this.#words.failed(message.code));
      case 'dismissed':
        return this.#dismiss(message);
      case 'marked':
        return this.#marked(message);
    }
  }

  /** The block is in the clipboard. */
  copied(): void {
    this.refused = '';
    this.tell(this.#words.copied());
  }

  lost(): void {
    this.bound = false;
    this.state = 'waking';
    this.open = false;
    this.#accepting = false;
    this.refused = '';
    this.#waiting = undefined;
    this.note = '';
    this.#offer([]);
    this.#intent.closed();
  }

  toggle(id: string): void {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.agreed = false;
    this.notice = '';
    this.refused = '';
  }

  /** The chosen ones in the order shown, once: nothing more until the background has answered. */
  accept(): string[] {
    if (this.#accepting || this.act !== 'insert') return [];
    if (this.agreed && !this.#intent.rested) return [];
    const ids = this.suggestions.map(({ memory }) => memory.id).filter((id) => this.chosen.has(id));
    this.#accepting = ids.length > 0;
    return ids;
  }

  /** What is to be kept, once. */
  remember(): string {
    if (this.#accepting || !this.read) return '';
    this.#accepting = this.note !== '';
    return this.note;
  }

  /** Says something until it has been read. */
  tell(notice: string): void {
    this.notice = notice;
    setTimeout(() => {
      if (this.notice === notice) this.notice = '';
    }, LONG_ENOUGH);
  }

  #show(shown: Show): void {
    const { state, suggestions, note = '', around = NOTHING, draft } = shown;
    const reading = this.open && (this.suggestions.length > 0 || this.note !== '');
    if (reading && UNLOCKED.includes(state) && !this.#outdated) {
      this.#waiting = shown;
      return;
    }
    this.#waiting = undefined;
    this.#outdated = false;
    this.state = state;
    this.note = note;
    this.draft = draft;
    if (!UNLOCKED.includes(state)) {
      this.refused = '';
      this.#accepting = false;
    }
    this.around = around;
    // Unseen, a notice that gave way would tell that something came to be offered.
    const gives = !this.open && this.seen && state === 'offering';
    if (gives && this.notice !== this.#done) this.notice = '';
    this.#offer(suggestions);
    if (this.open) this.#intent.changed();
  }

  #dismiss({ id, dismissed, learned }: Extract<ToFrame, { type: 'dismissed' }>): void {
    if (!dismissed) {
      this.dismissed.delete(id);
      return;
    }
    this.dismissed.set(id, 'draft');
    this.#leaveOut(id);
    if (!learned) this.tell(this.#words.unlearned());
  }

  #marked({ id, mark }: Extract<ToFrame, { type: 'marked' }>): void {
    if (mark === 'never') {
      this.dismissed.set(id, 'site');
      this.#leaveOut(id);
    } else if (mark === 'allow') this.dismissed.delete(id);
    else if (mark === 'pin') this.pinned.add(id);
    else this.pinned.delete(id);
  }

  /** Another choice is another question. */
  #leaveOut(id: string): void {
    if (this.chosen.delete(id)) this.agreed = false;
  }

  #close(): void {
    this.open = false;
    this.#accepting = this.#outdated = false;
    this.refused = '';
    this.#intent.closed();
    if (this.#waiting) return this.#show(this.#waiting);
    const left = this.suggestions.filter(({ memory }) => !this.dismissed.has(memory.id));
    if (this.dismissed.size > 0) this.state = left.length > 0 ? 'offering' : 'quiet';
    else if (this.state === 'remember' && this.note === '') this.state = 'quiet';
    this.#offer(left);
  }

  /** The first one is chosen beforehand, and no other; none that is asked about. */
  #offer(suggestions: Suggestion[]): void {
    this.suggestions = suggestions;
    this.chosen.clear();
    // For another draft each may be of help.
    this.dismissed.clear();
    this.pinned.clear();
    this.agreed = false;
    for (const { memory } of suggestions) if (memory.pinned) this.pinned.add(memory.id);
    const first = suggestions.find(({ ask }) => !ask);
    if (first) this.chosen.add(first.memory.id);
  }
}
