/** Vectors around directions, as those of texts lie around their topics; the same each time. */
import { WIDTH } from './tools.mjs';

const TOPICS = 300;
/** How far a memory lies from its topic, and a query from the memory that it means. */
const [SPREAD, ASKED] = [1.2, 0.6];

export class Cloud {
  #dice;
  #topics;

  constructor(dice) {
    this.#dice = dice;
    this.#topics = Array.from({ length: TOPICS }, () => this.#direction());
  }

  memory() {
    return this.#near(this.#topics[this.#dice.below(TOPICS)], SPREAD);
  }

  query(memory) {
    return this.#near(memory, ASKED);
  }

  #direction() {
    const vector = new Float32Array(WIDTH);
    for (let at = 0; at < WIDTH; at++) vector[at] = this.#dice.next() + this.#dice.next() - 1;
    return unit(vector);
  }

  #near(vector, spread) {
    const near = this.#direction();
    for (let at = 0; at < WIDTH; at++) near[at] = vector[at] + spread * near[at];
    return unit(near);
  }
}

/** Scales to length 1, in place. */
function unit(vector) {
  const by = 1 / Math.sqrt(product(vector, vector));
  for (let at = 0; at < WIDTH; at++) vector[at] *= by;
  return vector;
}

export function product(a, b) {
  let sum = 0;
  for (let at = 0; at < WIDTH; at++) sum += a[at] * b[at];
  return sum;
}

/** A vector as the core keeps it, the largest of its coordinates as 127, into a row of many. */
export function put(vector, rows, row = 0) {
  let most = 0;
  for (let at = 0; at < WIDTH; at++) most = Math.max(most, Math.abs(vector[at]));
  const by = 127 / most;
  for (let at = 0, to = row * WIDTH; at < WIDTH; at++, to++) rows[to] = Math.round(vector[at] * by);
  return rows;
}

export const small = (vector) => put(vector, new Int8Array(WIDTH));

/** 1 / the length of a row. */
export const scale = (row) => 1 / Math.sqrt(product(row, row));

/** The nearest of what is seen, by an exact scan. */
export class Nearest {
  #query;
  #count;
  #found = [];

  constructor(query, count) {
    this.#query = query;
    this.#count = count;
  }

  /** `by` makes its length 1. */
  see(number, vector, by = 1) {
    const near = by * product(vector, this.#query);
    const found = this.#found;
    if (found.length === this.#count && near <= found[found.length - 1].near) return;
    const at = found.findIndex((one) => one.near < near);
    found.splice(at < 0 ? found.length : at, 0, { near, number });
    found.length = Math.min(found.length, this.#count);
  }

  /** How many of them are among those that were found. */
  share(found) {
    return this.#found.filter(({ number }) => found.includes(number)).length / this.#found.length;
  }
}
