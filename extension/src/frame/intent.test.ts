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

/** The mouse is pressed at a place of the screen; a press brings a pointer event of its own. */
function press(intent: Intent, x = 150, y = 110, corner?: { x: number; y: number }) {
  intent.pointer(at(x, y, corner));
  intent.pressed({ trusted: true, pointerType: 'mouse', ...at(x, y, corner) });
}

/** A finger touches a place of the screen. */
function tap(intent: Intent, x = 150, y = 110, corner?: { x: number; y: number }) {
  intent.pressed({ trusted: true, pointerType: 'touch', ...at(x, y, corner) });
}

/** A tick, “Why?”, “Not now”: what neither opens nor gives away. */
const TICK: Click = { trusted: true, byPointer: true, deliberate: false };
/** The click that opens and the one that inserts. */
const INSERT: Click = { ...TICK, deliberate: true };
const OPEN = INSERT;
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
