import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fake } from '../fake-browser';
import { keep, mayOpenByItself, waiting, watchStart } from './key';

const KEY = Uint8Array.of(1, 2, 3);
const HOUR = 60;

beforeEach(() => fake.restart());

test('the vault may open by itself once after the browser was started', async () => {
  assert.equal(await mayOpenByItself(), true);
  assert.equal(await mayOpenByItself(), false);
  fake.restart();
  assert.equal(await mayOpenByItself(), true);
});

test('of two backgrounds that start at once, one opens it', async () => {
  assert.deepEqual(await Promise.all([mayOpenByItself(), mayOpenByItself()]), [true, false]);
});

test('a vault that was locked stays locked', async () => {
  await keep(KEY);
  await keep(undefined);
  assert.equal(await mayOpenByItself(), false);
});

test('a lock while it is being opened counts too, though no key was there yet', async () => {
  await keep(undefined);
  assert.equal(await mayOpenByItself(), false);
});

test('a vault that was open for too long is not opened again by itself', async () => {
  await keep(KEY);
  fake.alarms.clear();
  await fake.pass(13 * HOUR);
  assert.deepEqual(await waiting(), { late: true });
  assert.equal(await mayOpenByItself(), false);
});

test('a lock holds when the extension is updated, and until the browser is started again', async () => {
  const began = (why: 'startup' | 'install' | 'update' | undefined) => {
    fake.startAgain();
    watchStart();
    const may = mayOpenByItself();
    if (why) fake.says(why);
    return may;
  };
  await keep(KEY);
  await keep(undefined);
  assert.equal(await began('update'), false);
  assert.equal(await began('startup'), true);
  // It asked, and somebody locked it again.
  await keep(undefined);
  assert.equal(await began(undefined), false, 'nobody said why: in doubt it stays locked');
  assert.equal(await began('install'), true);
  // What was open when it was updated was locked by nobody.
  await keep(KEY);
  assert.equal(await began('update'), true);
});
