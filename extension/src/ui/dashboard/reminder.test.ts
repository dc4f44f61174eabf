import assert from 'node:assert/strict';
import { test } from 'node:test';

import { due } from './reminder';

const DAY = 24 * 60 * 60 * 1000;
const NOW = 1_800_000_000_000;
const made = (time: number) => ({ id: `${time}`, time, name: 'a.satchel', memories: 1 });

test('a vault that would be no loss is not spoken of', () => {
  assert.equal(due([], 20, NOW), undefined);
});

test('a vault that would be a loss is, as long as it was never backed up', () => {
  assert.equal(due([], 21, NOW), 'none');
  assert.equal(due([made(NOW - DAY)], 5000, NOW), undefined);
});

test('the newest backup counts, and for thirty days', () => {
  assert.equal(due([made(NOW - 30 * DAY), made(NOW - 90 * DAY)], 3, NOW), undefined);
  assert.equal(due([made(NOW - 30 * DAY - 1), made(NOW - 90 * DAY)], 3, NOW), 'old');
});
