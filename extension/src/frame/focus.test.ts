import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focusHere } from './focus';

/** An element, as far as focus goes, in a document that has the focus or has not. */
function element(hasFocus: boolean) {
  const asked: unknown[] = [];
  const focus = (options: unknown) => asked.push(options);
  const it = { ownerDocument: { hasFocus: () => hasFocus }, focus };
  return { asked, it: it as unknown as HTMLElement };
}

test('a frame without the focus takes it from nobody', () => {
  const { asked, it } = element(false);
  focusHere(it);
  assert.deepEqual(asked, []);
});

test('in a frame that has the focus it moves, and the page does not scroll', () => {
  const { asked, it } = element(true);
  focusHere(it);
  assert.deepEqual(asked, [{ preventScroll: true }]);
});

test('where there is nothing to focus, nothing is done', () => {
  focusHere(undefined);
  focusHere(null);
});
