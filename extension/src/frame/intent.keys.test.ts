import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DWELL } from '../protocol';
import { at, BY_KEY, frame, INSERT, OPEN, press, TICK } from './acts';

test('focus that the page moves into the frame makes no key count, however long it lasts', () => {
  const { intent, wait } = frame();
  intent.focused();
  wait(60_000);
  assert.equal(intent.key(true), 'unmeant');
  assert.equal(intent.click(BY_KEY), 'unmeant');
});

test('after the shortcut keys count, half a second after the focus', () => {
  const { intent, wait } = frame();
  intent.opened(true);
  wait(30);
  intent.focused();
  wait(DWELL - 1);
  assert.equal(intent.key(true), 'early');
  wait(1);
  assert.equal(intent.key(true), undefined);
});

test('the shortcut may be heard of after the focus it brought', () => {
  const { intent, wait } = frame();
  intent.focused();
  wait(20);
  intent.opened(true);
  wait(DWELL);
  assert.equal(intent.key(true), undefined);
});

test('a shortcut whose focus never came does not serve a focus that the page moves later', () => {
  const { intent, wait } = frame();
  intent.opened(true);
  wait(5_000);
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});

test('opening without the shortcut makes no key count', () => {
  const { intent, wait } = frame();
  intent.opened(false);
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});

test('a press under a pointer at rest makes keys count until the focus is lost', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  press(intent);
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), undefined);
  intent.blurred();
  assert.equal(intent.key(true), 'unmeant');
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});

test('a press in a frame that came under the pointer makes no key count, and opens nothing', () => {
  const { intent, wait } = frame();
  wait(10 * DWELL);
  press(intent);
  intent.focused();
  assert.equal(intent.click(OPEN), 'early');
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
  assert.equal(intent.click(BY_KEY), 'unmeant');
});

test('a press on a tick right after the pointer came ticks, and makes no key count', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  press(intent);
  intent.focused();
  assert.equal(intent.click(TICK), undefined);
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});

test('a press that does not count takes nothing from the shortcut', () => {
  const { intent, wait } = frame();
  intent.opened(true);
  intent.focused();
  wait(DWELL);
  press(intent);
  assert.equal(intent.click(INSERT), 'early');
  assert.equal(intent.key(true), undefined);
});

test('a press in a covered or hardly seen frame makes no key count later', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  intent.visible(false);
  press(intent);
  intent.focused();
  intent.visible(true);
  wait(DWELL - 1);
  press(intent);
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});

test('an untrusted press, key or click counts for nothing', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  intent.pressed({ trusted: false, pointerType: 'mouse', ...at(150, 110) });
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
  press(intent);
  wait(DWELL);
  assert.equal(intent.key(false), 'untrusted');
  assert.equal(intent.click({ ...INSERT, trusted: false }), 'untrusted');
  assert.equal(intent.click({ ...BY_KEY, trusted: false }), 'untrusted');
});

test('closing ends what was meant', () => {
  const { intent, wait } = frame();
  intent.opened(true);
  intent.focused();
  wait(DWELL);
  intent.closed();
  intent.opened(false);
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});
