/**
 * The composer that has the focus, and what stands in it.
 *
 * Asked with the element that took the focus, so it needs no search of its own: nested shadow roots
 * and moved composers come by themselves. Which field is the composer, `sites/` decides.
 */
import { fieldOf } from '../sites/dom';
import { composerAt } from '../sites/find';

/** A composer: something to write a message in. */
export type Composer = HTMLTextAreaElement | HTMLInputElement | HTMLElement;

/** The composer that an event's target is or stands in. */
export function composerOf(target: EventTarget | null): Composer | undefined {
  if (!(target instanceof Element)) return undefined;
  return composerAt(target, location.href)?.composer;
}

/** Whether one can write in an event's target, composer or not yet. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && fieldOf(target) !== undefined;
}

/** What stands in a composer. */
export function textOf(composer: Composer): string {
  const field = composer instanceof HTMLTextAreaElement || composer instanceof HTMLInputElement;
  return field ? composer.value : composer.innerText;
}
