/**
 * What a composer is made of, and words by which people and drivers find it again.
 *
 * A locator is a list of CSS selectors with `>>>` between: each but the last finds an element whose
 * open shadow root the next one is looked for in.
 */

/** What a field can be made of: the browser's own, or one of the editors that chats use. */
type Kind =
  | 'textarea'
  | 'input'
  | 'contenteditable'
  | 'prosemirror'
  | 'lexical'
  | 'quill'
  | 'slate'
  | 'codemirror';

/** Attributes that people gave a field on purpose, the most lasting first. */
const NAMES = ['data-testid', 'name', 'aria-label', 'placeholder', 'data-placeholder', 'role'];
/** Ids and names that a machine made differ from one visit to the next. */
export const MADE = /\d{3}|^:|^radix-|^react-|[0-9a-f]{8}/i;

/** The editors by what all of their fields have. */
const EDITORS: readonly (readonly [kind: Kind, css: string])[] = [
  ['prosemirror', '.ProseMirror'],
  ['lexical', '[data-lexical-editor]'],
  ['quill', '.ql-editor'],
  ['slate', '[data-slate-editor]'],
  ['codemirror', '.cm-content'],
];

/** What a field is made of. */
export function kindOf(field: Element): Kind {
  if (field.localName === 'textarea' || field.localName === 'input') return field.localName;
  return EDITORS.find(([, css]) => field.matches(css))?.[0] ?? 'contenteditable';
}

/** Where an element is. */
export function locatorOf(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const own = selectorIn(root, element);
  const host = (root as Partial<ShadowRoot>).host;
  return host ? `${locatorOf(host)} >>> ${own}` : own;
}

/** The shortest selector that means this element and no other of its root. */
function selectorIn(root: Document | ShadowRoot, element: Element): string {
  const isAlone = (css: string) => root.querySelectorAll(css).length === 1;
  const { id, localName } = element;
  if (id && !MADE.test(id) && isAlone(`#${escape(id)}`)) return `#${escape(id)}`;
  if (isAlone(localName)) return localName;
  for (const name of NAMES) {
    const value = element.getAttribute(name);
    if (!value || MADE.test(value)) continue;
    const css = `${localName}[${name}="${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\a ')}"]`;
    if (isAlone(css)) return css;
  }
  const parent = element.parentElement;
  const siblings = [...(parent ?? root).children].filter((each) => each.localName === localName);
  const nth = `${localName}:nth-of-type(${siblings.indexOf(element) + 1})`;
  return parent ? `${selectorIn(root, parent)} > ${nth}` : nth;
}

/** An id as CSS has it: `CSS.escape` is missing where there is no browser. */
function escape(id: string): string {
  return id.replace(/^\d|[^\w-]/g, (letter) => `\\${letter.codePointAt(0)!.toString(16)} `);
}
