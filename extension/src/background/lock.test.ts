import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fake, settled } from '../fake-browser';
import { change } from '../settings';
import { keep, still, waiting } from './key';
import { watchTime } from './lock';

const KEY = Uint8Array.of(1, 2, 3);

/** Locked, as the engine does it: the key is forgotten first. */
const lock = () => keep(undefined);
const isOpen = () => still(async (since) => since !== undefined);

/** The background starts, and the vault is unlocked. */
async function unlocked(): Promise<void> {
  watchTime({ lock, still });
  await keep(KEY);
  await settled();
}

beforeEach(() => fake.restart());

test('an unused computer locks after a quarter of an hour, if nothing else is set', async () => {
  await unlocked();
  assert.equal(fake.interval, 15 * 60);
  await fake.becomes('idle');
  assert.equal(await isOpen(), false);
});

test('a use that comes back locks nothing', async () => {
  await unlocked();
  await fake.becomes('active');
  assert.equal(await isOpen(), true);
});

test('how long it may be unused follows the setting at once', async () => {
  await unlocked();
  await change('lockUnused', 1);
  await settled();
  assert.equal(fake.interval, 60);
});

test('set to never, an unused or sleeping computer stays open', async () => {
  await unlocked();
  await change('lockUnused', 0);
  await settled();
  await fake.becomes('idle');
  await fake.sleep(60);
  await fake.becomes('locked');
  assert.equal(await isOpen(), false, 'the screen is another matter');
  await change('lockWithScreen', false);
  await keep(KEY);
  await fake.becomes('locked');
  await fake.pass(300);
  await fake.becomes('active');
  assert.equal(await isOpen(), true);
});

test('it locks with the screen', async () => {
  await unlocked();
  await fake.becomes('locked');
  assert.equal(await isOpen(), false);
});

test('not to lock with the screen is not to stay open behind it', async () => {
  await change('lockWithScreen', false);
  await unlocked();
  await fake.becomes('locked');
  await fake.pass(14);
  assert.equal(await isOpen(), true);
  await fake.pass(2);
  assert.equal(await isOpen(), false);
});

test('a screen that is unlocked in time locks nothing later', async () => {
  await change('lockWithScreen', false);
  await unlocked();
  await fake.becomes('locked');
  await fake.pass(10);
  await fake.becomes('active');
  await fake.pass(30);
  assert.equal(await isOpen(), true);
});

test('after a long sleep it locks, though nobody was told that the computer was unused', async () => {
  await unlocked();
  await fake.pass(7);
  await fake.sleep(15);
  assert.equal(await isOpen(), false);
});

test('a short sleep locks nothing', async () => {
  await unlocked();
  await fake.pass(7);
  await fake.sleep(5);
  await fake.pass(60);
  assert.equal(await isOpen(), true);
});

test('a background that wakes after a sleep does not put the alarm off that is due', async () => {
  await unlocked();
  await fake.pass(7);
  const pulse = fake.alarms.get('lock-pulse')?.scheduledTime;
  await fake.pass(1);
  await keep(KEY);
  assert.equal(fake.alarms.get('lock-pulse')?.scheduledTime, pulse);
});

test('it locks at the latest twelve hours after the passphrase, however much it is used', async () => {
  await unlocked();
  await fake.pass(12 * 60 - 1);
  assert.equal(await isOpen(), true);
  await fake.pass(2);
  assert.equal(await isOpen(), false);
});

test('waking moves no deadline: only another key begins anew', async () => {
  await unlocked();
  await fake.pass(6 * 60);
  await keep(KEY);
  await fake.pass(6 * 60 + 1);
  assert.equal(await isOpen(), false);
  await keep(KEY);
  await fake.pass(6 * 60);
  await keep(Uint8Array.of(4, 5, 6));
  await fake.pass(6 * 60 + 1);
  assert.equal(await isOpen(), true);
});

test('a deadline that is set shorter than it has been open already locks at once', async () => {
  await unlocked();
  await fake.pass(90);
  await change('lockLatest', 4);
  await settled();
  assert.equal(await isOpen(), true);
  await change('lockLatest', 1);
  await settled();
  assert.equal(await isOpen(), false);
});

test('a background that starts late enough finds no key, and says that it was too late', async () => {
  await keep(KEY);
  fake.alarms.clear(); // Those of a browser that lost them.
  await fake.pass(12 * 60);
  assert.deepEqual(await waiting(), { late: true });
  assert.deepEqual(await waiting(), { late: false });
});

test('a key whose time nobody knows is not used', async () => {
  fake.session.set('access', { key: [1, 2, 3] });
  assert.deepEqual(await waiting(), { late: true });
});

test('a locked vault is not locked again, and leaves no alarm behind', async () => {
  let locks = 0;
  watchTime({ lock: async () => void (locks += 1), still });
  await keep(KEY);
  await keep(undefined);
  assert.equal(fake.alarms.size, 0);
  for (const state of ['idle', 'locked', 'active'] as const) await fake.becomes(state);
  await fake.pass(24 * 60);
  assert.equal(locks, 0);
});

test('alarms that a browser kept from a session that ended are taken away', async () => {
  await keep(KEY);
  fake.session.clear();
  assert.equal(fake.alarms.size, 2);
  watchTime({ lock, still });
  await settled();
  assert.equal(fake.alarms.size, 0);
});

test('a vault that is unlocked while the background starts is watched', async () => {
  watchTime({ lock, still });
  await keep(KEY);
  await settled();
  assert.equal(fake.alarms.size, 2);
});
