/**
 * The finder for who drives a browser from outside: what it says of a page there is what the
 * extension thinks of it. `scripts/finder.mjs` makes one file of it; the extension has none of it.
 */
import { openRoots, queryDeep, type Root } from './dom';
import { findComposer } from './find';
import { kindOf, locatorOf } from './locator';
import { siteIn } from './match';
import { findSend } from './send';
import { plain, textOf } from './text';

/** The composer of this document, what it is made of and where it is. */
export function composer(): { element: Element; kind: string; locator: string } | null {
  const found = findComposer(document, location.href)?.composer;
  return found ? { element: found, kind: kindOf(found), locator: locatorOf(found) } : null;
}

/** The frames of this document that are of its own origin: what stands in them is this chat's. */
export function frames(): { element: Element; locator: string }[] {
  return queryDeep(document, 'iframe, frame')
    .filter((element) => (element as HTMLIFrameElement).contentDocument !== null)
    .map((element) => ({ element, locator: locatorOf(element) }));
}

/** What stands in a composer. */
export function written(field: HTMLElement): string {
  return textOf(field);
}

/** What sends it now. */
export function send(field: HTMLElement): Element | null {
  return findSend(field, siteIn(openRoots(document), location.href)) ?? null;
}

/** Whether the focus is in a field. */
export { hasFocus as isFocused } from './dom';

/** How often a text stands in this document outside of a field, white space aside. */
export function turnsWith(text: string, field: HTMLElement): number {
  const sought = bare(text);
  const everywhere = openRoots(document).map((root) => count(bare(shownIn(root)), sought));
  return everywhere.reduce((sum, one) => sum + one, 0) - count(bare(field.innerText), sought);
}

/** The text that is shown in a root; those of shadow roots in it are roots of their own. */
function shownIn(root: Root): string {
  const parts = 'body' in root ? [root.body] : [...root.children];
  return parts.map((part) => (part as HTMLElement).innerText ?? '').join('\n');
}

function bare(words: string): string {
  return plain(words).replace(/\s+/g, '');
}

function count(all: string, part: string): number {
  return part === '' ? 0 : all.split(part).length - 1;
}
