/** Taking back what was just put into a composer, by whichever undo its editor has. */
import { plain, textOf } from '../sites/text';
import { pressKey, rest } from './editor';
import type { Composer } from './find';

/** Milliseconds that an editor may take. */
const SETTLING = 60;
/** Steps back: what was put in line by line may be taken back so. */
const MOST = 60;

/** One step back or forth in an editor's history. */
type Step = (composer: Composer, back: boolean) => void;

/**
 * True if the composer holds again what it held before: so much of it before what was put in, and the rest behind.
 * The user's own words stay in any case. Ends by a time.
 */
export async function takeBack(
  composer: Composer,
  [head, tail]: [string, string],
  end: number,
): Promise<boolean> {
  const own = plain(head + tail);
  const isWhole = (now: string) =>
    now.length >= own.length && surrounds(now, plain(head), plain(tail));
  for (const step of [byKeys, byCommand]) {
    for (let taken = 0; taken < MOST && performance.now() < end; taken++) {
      const was = plain(textOf(composer));
      if (was === own) return true;
      const now = await stepped(composer, step, true);
      if (now === was) break;
      // Some editors take along what was typed just before.
      if (!isWhole(now)) {
        await stepped(composer, step, false);
        return false;
      }
    }
  }
  return plain(textOf(composer)) === own;
}

function surrounds(text: string, head: string, tail: string): boolean {
  return text.startsWith(head) && text.endsWith(tail);
}

async function stepped(composer: Composer, step: Step, back: boolean): Promise<string> {
  step(composer, back);
  await rest(SETTLING);
  return plain(textOf(composer));
}

/** The keys of undo and redo, which editors with a history of their own listen to. */
function byKeys(composer: Composer, back: boolean): void {
  const mac = /mac/i.test(navigator.platform);
  const held = { ctrlKey: !mac, metaKey: mac, shiftKey: !back };
  pressKey(composer, { key: 'z', code: 'KeyZ', keyCode: 90, ...held });
}

/** The browser's own history. */
function byCommand(composer: Composer, back: boolean): void {
  composer.ownerDocument.execCommand(back ? 'undo' : 'redo');
}
