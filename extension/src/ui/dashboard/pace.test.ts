import assert from 'node:assert/strict';
import { test } from 'node:test';

import { about, Pace } from './pace';

const MB = 1e6;
const at = (read: number, paused = false) => ({ read, total: 100 * MB, paused });
const NOTHING = { rate: undefined, left: undefined };

test('of the first second nothing is told, of the time left nothing before two', () => {
  const pace = new Pace();
  assert.deepEqual(pace.hear(at(0), 5_000), NOTHING);
  assert.deepEqual(pace.hear(at(5 * MB), 5_900), NOTHING);
  assert.deepEqual(pace.hear(at(15 * MB), 6_500), { rate: 10 * MB, left: undefined });
  assert.deepEqual(pace.hear(at(20 * MB), 7_000), { rate: 10 * MB, left: 8 });
});

test('a rest takes no time, and nothing is told while it lasts', () => {
  const pace = new Pace();
  pace.hear(at(0), 0);
  pace.hear(at(20 * MB), 2_000);
  assert.deepEqual(pace.hear(at(20 * MB, true), 2_000), NOTHING);
  assert.deepEqual(pace.hear(at(20 * MB, true), 60_000), NOTHING);
  assert.deepEqual(pace.hear(at(20 * MB), 90_000), { rate: 10 * MB, left: 8 });
  assert.deepEqual(pace.hear(at(30 * MB), 91_000), { rate: 10 * MB, left: 7 });
});

test('who comes in the midst of it counts from then on', () => {
  const pace = new Pace();
  pace.hear(at(80 * MB), 0);
  assert.deepEqual(pace.hear(at(84 * MB), 4_000), { rate: MB, left: 16 });
});

test('what was long ago says nothing of what comes', () => {
  const pace = new Pace();
  pace.hear(at(0), 0);
  pace.hear(at(50 * MB), 1_000);
  assert.deepEqual(pace.hear(at(60 * MB), 11_000), { rate: MB, left: 40 });
});

test('what stands still has no end, and other work begins anew', () => {
  const pace = new Pace();
  pace.hear(at(50 * MB), 0);
  assert.deepEqual(pace.hear(at(50 * MB), 4_000), NOTHING);
  assert.deepEqual(pace.hear(at(0), 60_000), NOTHING);
  assert.deepEqual(pace.hear(at(50 * MB), 65_000), { rate: 10 * MB, left: 5 });
});

test('a time to come is told no finer than it is known', () => {
  assert.deepEqual(about(0.2), { count: 5, unit: 'seconds' });
  assert.deepEqual(about(16.2), { count: 20, unit: 'seconds' });
  assert.deepEqual(about(58), { count: 1, unit: 'minutes' });
  assert.deepEqual(about(170), { count: 3, unit: 'minutes' });
  assert.deepEqual(about(2.2 * 3600), { count: 2, unit: 'hours' });
});
