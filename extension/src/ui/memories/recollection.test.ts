import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fakeMemory } from '../../fake-memory';
import type { Engine } from '../../client';
import { Recollection } from './recollection.svelte';

type Question = { type: string; query?: string; offset?: number; limit?: number; filter?: object };

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

/** What is listed: `·` where nothing was read, and what was deleted in brackets. */
function shownAs(shown: Recollection): string {
  const gone = (after: string) =>
    shown.gone.filter((one) => one.after === after).map(({ memory }) => `(${memory.id})`);
  const rows = shown.rows.flatMap((row) => (row ? [row.id, ...gone(row.id)] : ['·']));
  return [...gone(''), ...rows].join(' ');
}

async function listing(...ids: string[]) {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: ids.map((id) => fakeMemory(id)), total: ids.length });
  open.length = 0;
  const remove = async (id: string) => {
    const removal = shown.remove(id);
    await open.pop()?.answer({ deleted: 1 });
    await removal;
  };
  return { open, shown, remove };
}

test('an answer that was overtaken by a newer question is dropped', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  void shown.look();
  await open[1]?.answer({ memories: [fakeMemory('new')], total: 1 });
  await open[0]?.answer({ memories: [fakeMemory('old')], total: 1 });
  assert.equal(shownAs(shown), 'new');
});

test('what is typed is asked at once, and of what is typed meanwhile only the last', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  for (const typed of ['w', 'wa', 'wal', 'wall ']) void shown.type(typed);
  const asked = () => open.map(({ question }) => question.query);
  assert.deepEqual(asked(), ['w']);
  await open[0]?.answer({ memories: [fakeMemory('a')] });
  assert.deepEqual(asked(), ['w', 'wall']);
  await open[1]?.answer({ memories: [fakeMemory('b')] });
  assert.deepEqual([shown.asked, shownAs(shown), open.length], ['wall', 'b', 2]);
});

test('a memory kept elsewhere while one types does not lose what is typed', () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.type('wall');
  void shown.look();
  assert.equal(open[1]?.question.query, 'wall');
  shown.leave();
});

test('what comes into view is read once, and stands in its place', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: [fakeMemory('a')], total: 1000 });
  void shown.need(720);
  void shown.need(721);
  assert.deepEqual([open.length, open[1]?.question.offset], [2, 700]);
  await open[1]?.answer({ memories: [fakeMemory('b')], total: 1000 });
  assert.deepEqual(
    [shown.rows[0]?.id, shown.rows[700]?.id, shown.rows[701]],
    ['a', 'b', undefined],
  );
  void shown.need(0);
  assert.equal(open.length, 2);
});

test('once places have moved, all are read anew, around what is in view', async () => {
  const { open, engine: slow } = engine();
  const shown = new Recollection(slow);
  void shown.look();
  await open[0]?.answer({ memories: [fakeMemory('a')], total: 1000 });
  void shown.need(720);
  await open[1]?.answer({ memories: [fakeMemory('b')], total: 1001 });
  assert.equal(open[2]?.question.offset, 670);
  await open[2]?.answer({ memories: [fakeMemory('c')], total: 1001 });
  assert.deepEqual([shown.rows.length, shown.rows[0], shown.rows[670]?.id], [1001, undefined, 'c']);
});

test('another filter is another list, from its beginning', async () => {
  const { open, shown, remove } = await listing('a', 'b');
  await remove('a');
  void shown.need(1);
  void shown.choose({ pinned: true });
  const { offset, filter } = open.at(-1)?.question ?? {};
  assert.deepEqual([offset, filter], [0, { pinned: true }]);
  await open.at(-1)?.answer({ memories: [fakeMemory('c')], total: 1 });
  assert.equal(shownAs(shown), 'c');
});

test('a deleted memory keeps its place, and counts no more', async () => {
  const { open, shown, remove } = await listing('a', 'b', 'c');
  await remove('b');
  assert.deepEqual([shownAs(shown), shown.rows.length], ['a (b) c', 2]);
  // Looking anew, as every change makes the page do, does not take away the way to undo.
  void shown.look();
  await open[0]?.answer({ memories: ['new', 'a', 'c'].map((id) => fakeMemory(id)), total: 3 });
  assert.equal(shownAs(shown), 'new a (b) c');
});

test('those that were deleted stand in their order, in whatever order they went', async () => {
  for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
    const { shown, remove } = await listing('z', 'a', 'b', 'c', 'y');
    for (const id of order) await remove(id);
    assert.equal(shownAs(shown), 'z (a) (b) (c) y', order);
  }
  const { shown, remove } = await listing('a', 'b');
  for (const id of 'ba') await remove(id);
  assert.equal(shownAs(shown), '(a) (b)');
});

test('a memory brought back is one again, and another question forgets what was deleted', async () => {
  const { open, shown, remove } = await listing('a', 'b', 'c');
  await remove('a');
  await remove('b');
  const back = shown.bringBack('a');
  await open.pop()?.answer({ restored: 1 });
  await open.pop()?.answer({ memories: ['a', 'c'].map((id) => fakeMemory(id)), total: 2 });
  await back;
  assert.equal(shownAs(shown), '(b) a c');
  void shown.type('wall');
  await open.at(-1)?.answer({ memories: [fakeMemory('a')] });
  assert.equal(shownAs(shown), 'a');
});

test('what was shredded meanwhile is not shown as brought back', async () => {
  const { open, shown, remove } = await listing('a');
  await remove('a');
  const back = shown.bringBack('a');
  const refused = assert.rejects(back, { code: 'memory_missing' });
  await open.pop()?.answer({ restored: 0 });
  await refused;
  assert.equal(shownAs(shown), '(a)');
});
