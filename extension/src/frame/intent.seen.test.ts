import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DWELL } from '../protocol';
import { at, frame, INSERT, OPEN, press, TICK } from './acts';

test('a click without a press in the frame does not count', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  assert.equal(intent.click(OPEN), 'early');
  assert.equal(intent.click(TICK), 'early');
});

test('neither click nor key counts right after the list opened or changed', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  press(intent);
  intent.focused();
  wait(DWELL);
  intent.opened(false);
  press(intent);
  assert.equal(intent.click(INSERT), 'early');
  assert.equal(intent.key(true), 'early');
  wait(DWELL);
  press(intent);
  assert.equal(intent.click(INSERT), undefined);
  intent.changed();
  assert.equal(intent.key(true), 'early');
});

test('a hidden or covered frame takes nothing, and takes time to be seen again', () => {
  const { intent, wait } = frame();
  intent.opened(true);
  intent.focused();
  intent.pointer(at(150, 110));
  wait(DWELL);
  intent.visible(false);
  press(intent);
  assert.equal(intent.click(INSERT), 'covered');
  assert.equal(intent.key(true), 'covered');
  intent.visible(true);
  assert.equal(intent.key(true), 'early');
  press(intent);
  assert.equal(intent.click(INSERT), 'early');
});

test('a frame that is reported visible again and again keeps the time since it first was', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL - 1);
  intent.visible(true);
  wait(1);
  press(intent);
  assert.equal(intent.click(OPEN), undefined);
});
