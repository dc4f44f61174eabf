/**
 * What was on the screen of all that the great button takes.
 *
 * A part is read when its end was there, as nothing here scrolls past a beginning. What there is to
 * read is asked for at each look: it follows what is offered and what is chosen.
 */

/** Something to be read, as it lies on the screen. */
export interface Part {
  getBoundingClientRect(): { readonly top: number; readonly bottom: number };
}

/** What it lies in, and scrolls in. */
export interface Box extends Part {
  scrollTop: number;
}

/** Pixels that rounding and the browser's zoom may take from a part that is seen whole. */
const ROUNDING = 2;
/** The share of the box that goes past in one step: the last line read stays in sight. */
const STEP = 0.8;

export class Reading {
  readonly #box: () => Box | undefined;
  readonly #parts: () => Part[];
  /** The parts whose end was on the screen. */
  readonly #seen = new WeakSet<Part>();

  constructor(box: () => Box | undefined, parts: () => Part[]) {
    this.#box = box;
    this.#parts = parts;
  }

  /** Looks at what is on the screen now; whether all was by then. */
  look(): boolean {
    const end = (this.#box()?.getBoundingClientRect().bottom ?? 0) + ROUNDING;
    const parts = this.#parts();
    for (const part of parts) if (part.getBoundingClientRect().bottom <= end) this.#seen.add(part);
    return parts.every((part) => this.#seen.has(part));
  }

  /** Brings what was not read yet onto the screen; whether all was by then. */
  on(): boolean {
    const box = this.#box();
    const part = this.#parts().find((part) => !this.#seen.has(part));
    if (box && part) {
      const [inner, outer] = [part.getBoundingClientRect(), box.getBoundingClientRect()];
      // No more than what is on the screen goes past: it is read from its beginning.
      box.scrollTop += Math.min(
        Math.max(inner.bottom - outer.bottom, 0),
        Math.max(inner.top - outer.top, (outer.bottom - outer.top) * STEP),
      );
    }
    return this.look();
  }
}
