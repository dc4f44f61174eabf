import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fake } from '../fake-browser';
import { keepLearnt, learntOrigins } from '../learnt';
import { followPointing, forgetDisabled } from './pointing';

const HERE = 'https://chat.example';
const THERE = 'https://other.example';
const LEARNT = { traits: [[7, 2]] as [number, number][] };

/** A page of this origin, as the browser names it. */
const from = (origin: string) => ({ id: 'satchel', tab: { id: 1 }, origin });

beforeEach(() => {
  fake.restart();
  fake.granted.add(`${HERE}/*`);
  followPointing();
});

test('a site learns what was learnt there, and nothing of another', async () => {
  await fake.asks({ type: 'learn', learnt: LEARNT }, from(HERE));
  await keepLearnt(THERE, { traits: [[8, 1]] });
  assert.deepEqual(await fake.asks({ type: 'learnt' }, from(HERE)), LEARNT);
  assert.equal(await fake.asks({ type: 'learnt' }, from(THERE)), undefined);
});

test('what is not enabled, no page in a tab, or not ours is not heard', async () => {
  for (const sender of [
    from(THERE),
    from('null'),
    { ...from(HERE), tab: undefined },
    { ...from(HERE), id: 'another' },
    { ...from(HERE), origin: undefined },
  ]) {
    await fake.asks({ type: 'learn', learnt: LEARNT }, sender);
    assert.equal(await fake.asks({ type: 'learnt' }, sender), undefined);
  }
  assert.deepEqual(await learntOrigins(), []);
});

test('what is malformed is not kept, and other messages are left to others', async () => {
  for (const message of [
    { type: 'learn', learnt: { traits: 'x' } },
    { type: 'learn', learnt: { traits: [[1, 1e9]] } },
    { type: 'learn' },
    { type: 'lock' },
    null,
  ]) {
    await fake.asks(message, from(HERE));
  }
  assert.deepEqual(await learntOrigins(), []);
});

test('what was forgotten is not learnt anew by a page that still knew it', async () => {
  await fake.asks({ type: 'learn', learnt: LEARNT, anew: true }, from(HERE));
  assert.deepEqual(await learntOrigins(), []);
  await fake.asks({ type: 'learn', learnt: LEARNT, anew: false }, from(HERE));
  const anew = { traits: [[9, 1]] };
  await fake.asks({ type: 'learn', learnt: anew, anew: true }, from(HERE));
  assert.deepEqual(await fake.asks({ type: 'learnt' }, from(HERE)), anew);
});

test('a site that is taken back is forgotten', async () => {
  fake.granted.add(`${THERE}/*`);
  for (const origin of [HERE, THERE]) await keepLearnt(origin, LEARNT);
  fake.granted.delete(`${HERE}/*`);
  await forgetDisabled();
  assert.deepEqual(await learntOrigins(), [THERE]);
});
