/**
 * The send control beside a composer, looked up when it is wanted: while nothing is written it may
 * be missing, or be a voice button; while an answer is written it may be what stops it.
 */
import { ancestors, distance, fieldsIn, isSeen, isUsable, parentOf, queryDeep } from './dom';
import type { Site } from './site';
import { KEEPS, NOT_SENDS, SENDS, markedAs, picturesIn, saidBy } from './words';

/** How far around the composer controls are looked for, in elements. */
const UP = 9;
/** What has more elements than this in it is the page, no longer the composer's surroundings. */
const MANY = 500;
/** Below this a control does not look like sending. */
const BAR = 14;

const BUTTONS = 'button, [role="button"], input[type="submit"], input[type="image"]';
/** Some chats have a plain element for it, with a picture or a name. */
const LIKE_BUTTONS = `${BUTTONS}, svg, [class*="send" i], [class*="submit" i], [data-testid*="send" i], div[aria-label], span[aria-label], a[aria-label]`;

/** A control near a composer. */
export interface Control {
  element: HTMLElement;
  /** How much it looks like what sends. */
  score: number;
}

/** What sends the composer's text, if it is there now. */
export function findSend(composer: Element, site?: Site): HTMLElement | undefined {
  if (!site) return best(controlsNear(composer))?.element;
  const found = known(composer, site);
  if (found) return found;
  // What stops an answer on this site may look like sending.
  return best(controlsNear(composer).filter(({ element }) => !stops(element, site)))?.element;
}

/** The best of some controls that is good enough. */
export function best(controls: readonly Control[]): Control | undefined {
  let found: Control | undefined;
  // Of equals the last: it is at the end of the row.
  for (const control of controls) if (control.score >= (found?.score ?? BAR)) found = control;
  return found;
}

/** The controls near a composer, with what they look like, in the order of the page. */
export function controlsNear(composer: Element): Control[] {
  const levels = new Map<Element, number>();
  for (const [level, part] of surroundings(composer)) {
    for (const element of queryDeep(part, LIKE_BUTTONS, MANY)) {
      if (composer.contains(element)) continue;
      const control = wholeOf(element);
      if (control && !levels.has(control) && isSeen(control)) levels.set(control, level);
    }
  }
  const all = [...levels].filter(
    // A wrapper that is named like the button in it is not another control.
    ([element]) =>
      isButton(element) || ![...levels.keys()].some((o) => o !== element && element.contains(o)),
  );
  const last = all.findLast(([element]) => !isNothing(element))?.[0];
  return all.map(([element, level]) => ({
    element: element as HTMLElement,
    score: scoreOf(element, level, composer, element === last),
  }));
}

/** Whether a control beside a field says that the field is kept, changed or looked for. */
export function hasKeeper(field: Element): boolean {
  for (const [level, part] of surroundings(field)) {
    if (level > 4) return false;
    const buttons = queryDeep(part, BUTTONS, MANY).filter((button) => !field.contains(button));
    if (buttons.some((button) => KEEPS.test(saidBy(button)) && isSeen(button))) return true;
    // The first row of controls is the field's own; what comes after it belongs to others.
    if (buttons.length > 0) return false;
  }
  return false;
}

/** What stands around a composer, from the inside out, as long as it is its own. */
function* surroundings(composer: Element): Generator<[level: number, part: Element]> {
  let inner = composer;
  let level = 0;
  for (const around of ancestors(composer)) {
    if (level >= UP || around.localName === 'body') break;
    level += 1;
    if (!isOwn(around, composer)) {
      // The conversation is in there too, or another field's controls: only what is next to it.
      for (const beside of [inner.previousElementSibling, inner.nextElementSibling]) {
        if (beside && isOwn(beside, composer)) yield [level, beside];
      }
      break;
    }
    yield [level, around];
    if (['form', 'main', 'dialog', 'article'].includes(around.localName)) break;
    inner = around;
  }
}

/** Not the whole page, and nobody else's: no other field is in it. */
function isOwn(part: Element, composer: Element): boolean {
  if (part.querySelectorAll('*').length > MANY) return false;
  return !fieldsIn([part]).some((field) => field !== composer && isUsable(field));
}

/** The site's own send control: of those that match, the one that is nearest to the composer. */
function known(composer: Element, site: Site): HTMLElement | undefined {
  const root = composer.getRootNode() as Document | ShadowRoot;
  for (const css of site.send) {
    const found = queryDeep(root, css)
      .filter((element) => !stops(element, site) && isSeen(element) && !isNothing(element))
      .map((element) => ({ element, away: distance(composer, element) }))
      .sort((a, b) => a.away - b.away)[0];
    if (found) return (wholeOf(found.element) ?? found.element) as HTMLElement;
  }
  return undefined;
}

function stops(element: Element, site: Site): boolean {
  return site.stop.some(
    (css) => element.matches(css) || (isButton(element) && element.querySelector(css) !== null),
  );
}

function isButton(element: Element): boolean {
  return element.matches(BUTTONS);
}

/** Says that it does something else. */
function isNothing(element: Element): boolean {
  return (
    NOT_SENDS.test(saidBy(element)) ||
    /\b(stop|voice|mic)\b/i.test(markedAs(element, picturesIn(element)))
  );
}

/** A picture stands for what one clicks; a button within a named wrapper for itself. */
function wholeOf(element: Element): Element | undefined {
  const button = element.closest(BUTTONS);
  if (button) return button;
  return element.localName === 'svg' ? parentOf(element) : element;
}

function scoreOf(control: Element, level: number, composer: Element, isLast: boolean): number {
  const [said, marked] = [saidBy(control), markedAs(control, picturesIn(control))];
  if (isNothing(control) || KEEPS.test(said)) return -60;
  let score = -2 * level;
  if (SENDS.test(said)) score += 40;
  if (SENDS.test(marked)) score += 30;
  else if (NOT_SENDS.test(marked)) score -= 25;
  if (control.getAttribute('type') === 'submit') score += 20;
  else if (control.localName === 'button' && !control.hasAttribute('type')) score += 4;
  if (isButton(control)) score += 8;
  if ((control.textContent ?? '').trim() === '') score += 6;
  if (isLast) score += 8;
  if (follows(composer, control)) score += 4;
  if (control.hasAttribute('aria-haspopup') || control.hasAttribute('aria-expanded')) score -= 25;
  if (control.hasAttribute('aria-pressed') || control.hasAttribute('aria-checked')) score -= 20;
  return score;
}

function follows(composer: Element, control: Element): boolean {
  const FOLLOWING = 4;
  return (composer.compareDocumentPosition(control) & FOLLOWING) !== 0;
}
