/**
 * The field that the user pointed at, known again by what it is like.
 *
 * No single name decides: what is kept are many traits of the field and of what it stands in, each with a weight. The
 * field with enough of them, and clearly more than any other, is it; whoever finds it so learns it anew, and so what
 * was learnt follows a page through its releases. Traits are kept as numbers: captions can hold a person's name, and
 * nothing of a page's words is to stand in the browser's storage.
 */
import { ancestors, fieldsIn, isUsable, openRoots, type Root } from './dom';
import { MADE, kindOf } from './locator';
import { isSecret, score } from './score';
import { best, controlsNear } from './send';

/** What a field was like when it was learnt: traits, each hashed, with how much it says. */
export interface Learnt {
  traits: [trait: number, weight: number][];
}

/** Traits that are kept. */
const MOST = 64;
/** The heaviest that one can be. */
const HEAVIEST = 4;
/** Fields of a page that are compared. */
const MOST_FIELDS = 60;
/** The share of the traits that a field needs which looks like no composer, and one that does to some degree. */
const BAR = { any: 0.75, likely: 0.34 } as const;
/** What a field scores at least that looks like a composer to some degree. */
const LIKELY = 20;
/** What it needs more than the next field. */
const AHEAD = 0.1;
/** Below this share it is learnt anew. */
const STALE = 0.95;

/** Attributes that tell fields apart, and how much each says. */
const NAMES: readonly (readonly [name: string, weight: number])[] = [
  ['id', 3],
  ['name', 3],
  ['data-testid', 3],
  ['aria-label', 3],
  ['placeholder', 3],
  ['data-placeholder', 2],
  ['role', 1],
  ['type', 1],
  ['rows', 0.5],
  ['aria-multiline', 0.5],
];
/** Elements around the field that are looked at, and classes of one. */
const AROUND = 5;
const CLASSES = 4;

/** What a field is like. */
export function learn(field: HTMLElement): Learnt {
  const traits = new Map<number, number>();
  const fields = usableIn(openRoots(field.ownerDocument));
  for (const [trait, weight] of traitsOf(field, fields)) {
    if (traits.size < MOST) traits.set(hash(trait), weight);
  }
  return { traits: [...traits] };
}

/** The field that was learnt, and how it is to be learnt anew if it has changed. */
export interface Known {
  field: HTMLElement;
  anew?: Learnt;
}

/** Looks for the field that was learnt. What proves who somebody is, is never it. */
export function recognise(roots: readonly Root[], learnt: Learnt): Known | undefined {
  const fields = usableIn(roots);
  const shares = fields
    .filter((field) => !isSecret(field))
    .map((field) => ({ field, share: shareOf(learnt, field, fields) }))
    .sort((a, b) => b.share - a.share);
  const [first, second] = shares;
  if (!first || first.share < (second?.share ?? 0) + AHEAD) return undefined;
  const bar = (score(first.field) ?? 0) >= LIKELY ? BAR.likely : BAR.any;
  if (first.share < bar) return undefined;
  return first.share < STALE
    ? { field: first.field, anew: learn(first.field) }
    : { field: first.field };
}

/** Whether the user may point at it: a field that is none of those that nobody should read along in. */
export function canBeLearnt(field: HTMLElement): boolean {
  return isUsable(field) && !isSecret(field);
}

/** What was kept, if it is what [`learn`] makes. */
export function readLearnt(value: unknown): Learnt | undefined {
  const { traits } = Object(value) as { traits?: unknown };
  if (!Array.isArray(traits) || traits.length === 0 || traits.length > MOST) return undefined;
  const isTrait = (one: unknown): one is [number, number] =>
    Array.isArray(one) &&
    one.length === 2 &&
    Number.isSafeInteger(one[0]) &&
    typeof one[1] === 'number' &&
    one[1] > 0 &&
    one[1] <= HEAVIEST;
  return traits.every(isTrait)
    ? { traits: traits.map(([trait, weight]) => [trait, weight]) }
    : undefined;
}

/** How much of what was learnt a field still has, by weight. */
function shareOf({ traits }: Learnt, field: HTMLElement, fields: readonly HTMLElement[]): number {
  const own = new Set([...traitsOf(field, fields)].map(([trait]) => hash(trait)));
  const sum = (of: readonly [number, number][]) => of.reduce((all, [, weight]) => all + weight, 0);
  return sum(traits.filter(([trait]) => own.has(trait))) / sum(traits);
}

function usableIn(roots: readonly Root[]): HTMLElement[] {
  return fieldsIn(roots).filter(isUsable).slice(0, MOST_FIELDS);
}

/** What one field of these is like. */
function* traitsOf(
  field: HTMLElement,
  fields: readonly HTMLElement[],
): Generator<[trait: string, weight: number]> {
  yield [`tag ${field.localName}`, 2];
  yield [`kind ${kindOf(field)}`, 2];
  for (const [name, weight] of NAMES) {
    const value = field.getAttribute(name);
    if (value && !MADE.test(value)) yield [`${name} ${value}`, weight];
  }
  for (const name of classesOf(field)) yield [`class ${name}`, 1];
  if (fields.length === 1) yield ['alone', 2];
  if (!fields.some((other) => other !== field && other.localName === field.localName))
    yield ['alone of its tag', 1];
  const box = field.getBoundingClientRect();
  const view = field.ownerDocument.defaultView;
  if (view) yield [box.top > view.innerHeight / 2 ? 'below' : 'above', 1];
  if (box.width >= 300) yield ['wide', 1];
  if (best(controlsNear(field))) yield ['sends', 2];
  yield* traitsAround(field);
}

/** Of what it stands in, the nearest first. */
function* traitsAround(field: HTMLElement): Generator<[trait: string, weight: number]> {
  let left = AROUND;
  for (const around of ancestors(field)) {
    if (left-- === 0 || around.localName === 'body') return;
    for (const name of ['id', 'data-testid', 'role', 'aria-label']) {
      const value = around.getAttribute(name);
      if (value && !MADE.test(value)) yield [`around ${name} ${value}`, 1];
    }
    for (const name of classesOf(around)) yield [`around class ${name}`, 0.5];
    if (!['div', 'section', 'span'].includes(around.localName))
      yield [`around ${around.localName}`, 1];
  }
}

function classesOf(element: Element): string[] {
  const classes = (element.getAttribute('class') ?? '').split(/\s+/);
  return classes.filter((name) => name && !MADE.test(name)).slice(0, CLASSES);
}

/** FNV-1a, 32 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. */
function hash(text: string): number {
  let hashed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text))
    hashed = Math.imul(hashed ^ byte, 0x01000193) >>> 0;
  return hashed;
}
