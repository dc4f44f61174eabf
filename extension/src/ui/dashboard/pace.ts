/** How fast long work goes, and how long it still takes. While it rests no time passes. */
import type { JobProgress } from '../../../../pkg/satchel';

/** Milliseconds of running before which a rate would be a guess, */
const RATE_AFTER = 1_000;
/** and before which the time to come would be. */
const LEFT_AFTER = 2_000;
/** Parts of a file go at speeds of their own: what was done longer ago says little of what comes. */
const SPAN = 10_000;

/** Each is nothing while it is not known, and while the work rests. */
export interface Going {
  /** What is done in a second. */
  rate: number | undefined;
  /** Seconds until all is done. */
  left: number | undefined;
}

type Heard = Pick<JobProgress, 'read' | 'total' | 'paused'>;

export class Pace {
  /** Milliseconds that it ran up to now. */
  #ran = 0;
  #last: { now: number; paused: boolean } | undefined;
  /** How far it was, by the time that it had run then. */
  #marks: { ran: number; read: number }[] = [];

  /** Hears how far the work is now. It may have begun long before anybody listened. */
  hear({ read, total, paused }: Heard, now: number): Going {
    // Less than before: it is other work.
    if (read < (this.#marks.at(-1)?.read ?? 0)) this.#forget();
    if (this.#last && !this.#last.paused) this.#ran += now - this.#last.now;
    this.#last = { now, paused };
    this.#marks.push({ ran: this.#ran, read });
    const from = this.#marks.findLastIndex(({ ran }) => ran <= this.#ran - SPAN);
    if (from > 0) this.#marks.splice(0, from);
    return paused ? { rate: undefined, left: undefined } : this.#going(total - read);
  }

  #forget(): void {
    this.#ran = 0;
    this.#last = undefined;
    this.#marks = [];
  }

  #going(rest: number): Going {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    const took = first && last ? last.ran - first.ran : 0;
    const rate = first && last && took > 0 ? ((last.read - first.read) / took) * 1_000 : 0;
    if (rate <= 0) return { rate: undefined, left: undefined };
    return {
      rate: this.#ran < RATE_AFTER ? undefined : rate,
      left: this.#ran < LEFT_AFTER ? undefined : rest / rate,
    };
  }
}

/** A time to come as it is told: no finer than anybody could know it. */
export function about(seconds: number): {
  count: number;
  unit: 'seconds' | 'minutes' | 'hours';
} {
  if (seconds <= 55) return { count: Math.max(5, Math.ceil(seconds / 5) * 5), unit: 'seconds' };
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return { count: minutes, unit: 'minutes' };
  return { count: Math.round(minutes / 60), unit: 'hours' };
}
