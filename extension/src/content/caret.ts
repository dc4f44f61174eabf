/** The caret of a composer, in whatever document or shadow root it stands. */
import type { Settings } from '../settings';
import { isField, textBefore, textOf } from '../sites/text';
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

/** Puts the caret where something is to be inserted. What stands before it then. */
export function place(composer: Composer, at: Settings['insertAt']): string {
  if (at === 'caret') {
    const before = beforeCaret(composer);
    if (before !== undefined) return before;
  }
  return toEdge(composer, at === 'before');
}

/** What stands before the user's own caret; nothing if that is elsewhere. */
function beforeCaret(composer: Composer): string | undefined {
  if (isField(composer)) {
    const caret = composer.selectionEnd ?? composer.value.length;
    composer.setSelectionRange(caret, caret);
    return composer.value.slice(0, caret);
  }
  const selection = selectionOf(composer);
  const node = selection?.focusNode;
  if (!selection || !node || !composer.contains(node)) return undefined;
  const { focusOffset: offset } = selection;
  selection.collapse(node, offset);
  const before = textBefore(composer, { node, offset });
  // A caret between an editor's own elements may be counted in lines that nothing stands on.
  return textOf(composer).startsWith(before) ? before : undefined;
}

/** Before everything that stands there, or behind it. */
function toEdge(composer: Composer, begin: boolean): string {
  const all = textOf(composer);
  if (isField(composer)) {
    const caret = begin ? 0 : composer.value.length;
    composer.setSelectionRange(caret, caret);
  } else {
    const selection = selectionOf(composer);
    const [edge, other] = [0, composer.childNodes.length];
    // From elsewhere: a browser ends the run of typing that one undo takes back only when the caret moves.
    for (const to of begin ? [other, edge] : [edge, other]) {
      selection?.setBaseAndExtent(composer, to, composer, to);
    }
  }
  return begin ? '' : all;
}
