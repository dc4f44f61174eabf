/**
 * What Firefox paints over the frame: it lets a frame know nothing of that, and asks no element that
 * lets the pointer through. So while the list is open, the top layer has to be the frame's alone.
 */

/** What stands in the top layer. */
const TOP = ':popover-open, :modal, :fullscreen';
/** A page whose pictures pass into each other; Firefox 144 is the first that has them. */
const PASSING = 'html:active-view-transition';

/** Firefox's own, for scripts of extensions. */
interface Rooted extends Element {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}

/** Whether something but the frame's element is painted above the page, or it was put into something that may be. */
export function isOvertopped(host: Element): boolean {
  return (
    host.parentNode !== document.documentElement || hasOther(document, host) || isInTransition()
  );
}

/** In shadow roots too, closed ones among them. */
function hasOther(root: Document | ShadowRoot, host: Element): boolean {
  const find = (selector: string): Rooted[] => [...query(root, selector)];
  if (find(TOP).some((element) => element !== host && element !== document.documentElement))
    return true;
  return find('*').some((element) => {
    const inside = element === host ? null : element.openOrClosedShadowRoot;
    return inside != null && hasOther(inside, host);
  });
}

/** The pictures of a transition between two states of the page lie over all of it. */
function isInTransition(): boolean {
  return CSS.supports(`selector(${PASSING})`) && query(document, PASSING).length > 0;
}

/** By the prototype's own name: elements of the page may be named like what a document is asked. */
function query(root: Document | ShadowRoot, selector: string): NodeListOf<Element> {
  const { querySelectorAll } = root === document ? Document.prototype : DocumentFragment.prototype;
  return querySelectorAll.call(root, selector);
}
