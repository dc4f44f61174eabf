/**
 * What counts as the user's will inside the frame.
 *
 * The page around the frame is hostile. It can move the focus into the frame while someone types,
 * slide the frame under a pointer about to click, or cover it. It cannot make trusted events, and
 * it cannot press the browser's shortcut. From these facts follow the rules:
 *
 * - An untrusted event counts for nothing.
 * - A key counts only while the frame keeps the focus that came with a press in it or with our own
 *   shortcut, and only half a second after that focus.
 * - Nothing counts that began in the first half second after the frame came into view, opened, or
 *   changed what it offers: before that, nobody has read it.
 * - A click that hands something over counts only if the pointer was over the frame, and the frame
 *   held still under it, for half a second.
 *
 * This module knows no DOM: it is told what happened, and asked. Times are milliseconds.
 */

/** How long a person needs at least to see what they act on. */
export const DWELL = 500;
/** How long after a press or the shortcut the focus may come for the two to belong together. */
const FOCUS_GRACE = 1000;
/** Movements below this many pixels are none. */
const STILL = 2;
/** Movements above this many pixels are one. */
const JUMP = 8;

/** Why something did not count. */
export type Refusal = 'untrusted' | 'covered' | 'early' | 'unmeant' | 'moved';

/** Where a pointer is: in the frame, and on the screen. */
export interface Spot {
  clientX: number;
  clientY: number;
  screenX: number;
  screenY: number;
}

/** A click as it arrived. */
export interface Click {
  trusted: boolean;
  /** False for one that a key made on a focused button. */
  byPointer: boolean;
  /** Whether the pointer can rest over a thing without pressing it: a finger cannot. */
  hovers: boolean;
  /** Whether it gives something to the page. */
  handsOver: boolean;
}

export class Intent {
  #now: () => number;
  /** Since when the user can see what is shown; nothing while they cannot. */
  #seen: number | undefined;
  #focused: number | undefined;
  #meant: number | undefined;
  #pressed: number | undefined;
  #resting: number | undefined;
  #spot: Spot | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The frame came fully into view, or something began to hide it. */
  visible(visible: boolean): void {
    this.#seen = visible ? (this.#seen ?? this.#now()) : undefined;
  }

  /** The list opened; `shortcut` if the user's own key command did it. */
  opened(shortcut: boolean): void {
    this.changed();
    // The frame changes its size by our own will: where it stood before says nothing any more.
    this.#spot = undefined;
    if (shortcut) this.#meant = this.#now();
  }

  closed(): void {
    this.changed();
    this.#spot = undefined;
    this.#meant = undefined;
  }

  /** What is offered changed while it was shown. */
  changed(): void {
    if (this.#seen !== undefined) this.#seen = this.#now();
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
  pressed(trusted: boolean): void {
    if (!trusted) return;
    this.#meant = this.#now();
    this.#pressed = this.#now();
  }

  /** A trusted pointer is over the frame. */
  pointer(spot: Spot): void {
    if (this.#resting === undefined || (this.#spot && frameMoved(this.#spot, spot))) {
      this.#resting = this.#now();
    }
    this.#spot = spot;
  }

  pointerLeft(): void {
    this.#resting = undefined;
    this.#spot = undefined;
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
    if (this.#pressed === undefined || !this.#longSince(this.#seen, this.#pressed)) return 'early';
    if (!click.handsOver || !click.hovers) return undefined;
    return this.#longSince(this.#resting, this.#pressed) ? undefined : 'moved';
  }

  #isMeant(): boolean {
    if (this.#focused === undefined || this.#meant === undefined) return false;
    return this.#focused - this.#meant <= FOCUS_GRACE;
  }

  #longSince(begin: number | undefined, end: number): boolean {
    return begin !== undefined && end - begin >= DWELL;
  }
}

/**
 * Whether the frame moved between two places of the pointer. A pointer that moves over a frame at
 * rest moves in it and on the screen in the same direction, by the same amount but for zoom, which
 * the frame does not know.
 */
function frameMoved(from: Spot, to: Spot): boolean {
  return (
    disagree(to.clientX - from.clientX, to.screenX - from.screenX) ||
    disagree(to.clientY - from.clientY, to.screenY - from.screenY)
  );
}

function disagree(inFrame: number, onScreen: number): boolean {
  const [small, large] = [inFrame, onScreen].map(Math.abs).sort((a, b) => a - b) as [
    number,
    number,
  ];
  if (large <= JUMP) return false;
  return small <= STILL || inFrame * onScreen < 0;
}
