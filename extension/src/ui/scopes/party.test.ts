import assert from 'node:assert/strict';
import { test } from 'node:test';

import { partyOf } from './party';

test('a site is its scheme and host, whatever the port', () => {
  for (const [origin, party] of [
    ['https://chat.example', 'https://chat.example'],
    ['https://chat.example:8443', 'https://chat.example'],
    ['https://chat.example.:8443', 'https://chat.example'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1'],
    ['http://[::1]:3000', 'http://[::1]'],
    ['satchel:practice', 'satchel:practice'],
  ] as const)
    assert.equal(partyOf(origin), party);
});
