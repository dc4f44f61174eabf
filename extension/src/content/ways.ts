/**
 * The ways in which a page can be given text, each exact in some editors: what the browser types,
 * a paste, and line after line.
 */
import { isField } from '../sites/text';
import { setValue } from './editor';
import type { Composer } from './find';

/** Puts a text where the caret is. */
export type Way = (composer: Composer, text: string) => void;

/** The ways for a composer, the likeliest first. */
export function waysFor(composer: Composer): readonly Way[] {
  if (isField(composer)) return [type, set];
  // It drops empty lines of what is pasted.
  if (composer.closest('.ProseMirror')) return [type, paste, byParagraphs, byBreaks];
  // What a page makes of a paste there is more than the text: boxes of lines, or a file.
  if (isBare(composer)) return [...OWN_WAYS, paste, byParagraphs];
  return [paste, ...OWN_WAYS, byParagraphs];
}

/** For text without line breaks. */
export const ONE_LINE: readonly Way[] = [type, paste];

/**
 * Where an editor is the browser's own. Typed at once, Chromium makes boxes of lines, and reads an
 * empty one as two; line by line, Firefox takes one undo for each.
 */
const OWN_WAYS: readonly [Way, Way] = import.meta.env.FIREFOX ? [type, byBreaks] : [byBreaks, type];

/** Whether nothing but text and breaks stands in it: the browser edits it, as editors put lines into elements. */
function isBare(composer: Composer): boolean {
  const nodes = [...composer.childNodes];
  const isText = (node: Node) => node.nodeType === Node.TEXT_NODE;
  return nodes.some(isText) && nodes.every((node) => isText(node) || node.nodeName === 'BR');
}

/** As if it were typed. */
function type(composer: Composer, text: string): void {
  composer.ownerDocument.execCommand('insertText', false, text);
}

/** As a paste; where nobody takes it, in the browser's own way. */
function paste(composer: Composer, text: string): void {
  const view = composer.ownerDocument.defaultView ?? window;
  const data = new view.DataTransfer();
  data.setData('text/plain', text);
  const common = { bubbles: true, cancelable: true, composed: true };
  let event = new view.ClipboardEvent('paste', { ...common, clipboardData: data });
  if (event.clipboardData?.getData('text/plain') !== text) {
    // Firefox hands over an empty one, unless it is given its own members.
    event = new view.ClipboardEvent('paste', {
      ...common,
      data: text,
      dataType: 'text/plain',
    } as ClipboardEventInit);
  }
  if (composer.dispatchEvent(event)) OWN_WAYS[0](composer, text);
}

/** Line after line, each in a paragraph of its own. */
function byParagraphs(composer: Composer, text: string): void {
  lineByLine(composer, text, 'insertParagraph');
}

/** Line after line, with breaks between. */
function byBreaks(composer: Composer, text: string): void {
  lineByLine(composer, text, 'insertLineBreak');
}

function lineByLine(composer: Composer, text: string, end: string): void {
  text.split('\n').forEach((line, at) => {
    if (at > 0) composer.ownerDocument.execCommand(end);
    if (line) type(composer, line);
  });
}

/** As scripts do, behind what stands there; nothing that the user could not have typed. */
function set(composer: Composer, text: string): void {
  if (!isField(composer) || composer.disabled || composer.readOnly) return;
  const value = composer.value + text;
  if (composer.maxLength >= 0 && value.length > composer.maxLength) return;
  setValue(composer, value);
}
