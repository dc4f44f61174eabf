import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fake, settled } from '../fake-browser';
import { pause, paused, unpause } from '../paused';
import { followPausing } from './pausing';

const HERE = 'https://chat.example/*';
const THERE = 'https://other.example/*';
const MINUTE = 60_000;

let entered: string[] = [];

/** The background starts. */
async function start(): Promise<void> {
  entered = [];
  followPausing({
    leave: async () => {},
    enter: async (patterns) => void entered.push(...patterns),
  });
  await settled();
}

/** Switched off for as many minutes. */
async function off(pattern: string, minutes: number): Promise<void> {
  await pause(pattern, Date.now() + minutes * MINUTE);
  await settled();
}

/** Everything that the browser keeps that could name a site. */
const kept = () => [...fake.local.keys(), ...fake.alarms.keys()];

beforeEach(async () => {
  fake.restart();
  for (const pattern of [HERE, THERE]) fake.granted.add(pattern);
  await start();
});

test('a site is on again when its time is over, and nothing is kept of it', async () => {
  await off(HERE, 60);
  await fake.pass(59);
  assert.deepEqual([[...(await paused()).keys()], entered], [[HERE], []]);
  await fake.pass(1);
  assert.deepEqual([kept(), entered], [[], [HERE]]);
});

test('a site that is switched on by hand leaves no alarm', async () => {
  await off(HERE, 60);
  await unpause(HERE);
  await settled();
  assert.deepEqual([kept(), entered], [[], [HERE]]);
});

test('a browser that was ended meanwhile forgets what is over, and wakes for the rest', async () => {
  await off(HERE, 10);
  await off(THERE, 60);
  fake.startAgain();
  await fake.pass(20);
  await start();
  assert.deepEqual([[...fake.local.keys()].length, entered], [1, [HERE]]);
  await fake.pass(40);
  assert.deepEqual([kept(), entered], [[], [HERE, THERE]]);
});

test('a site that is taken back takes its pause with it, and is not entered for that', async () => {
  await off(HERE, 60);
  await off(THERE, 60);
  await fake.revokes(HERE);
  assert.deepEqual([[...(await paused()).keys()], fake.alarms.size, entered], [[THERE], 1, []]);
  // While no background was there to hear of it.
  fake.startAgain();
  fake.granted.delete(THERE);
  await start();
  assert.deepEqual([kept(), entered], [[], []]);
});
