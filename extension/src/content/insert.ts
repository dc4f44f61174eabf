/**
 * Putting a block into a composer so that the editor itself believes it: after the user's own words
 * or wherever he wants it, in lines of its own, undoable with the editor's own undo.
 *
 * No single way is exact in every editor. Ways are tried in turn: what the editor made of one is
 * read back, and what lost or joined lines is taken back before the next.
 */
import { INSERTED_BY } from '../protocol';
import type { Settings } from '../settings';
import { isField, plain, textOf } from '../sites/text';
import { place } from './caret';
import { HEARD, rest } from './editor';
import type { Composer } from './find';
import { takeBack } from './undo';
import { ONE_LINE, waysFor, type Way } from './ways';

/** Milliseconds that an editor may take to make a text its own, and between looks at it. */
const SETTLING = 400;
const LOOK = 40;
/** Milliseconds after which no other way is begun: the frame waits for an answer. */
const LIMIT = 2500;

/** A way, and whether it is to put the block in lines of its own. */
interface Attempt {
  way: Way;
  lines: boolean;
}

/** What became of one: what stands there, whether it is what was wanted, and whether all the words are there. */
interface Outcome {
  after: string;
  exact: boolean;
  whole: boolean;
  /** The user's own words before it and behind it. */
  around: [string, string];
}

/** True if the block stands in the composer afterwards. */
export async function insert(
  composer: Composer,
  block: string,
  at: Settings['insertAt'],
): Promise<boolean> {
  composer.focus();
  const start = performance.now();
  // What is not in by then is said to be refused, and must not come after that.
  const end = start + INSERTED_BY;
  const before = textOf(composer);
  let second: Attempt | undefined;
  for (const attempt of attempts(composer)) {
    if (performance.now() - start > LIMIT) break;
    const { after, exact, whole, around } = await put(composer, block, at, attempt);
    if (exact) return true;
    if (whole) second ??= attempt;
    if (after !== plain(before) && !(await takeBack(composer, around, end))) {
      return holds(textOf(composer), block);
    }
  }
  // An editor that makes lists of lines keeps their words, and has no way to keep more.
  if (!second || performance.now() + 2 * SETTLING > end) return false;
  return (await put(composer, block, at, second)).whole;
}

/** Line by line; in one line where there is only one, or where nothing else has worked. */
function attempts(composer: Composer): Attempt[] {
  const ways = waysFor(composer);
  if (composer.localName === 'input') return ways.map((way) => ({ way, lines: false }));
  return [
    ...ways.map((way) => ({ way, lines: true })),
    ...ONE_LINE.map((way) => ({ way, lines: false })),
  ];
}

/** Tries a way. */
async function put(
  composer: Composer,
  block: string,
  at: Settings['insertAt'],
  { way, lines }: Attempt,
): Promise<Outcome> {
  const before = textOf(composer);
  const head = place(composer, at);
  const tail = before.slice(head.length);
  const text = lines ? inLines(head, block, tail) : inOneLine(head, block, tail);
  if (!isField(composer)) await rest(HEARD);
  way(composer, text);
  const wanted = plain(head + text + tail);
  const after = await settled(composer, plain(before), wanted);
  const around: [string, string] = [head, tail];
  return { after, exact: after === wanted, whole: holds(after, text), around };
}

/** With an empty line between it and the user's own words. */
function inLines(head: string, block: string, tail: string): string {
  const ended = /\n{0,2}$/.exec(plain(head))![0].length;
  const begun = /^\n{0,2}/.exec(plain(tail))![0].length;
  const above = head.trim() === '' ? 0 : 2 - ended;
  const below = tail.trim() === '' ? 0 : 2 - begun;
  return '\n'.repeat(above) + block.trimEnd() + '\n'.repeat(below);
}

/** Between the user's own words. */
function inOneLine(head: string, block: string, tail: string): string {
  const above = head === '' || /\s$/.test(head) ? '' : ' ';
  const below = tail === '' || /^\s/.test(tail) ? '' : ' ';
  return above + block.trim().replace(/\s*\n\s*/g, ' ') + below;
}

/** What stands there once it is what was wanted, or once the editor has had its time. */
async function settled(composer: Composer, before: string, wanted: string): Promise<string> {
  const start = performance.now();
  let last: string | undefined;
  for (;;) {
    const now = plain(textOf(composer));
    // Looked at twice: some editors take back what was put past them. What else becomes of it is the
    // user's doing, who types on or sends.
    if (last === wanted && now !== before) return wanted;
    if (now === last && performance.now() - start > SETTLING) return now;
    last = now;
    await rest(LOOK);
  }
}

/** Every line's words are there, whatever the editor made of the rest. */
function holds(now: string, text: string): boolean {
  const bare = (words: string) => words.replace(/^ *- /gm, '').replace(/\s+/g, ' ').trim();
  return text.split('\n').every((line) => bare(now).includes(bare(line)));
}
