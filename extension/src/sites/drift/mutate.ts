/**
 * What a site's next release does to a page, by a seed: the same number, the same page.
 *
 * `data-part` (what an element is) and `data-box` (where it is) belong to the tests and survive;
 * no adapter reads them.
 */
import { LANGUAGES, SAID } from './said';

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
type Mutation = (document: Document, random: Random) => void;

const MUTATIONS: readonly Mutation[] = [
  renameClasses,
  wrap,
  changeTags,
  reorder,
  dropNames,
  translate,
];

/** Changes a page in one to six ways. */
export function mutate(document: Document, seed: number): void {
  const random = randomFrom(seed);
  const chosen = MUTATIONS.filter(() => random() < 0.5);
  const all = chosen.length > 0 ? chosen : [pick(MUTATIONS, random)];
  for (const mutation of all) mutation(document, random);
}

function renameClasses(document: Document, random: Random): void {
  for (const element of everything(document)) {
    const classes = (element.getAttribute('class') ?? '').split(/\s+/).filter(Boolean);
    if (classes.length === 0) continue;
    const renamed = classes.map((name) =>
      random() < 0.6 ? `c${Math.floor(random() * 2 ** 30).toString(36)}` : name,
    );
    element.setAttribute('class', renamed.join(' '));
  }
}

function wrap(document: Document, random: Random): void {
  const movable = everything(document).filter(isBox);
  for (let count = 0; count < 8; count++) {
    const element = pick(movable, random);
    const around = document.createElement('div');
    element.parentNode!.insertBefore(around, element);
    around.appendChild(element);
  }
}

function changeTags(document: Document, random: Random): void {
  for (const element of everything(document)) {
    const other = { div: 'section', section: 'div' }[element.localName];
    if (!other || random() < 0.6 || element.shadowRoot) continue;
    const changed = document.createElement(other);
    for (const { name, value } of [...element.attributes]) changed.setAttribute(name, value);
    while (element.firstChild) changed.appendChild(element.firstChild);
    element.parentNode!.replaceChild(changed, element);
  }
}

function reorder(document: Document, random: Random): void {
  const parents = everything(document).filter(
    (element) => element.children.length > 1 && isBox(element),
  );
  for (let count = 0; count < 4; count++) {
    const parent = pick(parents, random);
    const first = parent.children[Math.floor(random() * parent.children.length)]!;
    parent.appendChild(first);
  }
}

/** Ids, test ids, and the other data attributes that adapters hold on to. */
function dropNames(document: Document, random: Random): void {
  for (const element of everything(document)) {
    for (const { name } of [...element.attributes]) {
      const isName =
        ['id', 'name'].includes(name) || /^data-(?!part|box|say|placeholder)/.test(name);
      if (isName && random() < 0.6) element.removeAttribute(name);
    }
  }
}

/** Everything that people read, into another language. */
function translate(document: Document, random: Random): void {
  const language = Math.floor(random() * LANGUAGES.length);
  for (const element of everything(document)) {
    const said = SAID[element.getAttribute('data-say') ?? '']?.[language];
    if (said === undefined) continue;
    const captions = ['aria-label', 'placeholder', 'data-placeholder', 'title', 'alt'];
    for (const name of captions) if (element.hasAttribute(name)) element.setAttribute(name, said);
    const isText = element.children.length === 0 && (element.textContent ?? '').trim() !== '';
    if (isText) element.textContent = said;
  }
}

/** Every element below the body, in shadow roots too. */
export function everything(root: Document | DocumentFragment): Element[] {
  const within = 'body' in root ? root.body : root;
  return [...within.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? everything(element.shadowRoot) : []),
  ]);
}

/** Not a drawing, nor a part of the text. */
function isBox(element: Element): boolean {
  return !element.closest('svg, [contenteditable]') || element.matches('[contenteditable]');
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)]!;
}
