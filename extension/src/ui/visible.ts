/**
 * A text as it really is.
 *
 * What is read must be what is inserted. Characters that draw nothing, or turn the writing
 * around, could make the two differ: they are shown by their number.
 */
export type Part =
  | { kind: 'plain' | 'word'; text: string }
  /** A character that cannot be seen: `U+202E`. */
  | { kind: 'unseen'; text: string };

/**
 * Controls but tab and line ends; soft hyphen, fillers, zero-width spaces, invisible operators;
 * the bidirectional overrides, embeddings and isolates; tags; the variation selectors beyond
 * those of emoji. Joiners and direction marks stay: emoji and several scripts are written with them.
 */
const UNSEEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180E\u200B\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/u;

/** The text in parts, with the given words marked wherever they stand as whole words. */
export function parts(text: string, words: readonly string[] = []): Part[] {
  const pieces = text.split(new RegExp(`(${UNSEEN.source})`, 'u'));
  return pieces.flatMap((piece, at): Part[] =>
    at % 2 === 1 ? [{ kind: 'unseen', text: codePoint(piece) }] : marked(piece, words),
  );
}

function marked(text: string, words: readonly string[]): Part[] {
  const wanted = words.filter((word) => word !== '');
  if (wanted.length === 0) return text === '' ? [] : [{ kind: 'plain', text }];
  // The longest first, so that a word is not cut by one that begins it.
  const either = wanted
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(${either})(?![\\p{L}\\p{N}])`, 'giu');
  return text
    .split(whole)
    .map((piece, at): Part => ({ kind: at % 2 === 1 ? 'word' : 'plain', text: piece }))
    .filter((part) => part.text !== '');
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\\-/]/g, (mark) => `\\${mark}`);
}

function codePoint(character: string): string {
  const value = character.codePointAt(0) ?? 0;
  return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
}
