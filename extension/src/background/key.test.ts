import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fake } from '../fake-browser';
import { keep, mayOpenByItself, waiting } from './key';

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
