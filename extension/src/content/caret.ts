/** The caret of a composer, in whatever document or shadow root it stands. */
import { isField } from '../sites/text';
import type { Composer } from './find';

/** Selections of shadow roots, which only Chromium has. */
interface SelectingRoot {
  getSelection?(): Selection | null;
}

/** The selection that a composer's caret is in. */
export function selectionOf(composer: Composer): Selection | null {
  const root = composer.getRootNode() as Node & SelectingRoot;
  return root.getSelection?.() ?? composer.ownerDocument.getSelection();
}

/** Puts the caret behind everything that stands in a composer. */
export function toEnd(composer: Composer): void {
  if (isField(composer))
    return composer.setSelectionRange(composer.value.length, composer.value.length);
  const selection = selectionOf(composer);
  // From elsewhere: a browser ends the run of typing that one undo takes back only when the caret moves.
  selection?.setBaseAndExtent(composer, 0, composer, 0);
  selection?.setBaseAndExtent(
    composer,
    composer.childNodes.length,
    composer,
    composer.childNodes.length,
  );
}
