/** Emptying a composer so that its editor believes it, and its own undo brings the text back. */
import { isField, textOf } from '../sites/text';
import { selectionOf } from './caret';
import { HEARD, pressKey, rest, setValue } from './editor';
import type { Composer } from './find';

/** Ways of deleting what is selected: the browser's own, and the key that editors with a model listen to. */
const WAYS = [byCommand, byKey, bySetting];

/** Takes out what stands in a composer, if it is this. */
export async function erase(composer: Composer, text: string): Promise<void> {
  composer.focus();
  for (const way of WAYS) {
    // The user may have typed on; or it is gone.
    if (textOf(composer) !== text) return;
    if (isField(composer)) composer.setSelectionRange(0, composer.value.length);
    else {
      selectionOf(composer)?.selectAllChildren(composer);
      await rest(HEARD);
      if (textOf(composer) !== text) return;
    }
    way(composer);
    await rest(HEARD);
  }
}

function byCommand(composer: Composer): void {
  composer.ownerDocument.execCommand('delete');
}

function byKey(composer: Composer): void {
  pressKey(composer, { key: 'Backspace', code: 'Backspace', keyCode: 8 });
}

function bySetting(composer: Composer): void {
  if (isField(composer)) setValue(composer, '');
}
