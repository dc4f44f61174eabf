/**
 * How long a passphrase would hold against somebody who has taken the sealed vault.
 *
 * The guesses are counted by zxcvbn with lists of passwords and of English and French words; all of it is loaded with
 * the first character that is typed, and asked of nobody.
 */

/**
 * Passphrases that a determined attacker tries in a second: each costs 64 MiB of memory three times over, and ten
 * fast graphics cards manage about so many.
 */
const A_SECOND = 10_000;
const DAY = 86_400;
const YEAR = 365 * DAY;

/** From what falls while one waits to what is not tried. */
export const BANDS = ['weak', 'fair', 'good', 'strong'] as const;
export type Band = (typeof BANDS)[number];

export interface Strength {
  band: Band;
  /** Seconds until half of all guesses are made. */
  seconds: number;
}

/** The band of a passphrase that holds for so many seconds. */
export function bandOf(seconds: number): Band {
  if (seconds < 30 * DAY) return 'weak';
  if (seconds < 20 * YEAR) return 'fair';
  return seconds < 2000 * YEAR ? 'good' : 'strong';
}

/** In the largest unit of which there is one. */
export function inUnits(seconds: number): {
  count: number;
  unit: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';
} {
  const units = [
    ['year', YEAR],
    ['month', YEAR / 12],
    ['day', DAY],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? units[5];
  return { count: Math.max(1, Math.floor(seconds / length)), unit };
}

type Counts = (passphrase: string) => { guesses: number };
let loading: Promise<Counts> | undefined;

export async function strengthOf(passphrase: string): Promise<Strength> {
  loading ??= load();
  const count = await loading;
  const seconds = count(passphrase).guesses / 2 / A_SECOND;
  return { band: bandOf(seconds), seconds };
}

async function load(): Promise<Counts> {
  const [{ zxcvbn, zxcvbnOptions }, common, en, fr] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  zxcvbnOptions.setOptions({
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...en.dictionary, ...fr.dictionary },
  });
  return (passphrase) => zxcvbn(passphrase);
}
