import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DWELL } from '../protocol';
import { at, frame, INSERT, OPEN, press, TICK } from './acts';

test('a click in the first half second of a frame that came into view does not count', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL - 1);
  press(intent);
  wait(DWELL);
  assert.equal(intent.click(OPEN), 'early', 'holding the button down is not reading');
  assert.equal(intent.click(TICK), 'early');
  press(intent);
  assert.equal(intent.click(OPEN), undefined);
});

test('a frame that slides under a resting pointer takes nothing until it has held still', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(2 * DWELL);
  press(intent, 150, 110, { x: -200, y: 100 });
  assert.equal(intent.click(INSERT), 'moved');
  wait(DWELL);
  press(intent, 150, 110, { x: -200, y: 100 });
  assert.equal(intent.click(INSERT), undefined);
});

test('a frame that follows or overtakes the pointer takes nothing', () => {
  for (const corner of [300, 180, 260]) {
    const { intent, wait } = frame();
    intent.pointer(at(300, 110));
    wait(2 * DWELL);
    press(intent, 340, 110, { x: corner, y: 100 });
    assert.equal(intent.click(INSERT), 'moved', `its corner at ${corner}`);
  }
});

test('a frame that creeps takes nothing, however small the steps', () => {
  for (const step of [7, 2, 0.5]) {
    const { intent, wait } = frame();
    intent.pointer(at(150, 110));
    wait(DWELL);
    let corner = 100;
    while (corner < 140) {
      corner += step;
      wait(10);
      intent.pointer(at(150, 110, { x: corner, y: 100 }));
    }
    press(intent, 150, 110, { x: corner, y: 100 });
    assert.equal(intent.click(INSERT), 'moved', `${step} pixels a step`);
  }
});

test('a frame that creeps under a moving pointer takes nothing, in either direction', () => {
  for (const speed of [-0.5, -0.2, 0.2, 0.5]) {
    const { intent, wait } = frame();
    intent.pointer(at(150, 110));
    wait(DWELL);
    // First the pointer goes over a frame at rest: that tells how far a pixel goes.
    for (let x = 150; x <= 250; x += 10) intent.pointer(at(x, 110));
    let x = 250;
    while (x < 350) {
      x += 10;
      wait(10);
      intent.pointer(at(x, 110, { x: 100 + speed * (x - 250), y: 100 }));
    }
    press(intent, x, 110, { x: 100 + speed * (x - 250), y: 100 });
    assert.equal(intent.click(INSERT), 'moved', `${speed} of the pointer's speed`);
  }
});

test('a frame that moves with the pointer in one direction only takes nothing', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(2 * DWELL);
  press(intent, 250, 210, { x: 150, y: 100 });
  assert.equal(intent.click(INSERT), 'moved');
});

test('a pointer that moves over a frame at rest keeps its time, at any zoom', () => {
  for (const zoom of [0.25, 0.5, 1, 1.1, 2, 3, 5]) {
    const { intent, wait } = frame();
    const spot = (x: number) => ({
      // Some browsers tell whole pixels only.
      clientX: Math.round(x / zoom),
      clientY: Math.round(20 + x / 7 / zoom),
      screenX: 100 + x,
      screenY: Math.round(120 + x / 7),
    });
    for (let x = 0; x <= 300; x += 3) {
      intent.pointer(spot(x));
      wait(DWELL / 100);
    }
    intent.pressed({ trusted: true, pointerType: 'mouse', ...spot(300) });
    assert.equal(intent.click(INSERT), undefined, `zoom ${zoom}`);
  }
});

test('where the pointer was before the list opened says nothing of the open list', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  press(intent);
  intent.opened(false);
  wait(2 * DWELL);
  press(intent, 150, 110, { x: 100, y: -186 });
  assert.equal(intent.click(INSERT), 'early', 'the page may have moved it since');
  wait(DWELL);
  press(intent, 150, 110, { x: 100, y: -186 });
  assert.equal(intent.click(INSERT), undefined);
});

test('a pointer that left has to rest again', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  intent.pointerLeft();
  press(intent);
  assert.equal(intent.click(INSERT), 'early');
});
