import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DWELL } from '../protocol';
import { at, frame, INSERT, OPEN, tap } from './acts';

test('a finger counts at its second tap, half a second after the first', () => {
  const { intent, wait } = frame();
  wait(10 * DWELL);
  tap(intent);
  intent.focused();
  assert.equal(intent.click(OPEN), 'once');
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
  tap(intent, 160, 112);
  assert.equal(intent.click(OPEN), undefined);
  wait(DWELL);
  assert.equal(intent.key(true), undefined);
});

test('hurried taps count as soon as the first is half a second past', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  tap(intent);
  wait(DWELL - 100);
  tap(intent);
  assert.equal(intent.click(OPEN), 'once');
  wait(100);
  tap(intent);
  assert.equal(intent.click(OPEN), undefined);
});

test('two taps count only if the frame stood in one place at both', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  tap(intent);
  wait(DWELL);
  tap(intent, 150, 110, { x: -200, y: 100 });
  intent.focused();
  assert.equal(intent.click(INSERT), 'once');
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});

test('a tap of long ago, or from before the list opened, is not the first of two', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  tap(intent);
  wait(60_000);
  tap(intent);
  assert.equal(intent.click(OPEN), 'once');
  wait(DWELL);
  tap(intent);
  assert.equal(intent.click(OPEN), undefined);
  intent.opened(false);
  wait(DWELL);
  tap(intent);
  assert.equal(intent.click(INSERT), 'once');
});

test('a mouse at rest in the frame does not speak for a finger', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  tap(intent);
  assert.equal(intent.click(OPEN), 'once');
});

test('a pen counts after it hovered as after it tapped twice', () => {
  const pen = { trusted: true, pointerType: 'pen', ...at(150, 110) };
  const { intent, wait } = frame();
  intent.pointer(pen);
  wait(DWELL);
  intent.pressed(pen);
  assert.equal(intent.click(OPEN), undefined);
  intent.pointerLeft();
  intent.closed();
  wait(DWELL);
  intent.pointer(pen);
  intent.pressed(pen);
  assert.equal(intent.click(OPEN), 'early');
  intent.pointerLeft();
  wait(DWELL);
  intent.pointer(pen);
  intent.pressed(pen);
  assert.equal(intent.click(OPEN), undefined);
});
