/**
 * What the user types, and only that: input that follows a key, paste or drop of theirs.
 *
 * A page can put text into its own composer and even have the browser fire a trusted `input` for
 * it; it cannot make a trusted key. Drafts are told after a pause, or while someone types on.
 */
import type { Composer } from './find';

/** Milliseconds after an act of the user's in which input is theirs. */
const ACT = 1500;
/** Milliseconds of rest after which a draft is told. */
const REST = 180;
/** Milliseconds after which it is told even without rest. */
const AT_LEAST = 900;

const ACTS = ['keydown', 'paste', 'drop', 'compositionend'];

/** The composer in which an event happened, if it is one that is listened to. */
export type TypedIn = (event: Event) => Composer | undefined;

export class Typing {
  readonly #typedIn: TypedIn;
  readonly #told: (composer: Composer) => void;
  readonly #touched = new WeakSet<Composer>();
  #acted = -ACT;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | undefined;

  /** `told` is called when there is a draft to look at. */
  constructor(typedIn: TypedIn, told: (composer: Composer) => void) {
    this.#typedIn = typedIn;
    this.#told = told;
    for (const type of ACTS) {
      addEventListener(type, (event) => this.#act(event), { capture: true, passive: true });
    }
    addEventListener('input', (event) => this.#input(event), { capture: true, passive: true });
  }

  /** Whether the user has typed into it. */
  isTouched(composer: Composer): boolean {
    return this.#touched.has(composer);
  }

  #act(event: Event): void {
    if (event.isTrusted && this.#typedIn(event)) this.#acted = performance.now();
  }

  #input(event: Event): void {
    const now = performance.now();
    const composer = this.#typedIn(event);
    if (!event.isTrusted || now - this.#acted > ACT || !composer) return;
    this.#touched.add(composer);
    this.#since ??= now;
    clearTimeout(this.#timer);
    const rest = Math.max(0, Math.min(REST, this.#since + AT_LEAST - now));
    this.#timer = setTimeout(() => {
      this.#since = undefined;
      this.#told(composer);
    }, rest);
  }
}
