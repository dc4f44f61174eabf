/**
 * Putting a block into a composer so that the editor itself believes it: after the user's own
 * words, undoable with the editor's own undo.
 *
 * No single way works in every editor; the order here was exact in all that were tried: what the
 * browser types (`insertText`) in fields and ProseMirror, a paste elsewhere, and `insertText` again
 * where nobody took the paste.
 */
import type { Composer } from './find';
import { textOf } from './find';

/** Milliseconds that an editor may take to make the text its own. */
const SETTLING = 150;

/** True if the block stands in the composer afterwards. */
export async function insert(composer: Composer, block: string): Promise<boolean> {
  composer.focus();
  const own = textOf(composer).replace(/\s+$/, '');
  const oneLine = composer instanceof HTMLInputElement;
  const text = oneLine
    ? `${own ? ' ' : ''}${block.trim().replace(/\s*\n\s*/g, ' ')}`
    : `${own ? '\n\n' : ''}${block.trimEnd()}`;
  toEnd(composer);
  if (composer instanceof HTMLTextAreaElement || oneLine || composer.closest('.ProseMirror')) {
    document.execCommand('insertText', false, text);
  } else if (!paste(composer, text)) {
    document.execCommand('insertText', false, text);
  }
  // Looked at once more later, for editors that are slow; a quick send may have emptied it by then.
  if (holds(textOf(composer), text)) return true;
  await new Promise((resolve) => setTimeout(resolve, SETTLING));
  return holds(textOf(composer), text);
}

function toEnd(composer: Composer): void {
  if (composer instanceof HTMLTextAreaElement || composer instanceof HTMLInputElement) {
    return composer.setSelectionRange(composer.value.length, composer.value.length);
  }
  const range = document.createRange();
  range.selectNodeContents(composer);
  range.collapse(false);
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** A paste that the editor took. */
function paste(composer: Composer, text: string): boolean {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const common = { bubbles: true, cancelable: true, composed: true };
  let event = new ClipboardEvent('paste', { ...common, clipboardData: data });
  if (event.clipboardData?.getData('text/plain') !== text) {
    // Firefox hands over an empty one, unless it is given its own members.
    event = new ClipboardEvent('paste', {
      ...common,
      data: text,
      dataType: 'text/plain',
    } as ClipboardEventInit);
  }
  return !composer.dispatchEvent(event);
}

/** Every line is there, whatever the editor made of the white space between. */
function holds(now: string, text: string): boolean {
  const bare = now.replace(/\s+/g, ' ');
  const lines = text.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
  return lines.every((line) => bare.includes(line));
}
