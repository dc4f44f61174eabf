/**
 * The generic adapter: which element is the composer of a chat that nobody here has seen.
 *
 * Asked with the element that took the focus, so it needs no search: nested shadow roots and late
 * or moved composers come by themselves. It would rather miss a composer than take a search box.
 */

/** A composer: something to write a message in. */
export type Composer = HTMLTextAreaElement | HTMLInputElement | HTMLElement;

/** Smaller than this, in CSS pixels, nothing is a composer. */
const LEAST = { width: 120, height: 16 };

/** Fields that are something else, by what they are called. */
const OTHER =
  /\b(search|find|filter|title|subject|name|e-?mail|url|address|code|captcha|rename)\b/i;

/** The composer that an event's target is or stands in. */
export function composerOf(target: EventTarget | null): Composer | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  const found = editable(target);
  return found && isLarge(found) && !isOther(found) ? found : undefined;
}

function editable(target: HTMLElement): Composer | undefined {
  if (target instanceof HTMLTextAreaElement) return writable(target) ? target : undefined;
  if (target instanceof HTMLInputElement) {
    return target.type === 'text' && writable(target) && hasSend(target) ? target : undefined;
  }
  if (!target.isContentEditable) return undefined;
  let host = target;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  // The page as a whole being editable is a document editor, no chat.
  return host === document.body ? undefined : host;
}

function writable(field: HTMLTextAreaElement | HTMLInputElement): boolean {
  return !field.readOnly && !field.disabled;
}

function isLarge(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width >= LEAST.width && height >= LEAST.height;
}

function isOther(element: HTMLElement): boolean {
  if (element.getAttribute('role') === 'searchbox' || element.closest('search, [role="search"]')) {
    return true;
  }
  const said = ['aria-label', 'placeholder', 'name', 'id', 'data-placeholder'];
  // A text area asks for a message even where it is called "search or ask"; a line must not.
  const strict = element instanceof HTMLInputElement;
  return strict && said.some((name) => OTHER.test(element.getAttribute(name) ?? ''));
}

/** A line to write in is a composer only alone with a button: forms with more fields are settings. */
function hasSend(field: HTMLInputElement): boolean {
  for (
    let around = field.parentElement, up = 0;
    around && up < 4;
    around = around.parentElement, up++
  ) {
    const fields = around.querySelectorAll(
      'input:not([type=hidden],[type=file]), textarea, select',
    );
    if (fields.length > 1) return false;
    if (around.querySelector('button, [role="button"], input[type="submit"]')) return true;
  }
  return false;
}

/** What stands in a composer. */
export function textOf(composer: Composer): string {
  const field = composer instanceof HTMLTextAreaElement || composer instanceof HTMLInputElement;
  return field ? composer.value : composer.innerText;
}
