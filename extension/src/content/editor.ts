/** How an editor is spoken to, and how long it may take to hear. */
import type { Composer } from './find';

/** Milliseconds after which editors have heard of a caret that was moved. */
export const HEARD = 120;

export function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Presses a key, for editors with a model of their own: they listen to no command of the browser's. */
export function pressKey(composer: Composer, key: KeyboardEventInit): void {
  const view = composer.ownerDocument.defaultView ?? window;
  const how = { ...key, bubbles: true, cancelable: true, composed: true };
  composer.dispatchEvent(new view.KeyboardEvent('keydown', how));
}

/** As scripts do, without an undo: for pages that take the browser's own ways away. */
export function setValue(field: HTMLTextAreaElement | HTMLInputElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}
