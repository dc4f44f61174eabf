/**
 * Whether the page leaves the frame as it is: not faded, filtered, clipped, bent or covered.
 *
 * Chromium tells the frame itself (IntersectionObserver v2); Firefox tells nobody, so this is asked
 * from outside, of the one element of ours that the page can reach. What it cannot see is a cover
 * that lets pointers through, laid over the frame in the top layer.
 */

/** Below this share of opacity a frame is no longer read. */
const OPAQUE = 0.95;

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
  ['mix-blend-mode', ['normal']],
  ['visibility', ['visible']],
];

export function isClear(host: HTMLElement): boolean {
  for (let element: HTMLElement | null = host; element; element = element.parentElement) {
    const style = getComputedStyle(element);
    if (Number(style.opacity) < OPAQUE) return false;
    if (PAINT.some(([name, fine]) => !fine.includes(style.getPropertyValue(name)))) return false;
  }
  return points(host).every(([x, y]) => document.elementFromPoint(x, y) === host);
}

/** The middle and, a little inside, the corners; those out of the window are not clear either. */
function points(host: HTMLElement): [number, number][] {
  const { left, top, right, bottom } = host.getBoundingClientRect();
  const inset = 20;
  const [x1, x2, y1, y2] = [left + inset, right - inset, top + inset, bottom - inset];
  return [
    [(left + right) / 2, (top + bottom) / 2],
    [x1, y1],
    [x2, y1],
    [x1, y2],
    [x2, y2],
  ];
}
