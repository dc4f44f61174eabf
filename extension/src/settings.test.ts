import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fake } from './fake-browser';
import { browser } from 'wxt/browser';

import { change, DEFAULTS, onSettings, readSettings } from './settings';

beforeEach(() => fake.restart());

test('what nobody has set is as it is at first', async () => {
  assert.deepEqual(await readSettings(), DEFAULTS);
});

test('what is set is kept, and the rest stays as it was', async () => {
  await change('lockUnused', 5);
  await change('lockWithScreen', false);
  assert.deepEqual(await readSettings(), { ...DEFAULTS, lockUnused: 5, lockWithScreen: false });
});

test('what is none of the choices counts as not set', async () => {
  fake.local.set('lockUnused', 100_000);
  fake.local.set('lockWithScreen', 'no');
  fake.local.set('lockLatest', null);
  assert.deepEqual(await readSettings(), DEFAULTS);
});

test('who listens hears of settings, and of nothing else that is kept', async () => {
  let heard = 0;
  const stop = onSettings(() => (heard += 1));
  fake.local.set('other', 1);
  await browser.storage.local.set({ other: 2 });
  await browser.storage.session.set({ lockUnused: 1 });
  assert.equal(heard, 0);
  await change('lockLatest', 1);
  assert.equal(heard, 1);
  stop();
  await change('lockLatest', 4);
  assert.equal(heard, 1);
});
