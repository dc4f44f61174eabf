import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Engine } from '../../client';
import { beginnings, readMonths } from './months';

test('months begin at their first moment, over a year’s end', () => {
  const starts = beginnings(3, new Date(2026, 0, 31, 12)).map((time) => new Date(time));
  assert.deepEqual(
    starts.map((date) => [date.getFullYear(), date.getMonth(), date.getDate()]),
    [
      [2025, 10, 1],
      [2025, 11, 1],
      [2026, 0, 1],
      [2026, 1, 1],
    ],
  );
});

test('each month is asked for once, and ends where the next begins', async () => {
  const asked: { from: number; until: number }[] = [];
  const ask = async ({ filter }: { filter: { from: number; until: number } }) => {
    asked.push(filter);
    return { total: asked.length };
  };
  const engine = { ask } as unknown as Engine;
  const months = await readMonths(engine, 4, new Date(2026, 5, 15));
  assert.deepEqual(
    months.map(({ count }) => count),
    [1, 2, 3, 4],
  );
  for (const [at, { until }] of asked.slice(0, -1).entries()) {
    assert.equal(until, asked[at + 1]!.from);
  }
});
