/**
 * A page as the adapters see it: through open shadow roots, by attributes and boxes.
 *
 * Everything is bounded, as pages may be of any size, and nothing is changed. It asks the DOM only
 * what has been in it for long, so that tests run on a DOM without a browser.
 */

/** Smaller than this, in CSS pixels, nothing is a composer. */
const LEAST = { width: 120, height: 16 };
/** Elements whose shadow roots are looked for, in one search. */
const MOST_HOSTS = 8000;
/** Shadow roots in shadow roots that are followed. */
const DEEPEST = 8;
/** Elements in elements that are followed. */
const TALLEST = 1000;

/** Every type of `<input>` that browsers know but `text`: any other is a plain line. */
const KNOWN_TYPES = new Set(
  (
    'button checkbox color date datetime-local email file hidden image month number password ' +
    'radio range reset search submit tel time url week'
  ).split(' '),
);
/** Types of lines that stand in forms beside others; a chat has none of them. */
const FORM_LINES = ['email', 'password', 'tel', 'url', 'number', 'date', 'search'];

/** What can be searched: a document, a shadow root, an element. */
export type Root = Document | DocumentFragment | Element;

/** A root and the open shadow roots below it. */
export function openRoots(root: Root, most = MOST_HOSTS, depth = 0): Root[] {
  const found: Root[] = [root];
  if (depth >= DEEPEST) return found;
  let left = most;
  for (const host of root.querySelectorAll('*')) {
    if (--left < 0) break;
    if (host.shadowRoot) found.push(...openRoots(host.shadowRoot, left, depth + 1));
  }
  return found;
}

/** All that matches, also in open shadow roots below. */
export function queryDeep(root: Root, css: string, most?: number): Element[] {
  return openRoots(root, most).flatMap((each) => [...each.querySelectorAll(css)]);
}

/** The element that an element stands in, across the border of its shadow root. */
export function parentOf(element: Element): Element | undefined {
  if (element.parentElement) return element.parentElement;
  const host = (element.parentNode as ShadowRoot | null)?.host;
  return host ?? undefined;
}

/** The nearest of itself and those around it that matches, across shadow roots. */
export function closest(element: Element, css: string): Element | undefined {
  for (let at: Element | undefined = element; at;) {
    const found: Element | null = at.closest(css);
    if (found) return found;
    at = hostOf(at);
  }
  return undefined;
}

/** Those around an element, from the inside out. A form's own parts may pass for what is around it. */
export function* ancestors(element: Element): Generator<Element> {
  let left = TALLEST;
  for (let at = parentOf(element); at && --left > 0; at = parentOf(at)) yield at;
}

/** The whole field in which an element stands, if one can write there. */
export function fieldOf(target: Element): HTMLElement | undefined {
  if (target.localName === 'textarea') return target as HTMLElement;
  if (target.localName === 'input')
    return isPlainLine(target) ? (target as HTMLElement) : undefined;
  let field = editing(target);
  let left = DEEPEST;
  for (let outer = field; outer && --left > 0;) {
    field = outer;
    outer = outer.parentElement ? editing(outer.parentElement) : undefined;
  }
  // The page as a whole being editable is a document editor, no chat.
  return field && !['body', 'html'].includes(field.localName) ? (field as HTMLElement) : undefined;
}

/** Every field in some roots, each once. */
export function fieldsIn(roots: readonly Root[]): HTMLElement[] {
  const found = roots.flatMap((root) =>
    [...root.querySelectorAll('textarea, input, [contenteditable]')].map(fieldOf),
  );
  return [...new Set(found.filter((field) => field !== undefined))];
}

/** Whether an `<input>` is a line that people fill in. */
export function isFormLine(input: Element): boolean {
  return isPlainLine(input) || FORM_LINES.includes(typeOf(input));
}

/** Whether somebody could write in it now: there, visible, large enough, not switched off. */
export function isUsable(field: Element): boolean {
  if (field.hasAttribute('readonly') || field.hasAttribute('disabled')) return false;
  if (['aria-readonly', 'aria-disabled'].some((name) => field.getAttribute(name) === 'true')) {
    return false;
  }
  if (closest(field, '[inert], [hidden], [aria-hidden="true"], fieldset[disabled]')) return false;
  const { width, height } = field.getBoundingClientRect();
  return width >= LEAST.width && height >= LEAST.height && isPainted(field);
}

/** Whether an element takes room in the page and is not hidden. */
export function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && isPainted(element);
}

/** The element that has the focus, through open shadow roots. */
export function focusedIn(root: DocumentOrShadowRoot): Element | null {
  const focused = root.activeElement;
  const inside = focused?.shadowRoot;
  return inside?.activeElement ? focusedIn(inside) : focused;
}

/** Whether an element has the focus, or something that stands in it. */
export function hasFocus(element: Element): boolean {
  const focused = (element.getRootNode() as Document | ShadowRoot).activeElement ?? null;
  return focused === element || element.contains(focused);
}

/** How many elements away from an element the nearest one is that both stand in. */
export function distance(from: Element, to: Element): number {
  let steps = 0;
  for (const around of [from, ...ancestors(from)]) {
    if (around.contains(to)) return steps;
    steps += 1;
  }
  return steps;
}

function isPainted(element: Element): boolean {
  // Missing where there is no browser, and nothing is painted.
  return element.checkVisibility?.({ visibilityProperty: true }) ?? true;
}

function hostOf(element: Element): Element | undefined {
  return (element.getRootNode() as Partial<ShadowRoot>).host;
}

function editing(target: Element): Element | undefined {
  const nearest = target.closest('[contenteditable]');
  return nearest && isOn(nearest) ? nearest : undefined;
}

function isOn(element: Element): boolean {
  return ['', 'true', 'plaintext-only'].includes(
    (element.getAttribute('contenteditable') ?? 'false').toLowerCase(),
  );
}

function isPlainLine(input: Element): boolean {
  return !KNOWN_TYPES.has(typeOf(input));
}

function typeOf(input: Element): string {
  return (input.getAttribute('type') ?? '').toLowerCase();
}
