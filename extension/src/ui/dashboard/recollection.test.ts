import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import type { MemoryView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { Recollection } from './recollection.svelte';

function memory(id: string): MemoryView {
  return {
    id,
    kind: 'note',
    text: id,
    speaker: 'user',
    time: 0,
    source: 'typed',
    title: undefined,
    approved: true,
    told: 0,
    replaces: [],
    replacedBy: undefined,
    dismissed: 0,
  };
}

type Question = { type: string; query?: string; offset?: number };

/** An engine that answers when it is told to. */
function engine() {
  const open: { question: Question; answer: (reply: object) => Promise<void> }[] = [];
  const ask = (question: Question) =>
    new Promise((resolve) => {
      const answer = async (reply: object) => {
        resolve({ type: question.type, ...reply });
        await new Promise(setImmediate);
      };
      open.push({ question, answer });
    });
  return { open, engine: { ask } as unknown as Engine };
}

const ids = (shown: Recollection) => shown.memories.map(({ id }) => id);

test('an answer that was overtaken by a newer question is dropped', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  void shown.look();
  await open[1]?.answer({ memories: [memory('new')], total: 1 });
  await open[0]?.answer({ memories: [memory('old')], total: 1 });
  assert.deepEqual(ids(shown), ['new']);
});

test('nothing is asked until typing pauses, and then only what stands there', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  for (const typed of ['w', 'wa', 'wal', 'wall ']) {
    shown.type(typed);
    mock.timers.tick(100);
  }
  assert.equal(open.length, 0);
  mock.timers.tick(100);
  mock.timers.reset();
  assert.deepEqual(
    open.map(({ question }) => question.query),
    ['wall'],
  );
  await open[0]?.answer({ memories: [memory('a')] });
  assert.equal(shown.asked, 'wall');
});

test('a memory kept elsewhere while one types does not lose what is typed', () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  shown.type('wall');
  void shown.look();
  assert.equal(open[0]?.question.query, 'wall');
  shown.leave();
});

test('a further page shows no memory twice', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: [memory('a'), memory('b')], total: 4 });
  void shown.more();
  assert.equal(open[1]?.question.offset, 2);
  await open[1]?.answer({ memories: [memory('b'), memory('c')], total: 5 });
  assert.deepEqual(ids(shown), ['a', 'b', 'c']);
  assert.equal(shown.total, 5);
});

test('a deleted memory keeps its place, and counts no more once it is gone', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: [memory('a'), memory('b'), memory('c')], total: 3 });
  const removal = shown.remove('b');
  assert.equal(shown.deleted.size, 0);
  await open[1]?.answer({ deleted: 1 });
  await removal;
  assert.deepEqual([...shown.deleted], ['b']);
  assert.deepEqual([shown.count, shown.total], [2, 2]);

  // Looking anew, as every change makes the page do, does not take away the way to undo.
  void shown.look();
  await open[2]?.answer({ memories: [memory('new'), memory('a'), memory('c')], total: 3 });
  assert.deepEqual(ids(shown), ['new', 'a', 'b', 'c']);
  assert.equal(shown.count, 3);
});

test('a memory brought back is one again, and another question forgets what was deleted', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: [memory('a'), memory('b')], total: 2 });
  const removals = [shown.remove('a'), shown.remove('b')];
  await open[1]?.answer({ deleted: 1 });
  await open[2]?.answer({ deleted: 1 });
  await Promise.all(removals);
  const back = shown.bringBack('a');
  await open[3]?.answer({ restored: 1 });
  await back;
  assert.deepEqual([...shown.deleted], ['b']);
  assert.equal(shown.total, 1);

  shown.type('wall');
  void shown.look();
  await open[4]?.answer({ memories: [memory('a')] });
  assert.deepEqual(ids(shown), ['a']);
  assert.equal(shown.deleted.size, 0);
});

test('what was shredded meanwhile is not shown as brought back', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: [memory('a')], total: 1 });
  const removal = shown.remove('a');
  await open[1]?.answer({ deleted: 1 });
  await removal;
  const back = shown.bringBack('a');
  const refused = assert.rejects(back, { code: 'memory_missing' });
  await open[2]?.answer({ restored: 0 });
  await refused;
  assert.deepEqual([...shown.deleted], ['a']);
});

test('a further page begins after what still is a memory', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: [memory('a'), memory('b')], total: 3 });
  const removal = shown.remove('a');
  await open[1]?.answer({ deleted: 1 });
  await removal;
  void shown.more();
  assert.equal(open[2]?.question.offset, 1);
  await open[2]?.answer({ memories: [memory('c')], total: 2 });
  assert.deepEqual(ids(shown), ['a', 'b', 'c']);
  assert.deepEqual([...shown.deleted], ['a']);
});
