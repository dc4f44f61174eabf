/** From one memory of the list to the next, by keys. */
import { focusHere } from './focus';

export function move(list: HTMLElement | undefined, step: 1 | -1): void {
  const ticks = [...(list?.querySelectorAll<HTMLElement>('input[type="checkbox"]') ?? [])];
  const row = document.activeElement?.closest('li');
  const here = ticks.findIndex((tick) => row?.contains(tick));
  const tick = ticks[Math.min(ticks.length - 1, Math.max(0, here + step))];
  focusHere(tick);
  reveal(tick?.closest('li'));
}

/** As much of a memory as there is room for, from its beginning. Only our own list scrolls. */
function reveal(row: HTMLElement | null | undefined): void {
  const list = row?.parentElement;
  if (!row || !list) return;
  const [inner, outer] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  const above = inner.top - outer.top;
  const below = inner.bottom - outer.bottom;
  if (above < 0) list.scrollTop += above;
  else if (below > 0) list.scrollTop += Math.min(above, below);
}
