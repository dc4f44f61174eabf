import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Lasting } from './lasting';
import type { Line } from './line';

/** Lines that open and break when they are told to. */
function lines() {
  const opened: { lost: () => void; open: (line: Line) => void; refuse: (error: Error) => void }[] =
    [];
  const lasting = new Lasting(
    (lost) => new Promise((open, refuse) => opened.push({ lost, open, refuse })),
  );
  return { opened, lasting };
}
const named = (name: string) => name as unknown as Line;

test('all who ask while a line opens get the same one', async () => {
  const { opened, lasting } = lines();
  const both = Promise.all([lasting.current(), lasting.current()]);
  opened[0]?.open(named('first'));
  assert.deepEqual(await both, ['first', 'first']);
  assert.equal(await lasting.current(), 'first');
  assert.equal(opened.length, 1);
});

test('a line that was lost is opened anew by the next who asks', async () => {
  const { opened, lasting } = lines();
  void lasting.current();
  opened[0]?.open(named('first'));
  opened[0]?.lost();
  assert.equal(opened.length, 1);
  const next = lasting.current();
  opened[1]?.open(named('second'));
  assert.equal(await next, 'second');
});

test('a line that could not be opened is tried again', async () => {
  const { opened, lasting } = lines();
  const failed = lasting.current();
  opened[0]?.refuse(new Error('no'));
  await assert.rejects(failed, /no/);
  const next = lasting.current();
  opened[1]?.open(named('second'));
  assert.equal(await next, 'second');
});

test('an old line that is lost late takes nothing from the one that came after it', async () => {
  const { opened, lasting } = lines();
  void lasting.current();
  opened[0]?.open(named('first'));
  lasting.forget();
  void lasting.current();
  opened[1]?.open(named('second'));
  opened[0]?.lost();
  assert.equal(await lasting.current(), 'second');
  assert.equal(opened.length, 2);
});
