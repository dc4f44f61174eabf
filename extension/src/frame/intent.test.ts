import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DWELL, Intent, type Click } from './intent';

/** A frame in view, and a clock that moves when told. */
function frame() {
  let time = 10_000;
  const intent = new Intent(() => time);
  const wait = (ms: number) => (time += ms);
  intent.visible(true);
  return { intent, wait };
}

/** A pointer at one place of the screen, over a frame whose corner is at `corner`. */
function at(x: number, y: number, corner = { x: 100, y: 100 }) {
  return { clientX: x - corner.x, clientY: y - corner.y, screenX: x, screenY: y };
}

const OPEN: Click = { trusted: true, byPointer: true, hovers: true, handsOver: false };
const INSERT: Click = { ...OPEN, handsOver: true };
const BY_KEY: Click = { ...INSERT, byPointer: false };

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

test('a press in the frame makes keys count until the focus is lost', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  intent.pressed(true);
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), undefined);
  intent.blurred();
  assert.equal(intent.key(true), 'unmeant');
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
});

test('an untrusted press, key or click counts for nothing', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  intent.pressed(false);
  intent.focused();
  wait(DWELL);
  assert.equal(intent.key(true), 'unmeant');
  intent.pressed(true);
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

test('a click in the first half second of a frame that came into view does not count', () => {
  const { intent, wait } = frame();
  wait(DWELL - 1);
  intent.pressed(true);
  wait(DWELL);
  assert.equal(intent.click(OPEN), 'early', 'holding the button down is not reading');
  intent.pressed(true);
  assert.equal(intent.click(OPEN), undefined);
});

test('a click without a press in the frame does not count', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  assert.equal(intent.click(OPEN), 'early');
});

test('neither click nor key counts right after the list opened or changed', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  intent.pointer(at(150, 110));
  intent.pressed(true);
  intent.focused();
  wait(DWELL);
  intent.opened(false);
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'early');
  assert.equal(intent.key(true), 'early');
  wait(DWELL);
  intent.pressed(true);
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
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'covered');
  assert.equal(intent.key(true), 'covered');
  intent.visible(true);
  assert.equal(intent.key(true), 'early');
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'early');
});

test('a frame that is reported visible again and again keeps the time since it first was', () => {
  const { intent, wait } = frame();
  wait(DWELL - 1);
  intent.visible(true);
  wait(1);
  intent.pressed(true);
  assert.equal(intent.click(OPEN), undefined);
});

test('a frame that slides under a resting pointer hands nothing over', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  intent.pointer(at(150, 110));
  wait(DWELL);
  intent.pointer(at(150, 110, { x: -200, y: 100 }));
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'moved');
  wait(DWELL);
  intent.pressed(true);
  assert.equal(intent.click(INSERT), undefined);
});

test('a frame that arrives under the pointer from elsewhere hands nothing over', () => {
  const { intent, wait } = frame();
  wait(10 * DWELL);
  intent.pointer(at(150, 110));
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'moved');
});

test('a frame that follows the pointer hands nothing over', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  intent.pointer(at(150, 110));
  wait(DWELL);
  intent.pointer(at(350, 110, { x: 300, y: 100 }));
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'moved');
});

test('a frame that overtakes the pointer hands nothing over', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  intent.pointer(at(300, 110));
  wait(DWELL);
  intent.pointer(at(340, 110, { x: 180, y: 100 }));
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'moved');
});

test('a pointer that moves over a frame at rest keeps its time, at any zoom', () => {
  for (const zoom of [0.5, 1, 1.1, 2, 3]) {
    const { intent, wait } = frame();
    wait(DWELL);
    for (let x = 0; x <= 300; x += 20) {
      intent.pointer({ clientX: x / zoom, clientY: 20, screenX: 100 + x, screenY: 120 });
      wait(DWELL / 15);
    }
    intent.pressed(true);
    assert.equal(intent.click(INSERT), undefined, `zoom ${zoom}`);
  }
});

test('a frame that grows by our own will does not count as moved', () => {
  const { intent, wait } = frame();
  wait(DWELL);
  intent.pointer(at(150, 110));
  intent.pressed(true);
  intent.opened(false);
  wait(DWELL);
  intent.pointer(at(150, 110, { x: 100, y: -186 }));
  intent.pressed(true);
  assert.equal(intent.click(INSERT), undefined);
});

test('a pointer that left has to rest again; a finger never rests', () => {
  const { intent, wait } = frame();
  intent.pointer(at(150, 110));
  wait(DWELL);
  intent.pointerLeft();
  intent.pointer(at(150, 110));
  intent.pressed(true);
  assert.equal(intent.click(INSERT), 'moved');
  assert.equal(intent.click({ ...INSERT, hovers: false }), undefined);
});
