/**
 * The composer that has the focus.
 *
 * Asked with the element that took the focus, so it needs no search of its own: nested shadow roots
 * and moved composers come by themselves. Which field is the composer, `sites/` decides.
 */
import { fieldOf, isUsable } from '../sites/dom';
import { composerAt } from '../sites/find';
import { isBesideChat } from '../sites/match';

/** A composer: something to write a message in. */
export type Composer = HTMLTextAreaElement | HTMLInputElement | HTMLElement;

/** What was a composer stays one: its label and its send control go while it is written in. */
const before = new WeakSet<Element>();

/** The composer that an event's target is or stands in. */
export function composerOf(target: EventTarget | null): Composer | undefined {
  const field = target instanceof Element ? fieldOf(target) : undefined;
  if (!field) return undefined;
  if (before.has(field) && isUsable(field) && !isBesideChat(location.href)) return field;
  const composer = composerAt(field, location.href)?.composer;
  if (composer) before.add(composer);
  return composer;
}
