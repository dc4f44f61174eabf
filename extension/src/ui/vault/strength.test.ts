import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bandOf, inUnits, strengthOf } from './strength';

test('what is long is not what is strong', async () => {
  for (const [passphrase, band] of [
    ['password1234', 'weak'],
    ['motdepasse2026', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['qwertyuiop123', 'weak'],
    ['umbrella lantern sextant 41', 'strong'],
    ['x7Qv!m2Lp9#tRw4z', 'strong'],
  ] as const) {
    assert.equal((await strengthOf(passphrase)).band, band, passphrase);
  }
});

test('a longer siege is a higher band', () => {
  const year = 365 * 86_400;
  assert.deepEqual([1, year, 100 * year, 1e5 * year].map(bandOf), [
    'weak',
    'fair',
    'good',
    'strong',
  ]);
});

test('a time is told in the largest unit that it fills', () => {
  assert.deepEqual(inUnits(0), { count: 1, unit: 'second' });
  assert.deepEqual(inUnits(7300), { count: 2, unit: 'hour' });
  assert.deepEqual(inUnits(3 * 365 * 86_400), { count: 3, unit: 'year' });
});
