/** The drafts of one composer: what the user says of a list is said of the draft that it was made for. */

/** How many are known at a time; an open list stays as it is while the user types on. */
const MOST = 200;

export interface Draft {
  number: number;
  text: string;
}

export class Drafts {
  #known: Draft[] = [{ number: 0, text: '' }];

  /** The one that stands in the composer. */
  get last(): Draft {
    return this.#known.at(-1)!;
  }

  /** Those of before are of no use any more. */
  forget(): void {
    this.#known = [this.last];
  }

  take(text: string): void {
    if (text === this.last.text) return;
    this.#known.push({ number: this.last.number + 1, text });
    this.#known.splice(0, this.#known.length - MOST);
  }

  /** What one said, by its number. */
  of(number: number): string | undefined {
    return this.#known.find((draft) => draft.number === number)?.text;
  }
}
