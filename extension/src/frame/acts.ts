/** Acts in a frame, for the tests of what counts as the user's will. */
import { Intent, type Click } from './intent';

/** A frame in view, and a clock that moves when told. */
export function frame() {
  let time = 10_000;
  const intent = new Intent(() => time);
  const wait = (ms: number) => (time += ms);
  intent.visible(true);
  return { intent, wait };
}

/** A pointer at one place of the screen, over a frame whose corner is at `corner`. */
export function at(x: number, y: number, corner = { x: 100, y: 100 }) {
  return { clientX: x - corner.x, clientY: y - corner.y, screenX: x, screenY: y };
}

/** The mouse is pressed at a place of the screen; a press brings a pointer event of its own. */
export function press(intent: Intent, x = 150, y = 110, corner?: { x: number; y: number }) {
  intent.pointer(at(x, y, corner));
  intent.pressed({ trusted: true, pointerType: 'mouse', ...at(x, y, corner) });
}

/** A finger touches a place of the screen. */
export function tap(intent: Intent, x = 150, y = 110, corner?: { x: number; y: number }) {
  intent.pressed({ trusted: true, pointerType: 'touch', ...at(x, y, corner) });
}

/** A tick, “Why?”, “Not now”: what neither opens nor gives away. */
export const TICK: Click = { trusted: true, byPointer: true, deliberate: false };
/** The click that opens and the one that inserts. */
export const INSERT: Click = { ...TICK, deliberate: true };
export const OPEN = INSERT;
export const BY_KEY: Click = { ...INSERT, byPointer: false };
