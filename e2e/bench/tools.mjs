/** What all parts use: files, medians, and texts that are made up but the same each time. */

export const WIDTH = 384;

export const bytes = async (path) => new Uint8Array(await whole(path).then((answer) => answer.arrayBuffer()));
export const text = async (path) => whole(path).then((answer) => answer.text());

async function whole(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** A number below which so large a part of the others lies; of a half, the median. */
export function part(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (times) => part(times, 0.5);
export const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

export async function timed(act) {
  const start = performance.now();
  const value = await act();
  return { value, ms: performance.now() - start };
}

/** A turn of the event loop: the page stays alive, and the driver can ask how far it is. */
export const breath = () => new Promise((done) => setTimeout(done));

/** Whole numbers that look random (mulberry32). */
export class Dice {
  #state;

  constructor(seed) {
    this.#state = seed;
  }

  /** From 0 to 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  /** A word of a language of some fifty thousand, each as frequent as its rank is small (Zipf). */
  word() {
    const rank = Math.floor(Math.exp(this.next() * Math.log(50_000)));
    const dice = new Dice(rank);
    const syllables = 1 + (rank > 50) + (rank > 2000);
    let word = '';
    for (let n = 0; n < syllables; n++) word += 'bcdfghjklmnprstvwz'[dice.below(18)] + 'aeiou'[dice.below(5)];
    return word;
  }

  words(count) {
    return Array.from({ length: count }, () => this.word()).join(' ');
  }
}
