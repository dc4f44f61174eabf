import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { MemoryView, WaitingView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { Waiting } from './waiting.svelte';

const memory = (id: string, text = id) => ({ id, text }) as MemoryView;
const entry = (id: string) => ({ memory: memory(id), turns: 0 }) as WaitingView;

/** An engine in which these wait, and what it was asked. */
function engine(waiting: string[]) {
  const asked: { type: string; ids?: string[]; holds?: boolean; offset?: number }[] = [];
  const ask = async (question: (typeof asked)[number] & { id?: string; text?: string }) => {
    asked.push(question);
    switch (question.type) {
      case 'inbox':
        return {
          entries: waiting.slice(question.offset, question.offset! + 2).map(entry),
          total: waiting.length,
        };
      case 'revise':
        return { memory: memory(question.id!, question.text) };
      case 'undelete':
        return { restored: question.ids![0] === 'gone' ? 0 : 1 };
      default:
        return {};
    }
  };
  return { asked, engine: { ask } as unknown as Engine };
}

test('what was dealt with keeps its place, counts no more, and can be taken back', async () => {
  const { asked, engine: ready } = engine(['a', 'b', 'c']);
  const inbox = new Waiting(ready);
  await inbox.look();
  await inbox.approve([entry('a')]);
  await inbox.remove(entry('b'));
  assert.deepEqual(
    [...inbox.fates],
    [
      ['a', 'approved'],
      ['b', 'deleted'],
    ],
  );
  assert.deepEqual([inbox.entries.length, inbox.open.length, inbox.total], [2, 0, 1]);
  await inbox.undo(entry('a'));
  await inbox.undo(entry('b'));
  assert.deepEqual([inbox.fates.size, inbox.open.length, inbox.total], [0, 2, 3]);
  assert.deepEqual(asked.slice(1), [
    { type: 'approve', ids: ['a'], holds: true },
    { type: 'delete', ids: ['b'] },
    { type: 'approve', ids: ['a'], holds: false },
    { type: 'undelete', ids: ['b'] },
  ]);
});

test('what was shredded elsewhere cannot be taken back, and says so', async () => {
  const inbox = new Waiting(engine(['gone', 'b']).engine);
  await inbox.look();
  await inbox.remove(entry('gone'));
  await assert.rejects(inbox.undo(entry('gone')), { code: 'memory_missing' });
  assert.equal(inbox.fates.get('gone'), 'deleted');
});

test('what is said in other words is shown so, and counts once', async () => {
  const inbox = new Waiting(engine(['a', 'b']).engine);
  await inbox.look();
  await inbox.revise(entry('a'), 'anew');
  await inbox.approve([entry('a'), entry('b')]);
  assert.deepEqual([inbox.entries[0]?.memory.text, inbox.total], ['anew', 0]);
});

test('the next ones come after those that still wait', async () => {
  const { asked, engine: ready } = engine(['a', 'b', 'c']);
  const inbox = new Waiting(ready);
  await inbox.look();
  await inbox.more();
  assert.equal(asked.at(-1)?.offset, 2);
  assert.deepEqual(
    inbox.entries.map(({ memory }) => memory.id),
    ['a', 'b', 'c'],
  );
});

test('of a conversation what was read is approved, without what was answered; deleted is all of it', async () => {
  const said = [
    { id: 'd', speaker: 'user' },
    { id: 'c', speaker: 'user' },
    { id: 'b', speaker: 'assistant' },
    { id: 'a', speaker: 'user' },
  ] as MemoryView[];
  const asked: { type: string; offset?: number }[] = [];
  const ask = async (question: (typeof asked)[number]) => {
    asked.push(question);
    const { offset = 0 } = question;
    return question.type === 'list'
      ? { memories: said.slice(offset, offset + 2), total: said.length }
      : { restored: 3 };
  };
  const inbox = new Waiting({ ask } as unknown as Engine);
  const talk = { memory: memory('d'), conversation: 'talk', turns: 3 } as WaitingView;
  assert.equal(await inbox.approve([talk, entry('x')]), 1, 'it was not read');
  assert.ok(!inbox.isRead(talk));
  assert.deepEqual(
    (await inbox.turns(talk)).map(({ id }) => id),
    ['a', 'b', 'c', 'd'],
  );
  // What comes after it was read is not approved.
  said.unshift({ id: 'e', speaker: 'user' } as MemoryView);
  await inbox.approve([talk]);
  await inbox.undo(talk);
  await inbox.remove(talk);
  await inbox.undo(talk);
  assert.deepEqual(
    asked.filter(({ type }) => type !== 'list'),
    [
      { type: 'approve', ids: ['x'], holds: true },
      { type: 'approve', ids: ['a', 'c', 'd'], holds: true },
      { type: 'approve', ids: ['a', 'c', 'd'], holds: false },
      { type: 'delete', ids: ['a', 'b', 'c', 'd', 'e'] },
      { type: 'undelete', ids: ['a', 'b', 'c', 'd', 'e'] },
    ],
  );
});
