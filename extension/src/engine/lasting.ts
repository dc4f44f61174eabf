/** A line to the engine that lasts: opened when it is wanted, and anew when it was lost. */
import type { Line } from './line';

export class Lasting {
  readonly #open: (lost: () => void) => Promise<Line>;
  #line: Promise<Line> | undefined;

  /** `open` makes a line, and says by `lost` that it is gone. */
  constructor(open: (lost: () => void) => Promise<Line>) {
    this.#open = open;
  }

  /** The line; all who ask meanwhile get the same one. */
  current(): Promise<Line> {
    if (this.#line) return this.#line;
    // A line that was lost takes away itself alone, never the one that came after it.
    const lost = () => {
      if (this.#line === opening) this.#line = undefined;
    };
    const opening: Promise<Line> = this.#open(lost).catch((error: unknown) => {
      lost();
      throw error;
    });
    this.#line = opening;
    return opening;
  }

  /** The next who asks gets another. */
  forget(): void {
    this.#line = undefined;
  }
}
