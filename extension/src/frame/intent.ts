/**
 * What counts as the user's will inside the frame.
 *
 * The page around the frame is hostile. It can move the focus into the frame while someone types,
 * slide the frame under a pointer about to click, or cover it. It cannot make trusted events, and
 * it cannot press the browser's shortcut. From these facts follow the rules:
 *
 * - An untrusted event counts for nothing.
 * - A press is meant only if the pointer was over the frame, and the frame held still under it and
 *   was seen, for half a second. A finger does not hover: it has to tap twice, half a second apart,
 *   on a frame that stood in one place.
 * - A click that opens the list or hands something over counts only if its press was meant.
 * - A key counts only while the frame keeps the focus that came with a press that was meant or with
 *   our own shortcut, and only half a second after that focus.
 * - Nothing counts that began in the first half second after the frame came into view, opened, or
 *   changed what it offers: before that, nobody has read it.
 *
 * This module knows no DOM: it is told what happened, and asked. Times are milliseconds.
 */
import { DWELL } from '../protocol';
import { Still, type Spot } from './still';

/** How long after a press or the shortcut the focus may come for the two to belong together. */
const FOCUS_GRACE = 1000;
/** How long after a tap another one is still its second. */
const TAP_TWICE = 10_000;

/** Why something did not count. `once`: a finger has to tap a second time. */
export type Refusal = 'untrusted' | 'covered' | 'early' | 'unmeant' | 'moved' | 'once';

/** A pointer pressed in the frame. */
export interface Press extends Spot {
  trusted: boolean;
  /** As the browser names it: a mouse hovers, a finger (`touch`) cannot, a pen may. */
  pointerType: string;
}

/** A click as it arrived. */
export interface Click {
  trusted: boolean;
  /** False for one that a key made on a focused button. */
  byPointer: boolean;
  /** Whether it opens the list, gives something to the page or is kept: then it has to be deliberate. */
  deliberate: boolean;
}

export class Intent {
  #now: () => number;
  /** Since when the user can see what is shown; nothing while they cannot. */
  #seen: number | undefined;
  #focused: number | undefined;
  #meant: number | undefined;
  /** The last press, and why it was not meant. */
  #press: { at: number; refusal: Refusal | undefined } | undefined;
  /** The frame under a pointer that hovers. */
  #hover: Still | undefined;
  /** Whether the frame moved under it, so that the rest had to begin anew. */
  #moved = false;
  /** The frame under a finger that tapped, and when it tapped last. */
  #taps: { still: Still; last: number } | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The frame came fully into view, or something began to hide it. */
  visible(visible: boolean): void {
    this.#seen = visible ? (this.#seen ?? this.#now()) : undefined;
  }

  /** The list opened; `shortcut` if the user's own key command did it. */
  opened(shortcut: boolean): void {
    this.#resized();
    if (shortcut) this.#meant = this.#now();
  }

  closed(): void {
    this.#resized();
    this.#meant = undefined;
  }

  /** What is offered changed while it was shown. */
  changed(): void {
    if (this.#seen !== undefined) this.#seen = this.#now();
  }

  /** Whether what is offered has been seen for long enough to be read. */
  get rested(): boolean {
    return this.#longSince(this.#seen, this.#now());
  }

  focused(): void {
    this.#focused ??= this.#now();
  }

  /** With the focus goes what was meant while it was here. */
  blurred(): void {
    this.#focused = undefined;
    this.#meant = undefined;
  }

  /** A pointer was pressed in the frame. */
  pressed(press: Press): void {
    if (!press.trusted) return;
    const refusal = this.#refusalOf(press);
    this.#press = { at: this.#now(), refusal };
    if (!refusal) this.#meant = this.#now();
  }

  /** A trusted pointer that hovers is over the frame. */
  pointer(spot: Spot): void {
    if (this.#hover?.agrees(spot)) return;
    this.#moved = this.#hover !== undefined;
    this.#hover = new Still(spot, this.#now());
  }

  pointerLeft(): void {
    this.#hover = undefined;
  }

  /** Why this key does not count, or nothing if it does. */
  key(trusted: boolean): Refusal | undefined {
    if (!trusted) return 'untrusted';
    if (this.#seen === undefined) return 'covered';
    if (!this.#isMeant()) return 'unmeant';
    return this.#longSince(this.#focused, this.#now()) && this.#longSince(this.#seen, this.#now())
      ? undefined
      : 'early';
  }

  /** Why this click does not count, or nothing if it does. */
  click(click: Click): Refusal | undefined {
    if (!click.byPointer) return this.key(click.trusted);
    if (!click.trusted) return 'untrusted';
    if (this.#seen === undefined) return 'covered';
    // The press decides, not the release: holding a button down is not reading.
    if (!this.#press || !this.#longSince(this.#seen, this.#press.at)) return 'early';
    return click.deliberate ? this.#press.refusal : undefined;
  }

  /** The frame changed its size by our own will: where it stood before says nothing any more. */
  #resized(): void {
    this.changed();
    this.#hover = undefined;
    this.#taps = undefined;
  }

  #refusalOf(press: Press): Refusal | undefined {
    const now = this.#now();
    const byFinger = press.pointerType === 'touch';
    const twice = (byFinger || press.pointerType === 'pen') && this.#tapped(press);
    if (this.#seen === undefined) return 'covered';
    if (!this.#longSince(this.#seen, now)) return 'early';
    if (twice || (!byFinger && this.#longSince(this.#hover?.since, now))) return undefined;
    if (byFinger) return 'once';
    return this.#moved ? 'moved' : 'early';
  }

  /** Whether the frame stands where the finger first tapped it, half a second ago. */
  #tapped(spot: Spot): boolean {
    const now = this.#now();
    const before = this.#taps;
    const again = before && now - before.last <= TAP_TWICE && before.still.agrees(spot);
    const still = again ? before.still : new Still(spot, now);
    this.#taps = { still, last: now };
    return this.#longSince(still.since, now);
  }

  #isMeant(): boolean {
    if (this.#focused === undefined || this.#meant === undefined) return false;
    return this.#focused - this.#meant <= FOCUS_GRACE;
  }

  #longSince(begin: number | undefined, end: number): boolean {
    return begin !== undefined && end - begin >= DWELL;
  }
}
