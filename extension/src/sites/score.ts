/**
 * How much a field looks like the composer of a chat that nobody here has seen.
 *
 * Each thing that speaks for or against it has a number, set by hand; what it must never be
 * (a search box, a title, a line of a form) is refused, not only outvoted. No single sign decides:
 * pages rename classes, move boxes and speak other languages.
 */
import { ancestors, closest, fieldsIn, isFormLine, isUsable, openRoots } from './dom';
import { best, controlsNear, hasKeeper } from './send';
import { ASKS, NEVER, OTHER, SEARCHES, SECRETS, captionsOf, markedAs, namesOf } from './words';

/** Below this nothing is a composer. */
const BAR = 40;
/** A line to write in is mostly something else: it needs more. */
const LINE_BAR = 50;
/** A send control that says so, not only stands where one would. */
const SAYS_SEND = 40;
/** What such a control is worth. */
const BEST_SEND = 26;

/** What a field is for if it stands in one of these. */
const NO_PLACE = 'nav, search, [role="search"], [role="navigation"], [role="searchbox"]';
/** Where composers seldom are, and how seldom. */
const PLACES: readonly (readonly [css: string, weight: number])[] = [
  ['h1, h2, h3, [role="heading"]', -50],
  ['header, [role="banner"], [role="toolbar"]', -30],
  ['td, th, [role="gridcell"], [role="cell"]', -25],
  ['dialog, [role="dialog"]', -20],
  ['article, li, [role="article"], [role="listitem"]', -15],
  ['aside, [role="complementary"]', -8],
  ['footer, main, [role="main"]', 3],
];
/** Names of parts that keep settings. */
const SETTINGS = /\b(settings?|preferences?|profile|account|instructions?)\b/i;
/** What a browser fills in by itself, and no chat wants. */
const FILLED = /^(?:one-time-code|(?:current|new)-password|cc-.+|username|webauthn)$/i;
/** Keyboards for numbers. */
const DIGITS = new Set(['numeric', 'decimal', 'tel']);
/** Ancestors whose names are read. */
const NAMED = 6;

/** How good a field is as a composer; nothing if it can be none. */
export function score(field: HTMLElement): number | undefined {
  if (!isUsable(field) || closest(field, NO_PLACE) || isSecret(field)) return undefined;
  const said = wording(field);
  if (said === undefined) return undefined;
  const alone = kind(field) + said + size(field) + place(field);
  // What no send control could lift over the bar needs no look around, which costs most.
  if (alone + BEST_SEND < barOf(field)) return alone;

  const line = field.localName === 'input';
  const others = otherFields(field);
  const send = best(controlsNear(field));
  if (line && (others.length > 0 || !send)) return undefined;
  let total = alone - Math.min(75, 25 * others.length);
  if (send) total += send.score >= SAYS_SEND ? BEST_SEND : 16;
  if (hasKeeper(field)) total -= 40;
  if (others.some((other) => other.getAttribute('type') === 'password')) total -= 80;
  return total;
}

/** Whether a score is that of a composer. */
export function isEnough(field: HTMLElement, total: number | undefined): total is number {
  return total !== undefined && total >= barOf(field);
}

function barOf(field: HTMLElement): number {
  return field.localName === 'input' ? LINE_BAR : BAR;
}

function kind(field: HTMLElement): number {
  if (field.localName === 'textarea') return 30;
  if (field.localName === 'input') return 8;
  const isTextbox = field.getAttribute('role') === 'textbox';
  const isEditor = field.matches('.ProseMirror, .ql-editor, [data-lexical-editor]');
  return 26 + (isTextbox ? 4 : 0) + (isEditor ? 4 : 0);
}

/** Whether what is written there proves who somebody is, or pays. */
export function isSecret(field: HTMLElement): boolean {
  if (SECRETS.test(captionsOf(field)) || SECRETS.test(namesOf(field))) return true;
  if (DIGITS.has(field.getAttribute('inputmode') ?? '')) return true;
  return (field.getAttribute('autocomplete') ?? '').split(/\s+/).some((use) => FILLED.test(use));
}

/** What its captions and names say. */
function wording(field: HTMLElement): number | undefined {
  const line = field.localName === 'input';
  const [captions, names] = [captionsOf(field), namesOf(field)];
  const asks = ASKS.test(captions);
  const searches = SEARCHES.test(captions);
  if (line && (searches || [SEARCHES, NEVER, OTHER].some((words) => words.test(names)))) {
    return undefined;
  }
  let total = 0;
  if (NEVER.test(captions)) total -= 60;
  // "Search or ask anything" is a chat, "Search your chats" is not.
  else if (searches) total -= asks && !/^\P{L}*(search|find|filter)/iu.test(captions) ? 0 : 45;
  else if (asks) total += 22;
  else if (OTHER.test(captions)) total -= 40;
  if (NEVER.test(names)) total -= 30;
  else if (ASKS.test(names)) total += 10;
  else if (SEARCHES.test(names) || OTHER.test(names)) total -= 12;
  return total;
}

function size(field: HTMLElement): number {
  const { width, height } = field.getBoundingClientRect();
  const tall = viewHeight(field) > 0 && height > 0.7 * viewHeight(field);
  return (width >= 300 ? 6 : 0) + (tall ? -15 : 0);
}

function place(field: HTMLElement): number {
  const { bottom } = field.getBoundingClientRect();
  let total = bottom > viewHeight(field) / 2 ? 8 : 4;
  for (const [css, weight] of PLACES) if (closest(field, css)) total += weight;
  let read = 0;
  for (const around of ancestors(field)) {
    if (++read > NAMED) break;
    if (SETTINGS.test(`${markedAs(around, [])} ${around.getAttribute('aria-label') ?? ''}`)) {
      total -= 25;
      break;
    }
  }
  return total;
}

/** Other fields of the same form: chats have none, contact and settings forms do. */
function otherFields(field: HTMLElement): Element[] {
  const form = closest(field, 'form') ?? smallForm(field);
  if (!form) return [];
  const roots = openRoots(form, 500);
  const lines = roots.flatMap((root) => [...root.querySelectorAll('input')].filter(isFormLine));
  const others = new Set<Element>([...fieldsIn(roots), ...lines]);
  others.delete(field);
  return [...others].filter(isUsable);
}

/** Where there is no form, what a line to write in shares with its button. */
function smallForm(field: HTMLElement): Element | undefined {
  if (field.localName !== 'input') return undefined;
  let up = 0;
  for (const around of ancestors(field)) {
    if (++up > 4 || around.localName === 'body') return undefined;
    if (around.querySelector('button, [role="button"], input[type="submit"]')) return around;
  }
  return undefined;
}

function viewHeight(field: HTMLElement): number {
  return field.ownerDocument.defaultView?.innerHeight ?? 0;
}
