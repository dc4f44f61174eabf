import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Reading } from './reading';

const BOX = { top: 40, height: 100 };

/** A box that scrolls over parts of these heights, one below the other, laid out as browsers do. */
function page(...heights: number[]) {
  const most = Math.max(0, heights.reduce((sum, height) => sum + height, 0) - BOX.height);
  let scrolled = 0;
  const box = {
    get scrollTop() {
      return scrolled;
    },
    set scrollTop(to: number) {
      scrolled = Math.min(most, Math.max(0, to));
    },
    getBoundingClientRect: () => ({ top: BOX.top, bottom: BOX.top + BOX.height }),
  };
  const parts = heights.map((height, at) => ({
    getBoundingClientRect() {
      const above = heights.slice(0, at).reduce((sum, each) => sum + each, 0);
      const top = BOX.top + above - scrolled;
      return { top, bottom: top + height };
    },
  }));
  const asked = [...parts];
  return {
    box,
    parts,
    asked,
    reading: new Reading(
      () => box,
      () => asked,
    ),
  };
}

test('what there is room for is read at once, but for a pixel of rounding', () => {
  assert.equal(page(30, 30).reading.look(), true);
  assert.equal(page(101).reading.look(), true);
  assert.equal(page(110).reading.look(), false);
  assert.equal(page().reading.look(), true);
});

test('what was read once stays read when it scrolls away', () => {
  const { box, reading } = page(60, 60, 60);
  assert.equal(reading.look(), false);
  box.scrollTop = 20;
  assert.equal(reading.look(), false);
  box.scrollTop = 80;
  assert.equal(reading.look(), true);
  box.scrollTop = 0;
  assert.equal(reading.look(), true);
});

test('the end of one that was never on the screen is not read by what stands below it', () => {
  const { parts, asked, reading } = page(30, 300, 30);
  asked.splice(1);
  assert.equal(reading.look(), true);
  asked.push(parts[1]!);
  assert.equal(reading.look(), false);
});

test('reading on brings the next onto the screen, and ends when all was there', () => {
  const { box, reading } = page(80, 80, 80);
  assert.equal(reading.look(), false);
  assert.equal(reading.on(), false);
  assert.equal(box.scrollTop, 60);
  assert.equal(reading.on(), true);
  assert.equal(box.scrollTop, 140);
});

test('a long one is read from its beginning, and no line of it goes past unseen', () => {
  const { box, reading } = page(50, 500);
  reading.look();
  const stops = [box.scrollTop];
  while (!reading.on() && stops.length < 20) stops.push(box.scrollTop);
  stops.push(box.scrollTop);
  const steps = stops.slice(1).map((stop, at) => stop - stops[at]!);
  assert.equal(stops.at(-1), 450);
  assert.ok(
    steps.every((step) => step > 0 && step < BOX.height),
    `${steps}`,
  );
});

test('one that begins far below is brought to its beginning, not past it', () => {
  const { box, parts, asked, reading } = page(150, 500);
  // Only the second is chosen.
  asked.splice(0, asked.length, parts[1]!);
  reading.on();
  assert.equal(box.scrollTop, 150);
});
