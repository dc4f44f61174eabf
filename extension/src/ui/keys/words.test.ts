import assert from 'node:assert/strict';
import { test } from 'node:test';

import { twoOf } from './words';

test('two different words are asked for, and every pair may be', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 5000; n += 1) {
    const [first, second] = twoOf(12);
    assert.ok(0 <= first && first < second && second < 12, `${first}, ${second}`);
    seen.add(`${first},${second}`);
  }
  assert.equal(seen.size, (12 * 11) / 2);
});
