/**
 * The composer that has the focus.
 *
 * Asked with the element that took the focus, so it needs no search of its own: nested shadow roots
 * and moved composers come by themselves. Which field is the composer, `sites/` decides.
 */
import { fieldOf, isUsable } from '../sites/dom';
import { composerAt } from '../sites/find';
import { isBesideChat } from '../sites/match';
import type { Pointed } from './pointed';

/** A composer: something to write a message in. */
export type Composer = HTMLTextAreaElement | HTMLInputElement | HTMLElement;

/** What was a composer stays one: its label and its send control go while it is written in. */
let before = new WeakSet<Element>();

/** The composer that an event's target is or stands in. */
export function composerOf(target: EventTarget | null, pointed: Pointed): Composer | undefined {
  const field = target instanceof Element ? fieldOf(target) : undefined;
  if (!field) return undefined;
  if (before.has(field) && isUsable(field) && !isBesideChat(location.href)) return field;
  const found = composerAt(field, location.href, pointed.learnt);
  if (found?.anew) pointed.keep(found.anew);
  if (found) before.add(found.composer);
  return found?.composer;
}

/** The user points at another field, or at none any more: nothing counts as found before. */
export function forgetFound(): void {
  before = new WeakSet();
}
