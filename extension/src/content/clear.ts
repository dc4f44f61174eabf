/**
 * Whether the page leaves the frame as it is: not faded, filtered, clipped, bent or covered.
 *
 * Chromium tells the frame itself (IntersectionObserver v2); Firefox tells nobody, so this is asked
 * from outside, of the one element of ours that the page can reach. What no point of it tells, as it lets
 * the pointer through, is looked for in the top layer ([`isOvertopped`](./over.ts)).
 *
 * Elements can be named like what is asked of a document or a form, and then answer instead: so the
 * prototypes are asked.
 */
import { isOvertopped } from './over';

/** A page that is drawn smaller than this is no longer read. */
const LEAST_ZOOM = 0.75;
/** Below this share of opacity a frame is no longer read. */
const OPAQUE = 0.95;
/** The grid of points that are looked at. */
const COLUMNS = 6;
const ROWS = 8;
/** What share of a field of the grid, at each of its edges, is left out: the frame's corners are round. */
const EDGE = 0.1;

/** What alters how an element is painted, and the values that do not. */
const PAINT: [string, readonly string[]][] = [
  ['filter', ['none']],
  ['backdrop-filter', ['none', '']],
  ['transform', ['none']],
  ['rotate', ['none', '']],
  ['scale', ['none', '']],
  ['translate', ['none', '']],
  ['clip-path', ['none', '']],
  ['mask-image', ['none', '']],
  ['offset-path', ['none', '']],
  ['mix-blend-mode', ['normal']],
  ['visibility', ['visible']],
];

/** What of an element is painted over what it holds. */
const OVER: [string, readonly string[]][] = [
  ['outline-style', ['none']],
  ['box-shadow', ['none']],
];
/** What styles put before and after what it holds, and may lay over it. */
const PSEUDO = ['::before', '::after'];

export function isClear(host: HTMLElement): boolean {
  // Below the top layer, anything may lie over it.
  if (!host.matches(':popover-open') || !isBare(host)) return false;
  for (let element: Element | null = host; element; element = parentOf(element)) {
    const style = getComputedStyle(element);
    if (Number(style.opacity) < OPAQUE) return false;
    if (PAINT.some(([name, fine]) => !fine.includes(style.getPropertyValue(name)))) return false;
  }
  // Not the browser's own zoom, which is the user's.
  if ((host.currentCSSZoom ?? 1) < LEAST_ZOOM) return false;
  if (import.meta.env.FIREFOX && isOvertopped(host)) return false;
  return points(host).every(([x, y]) => elementAt(x, y) === host);
}

/** Whether the page paints nothing over the frame with the element itself that holds it. */
function isBare(host: HTMLElement): boolean {
  const style = getComputedStyle(host);
  return (
    OVER.every(([name, fine]) => fine.includes(style.getPropertyValue(name))) &&
    PSEUDO.every((pseudo) =>
      ['none', 'normal', ''].includes(getComputedStyle(host, pseudo).content),
    )
  );
}

function parentOf(element: Element): Element | null {
  const parent = Object.getOwnPropertyDescriptor(Node.prototype, 'parentElement')!.get!;
  return parent.call(element) as Element | null;
}

function elementAt(x: number, y: number): Element | null {
  return Document.prototype.elementFromPoint.call(document, x, y);
}

/**
 * One somewhere in each field of a grid, elsewhere at each look: what lies between them today is met
 * before anybody could have read. Those out of the window are not clear either.
 */
function points(host: HTMLElement): [number, number][] {
  const { left, top, width, height } = host.getBoundingClientRect();
  const within = (at: number, of: number) => (at + EDGE + (1 - 2 * EDGE) * Math.random()) / of;
  return Array.from({ length: COLUMNS * ROWS }, (_, at) => [
    left + width * within(at % COLUMNS, COLUMNS),
    top + height * within(Math.floor(at / COLUMNS), ROWS),
  ]);
}
