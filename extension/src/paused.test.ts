import './fake-browser';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { covers, pause, paused, unpause } from './paused';

test('a site is off until its time, or until it is switched on', async () => {
  await pause('https://a.example/*', 1000);
  await pause('https://b.example/*', 5000);
  assert.deepEqual([...(await paused(999)).keys()], ['https://a.example/*', 'https://b.example/*']);
  assert.deepEqual([...(await paused(1000)).keys()], ['https://b.example/*']);
  assert.equal((await paused(0)).size, 2, 'nothing is forgotten by itself');
  await unpause('https://b.example/*');
  assert.equal((await paused(0)).has('https://b.example/*'), false);
});

test('a pattern covers every port of its host, and no other host', () => {
  for (const [pattern, origin, is] of [
    ['https://a.example/*', 'https://a.example', true],
    ['http://127.0.0.1/*', 'http://127.0.0.1:7860', true],
    ['https://a.example/*', 'http://a.example', false],
    ['https://a.example/*', 'https://b.a.example', false],
    ['https://*.a.example/*', 'https://b.a.example', true],
    ['https://*.a.example/*', 'https://ba.example', false],
    ['*://*/*', 'http://b.example', true],
    ['*://*/*', 'satchel:practice', false],
  ] as const) {
    assert.equal(covers(pattern, origin), is, `${pattern} ${origin}`);
  }
});
