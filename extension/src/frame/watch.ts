/** Tells [`Intent`](./intent.ts) and [`View`](./view.svelte.ts) what happens in this document. */
import { CLOSED, LEAST } from '../frame-size';
import type { Intent } from './intent';
import type { View } from './view.svelte';

/** How much of the frame has to be inside the window to be read. */
const READABLE = 0.9;

interface SeenEntry extends IntersectionObserverEntry {
  /** Chromium: nothing covers, fades or distorts it, as far as the browser can tell. */
  readonly isVisible?: boolean;
}

/**
 * Follows focus, pointer and visibility for as long as the document lives. What it returns is to
 * be called when the frame has opened or closed.
 */
export function watch(intent: Intent, view: View, root: Element): () => void {
  if (document.hasFocus()) intent.focused();
  addEventListener('focus', () => intent.focused());
  addEventListener('blur', () => intent.blurred());

  const over = (event: PointerEvent) => {
    if (event.isTrusted && event.pointerType !== 'touch') intent.pointer(event);
  };
  addEventListener('pointermove', over, { capture: true, passive: true });
  addEventListener(
    'pointerdown',
    (event) => {
      over(event);
      const { isTrusted: trusted, pointerType, clientX, clientY, screenX, screenY } = event;
      intent.pressed({ trusted, pointerType, clientX, clientY, screenX, screenY });
    },
    { capture: true, passive: true },
  );
  document.documentElement.addEventListener('pointerenter', over);
  document.documentElement.addEventListener('pointerleave', () => intent.pointerLeft());

  let inView = false;
  const report = () =>
    view.visible(inView && document.visibilityState === 'visible' && isWhole(view.open));
  document.addEventListener('visibilitychange', report);
  addEventListener('resize', report);

  const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
    threshold: [0, 0.25, 0.5, 0.75, READABLE, 1],
    trackVisibility: true,
    delay: 100,
  };
  new IntersectionObserver((entries) => {
    const last = entries.at(-1) as SeenEntry | undefined;
    if (!last) return;
    inView = (last.isVisible ?? last.isIntersecting) && last.intersectionRatio >= READABLE;
    report();
  }, options).observe(root);
  return report;
}

/**
 * A frame that is too small hides what would be inserted. Whether it is smaller than its window would
 * allow, the content script sees. A pixel is lost to rounding.
 */
function isWhole(open: boolean): boolean {
  const height = open ? LEAST.height : CLOSED.height;
  return innerWidth >= LEAST.width - 1 && innerHeight >= height - 1;
}
