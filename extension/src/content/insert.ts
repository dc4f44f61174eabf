/**
 * Putting a block into a composer so that the editor itself believes it: after the user's own
 * words, in lines of its own, undoable with the editor's own undo.
 *
 * No single way is exact in every editor. Ways are tried in turn: what the editor made of one is
 * read back, and what lost or joined lines is taken back before the next.
 */
import { INSERTED_BY } from '../protocol';
import { isField, plain, textOf } from '../sites/text';
import { toEnd } from './caret';
import type { Composer } from './find';
import { takeBack } from './undo';
import { ONE_LINE, waysFor, type Way } from './ways';

/** Milliseconds that an editor may take to make a text its own, and between looks at it. */
const SETTLING = 400;
const LOOK = 40;
/** Milliseconds after which editors have heard of a caret that was moved. */
const HEARD = 120;
/** Milliseconds after which no other way is begun: the frame waits for an answer. */
const LIMIT = 2500;

/** A way, and the text that it is to put behind what stands there. */
interface Attempt {
  way: Way;
  text: string;
}

/** True if the block stands in the composer afterwards. */
export async function insert(composer: Composer, block: string): Promise<boolean> {
  composer.focus();
  const start = performance.now();
  // What is not in by then is said to be refused, and must not come after that.
  const end = start + INSERTED_BY;
  const before = textOf(composer);
  let second: Attempt | undefined;
  for (const attempt of attempts(composer, before, block)) {
    if (performance.now() - start > LIMIT) break;
    const after = await put(composer, before, attempt);
    if (after === plain(before + attempt.text)) return true;
    if (holds(after, attempt.text)) second ??= attempt;
    if (after !== plain(before) && !(await takeBack(composer, before, end))) {
      return holds(textOf(composer), attempt.text);
    }
  }
  // An editor that makes lists of lines keeps their words, and has no way to keep more.
  if (!second || performance.now() + 2 * SETTLING > end) return false;
  return holds(await put(composer, before, second), second.text);
}

/** Line by line; in one line where there is only one, or where nothing else has worked. */
function attempts(composer: Composer, before: string, block: string): Attempt[] {
  const ways = waysFor(composer);
  const one = inOneLine(before, block);
  if (composer.localName === 'input') return ways.map((way) => ({ way, text: one }));
  const text = inLines(before, block);
  return [...ways.map((way) => ({ way, text })), ...ONE_LINE.map((way) => ({ way, text: one }))];
}

/** Tries a way. What stands in the composer then. */
async function put(composer: Composer, before: string, { way, text }: Attempt): Promise<string> {
  toEnd(composer);
  if (!isField(composer)) await rest(HEARD);
  way(composer, text);
  return settled(composer, plain(before), plain(before + text));
}

/** Below the user's own words, with an empty line between. */
function inLines(own: string, block: string): string {
  const ended = /\n{0,2}$/.exec(plain(own))![0].length;
  return '\n'.repeat(own.trim() === '' ? 0 : 2 - ended) + block.trimEnd();
}

/** Behind the user's own words. */
function inOneLine(own: string, block: string): string {
  return (own === '' || /\s$/.test(own) ? '' : ' ') + block.trim().replace(/\s*\n\s*/g, ' ');
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

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
