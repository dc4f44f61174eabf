/** Tells [`Intent`](./intent.ts) what happens in this document. */
import type { Intent } from './intent';

/** How much of the frame has to be inside the window to be read. */
const READABLE = 0.9;

interface SeenEntry extends IntersectionObserverEntry {
  /** Chromium: nothing covers, fades or distorts it, as far as the browser can tell. */
  readonly isVisible?: boolean;
}

/** Follows focus, pointer and visibility for as long as the document lives. */
export function watch(intent: Intent, root: Element): void {
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
      intent.pressed(event.isTrusted);
    },
    { capture: true, passive: true },
  );
  document.documentElement.addEventListener('pointerenter', over);
  document.documentElement.addEventListener('pointerleave', () => intent.pointerLeft());

  let inView = false;
  const report = () => intent.visible(inView && document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', report);

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
}
