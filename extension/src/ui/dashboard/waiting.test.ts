import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { MemoryView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { Waiting } from './waiting.svelte';

const memory = (id: string, text = id) => ({ id, text }) as MemoryView;

/** An engine in which these wait, and what it was asked. */
function engine(waiting: string[]) {
  const asked: { type: string; ids?: string[]; holds?: boolean; offset?: number }[] = [];
  const ask = async (question: (typeof asked)[number] & { id?: string; text?: string }) => {
    asked.push(question);
    switch (question.type) {
      case 'inbox':
        return {
          memories: waiting.slice(question.offset, question.offset! + 2).map((id) => memory(id)),
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
  await inbox.approve(['a']);
  await inbox.remove('b');
  assert.deepEqual(
    [...inbox.fates],
    [
      ['a', 'approved'],
      ['b', 'deleted'],
    ],
  );
  assert.deepEqual([inbox.memories.length, inbox.open.length, inbox.total], [2, 0, 1]);
  await inbox.undo('a');
  await inbox.undo('b');
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
  await inbox.remove('gone');
  await assert.rejects(inbox.undo('gone'), { code: 'memory_missing' });
  assert.equal(inbox.fates.get('gone'), 'deleted');
});

test('what is said in other words is shown so, and counts once', async () => {
  const inbox = new Waiting(engine(['a', 'b']).engine);
  await inbox.look();
  await inbox.revise('a', 'anew');
  await inbox.approve(['a', 'b']);
  assert.deepEqual([inbox.memories[0]?.text, inbox.total], ['anew', 0]);
});

test('the next ones come after those that still wait', async () => {
  const { asked, engine: ready } = engine(['a', 'b', 'c']);
  const inbox = new Waiting(ready);
  await inbox.look();
  await inbox.more();
  assert.equal(asked.at(-1)?.offset, 2);
  assert.deepEqual(
    inbox.memories.map(({ id }) => id),
    ['a', 'b', 'c'],
  );
});
