/**
 * Focuses an element of the frame, if the frame has the focus already. Otherwise it would take it
 * from the page's composer: the user's keys would go astray, and the page would see that something
 * came to be offered.
 */
export function focusHere(element: HTMLElement | null | undefined): void {
  if (element?.ownerDocument.hasFocus()) element.focus({ preventScroll: true });
}
