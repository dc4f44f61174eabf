import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import type { Status } from '../../../pkg/satchel';
import { SITE, settled, suggestion, session } from './fake-session';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 1_000_000 });
});

/** A session whose frame the page has left alone for long enough. */
async function seen(...ids: string[]) {
  const all = await session(...ids);
  all.clear();
  mock.timers.tick(500);
  return all;
}

test('what was offered can be dismissed for this draft, and nothing else', async () => {
  const { made, dismissals, frame } = await seen('a');
  made.hearContent({ type: 'draft', text: 'a draft' });
  await settled();
  made.hearFrame({ type: 'dismiss', id: 'b', draft: 1 });
  made.hearFrame({ type: 'dismiss', id: 'a', draft: 1 });
  await settled();
  made.hearFrame({ type: 'undismiss', id: 'a', draft: 1 });
  await settled();
  assert.deepEqual(dismissals, [
    { type: 'dismiss', id: 'a', draft: 'a draft' },
    { type: 'undismiss', id: 'a', all: false },
  ]);
  assert.deepEqual(frame.slice(-2), [
    { type: 'dismissed', id: 'a', dismissed: true, learned: true },
    { type: 'dismissed', id: 'a', dismissed: false, learned: true },
  ]);
});

test('what the user says of a memory that was offered holds for this site', async () => {
  const { made, dismissals, frame } = await seen('a');
  for (const id of ['b', 'a']) made.hearFrame({ type: 'mark', id, mark: 'never' });
  await settled();
  const mark = { type: 'neverAt', site: SITE, holds: true };
  assert.deepEqual(dismissals, [{ type: 'mark', ids: ['a'], mark }]);
  assert.deepEqual(frame.at(-1), { type: 'marked', id: 'a', mark: 'never' });
});

test('a dismissal is learnt for the draft for which the list was made, whatever stands there by then', async () => {
  const { made, dismissals, frame } = await seen('a');
  made.hearContent({ type: 'draft', text: 'what to cook' });
  await settled();
  const shown = frame.at(-1);
  made.hearContent({ type: 'draft', text: 'what am I allergic to' });
  await settled();
  assert.ok(shown?.type === 'show');
  made.hearFrame({ type: 'dismiss', id: 'a', draft: shown.draft });
  // One that was never told is nobody's.
  made.hearFrame({ type: 'dismiss', id: 'a', draft: 99 });
  await settled();
  assert.deepEqual(dismissals, [{ type: 'dismiss', id: 'a', draft: 'what to cook' }]);
});

test('what was dismissed is not offered again at the next change, though words alone had found it', async () => {
  const { made, frame, offer } = await seen();
  offer({ ...suggestion('a'), similarity: undefined });
  made.hearContent({ type: 'draft', text: 'ice cream' });
  await settled();
  made.hearFrame({ type: 'dismiss', id: 'a', draft: 1 });
  await settled();
  const before = frame.length;
  await made.refresh({ vault: 'unlocked' } as Status);
  assert.equal(frame.length, before);
});

test('nothing that is said in a frame that the page covers changes anything', async () => {
  const { made, dismissals, failures, clear } = await session('a');
  made.hearContent({ type: 'draft', text: 'a draft' });
  await settled();
  const say = async () => {
    made.hearFrame({ type: 'mark', id: 'a', mark: 'pin' });
    made.hearFrame({ type: 'dismiss', id: 'a', draft: 1 });
    made.hearFrame({ type: 'undismiss', id: 'a', draft: 1 });
    await settled();
  };
  await say();
  clear();
  mock.timers.tick(499);
  await say();
  assert.deepEqual([dismissals, failures()], [[], Array(6).fill('frame_covered')]);
  mock.timers.tick(1);
  await say();
  assert.equal(dismissals.length, 3);
});

test('nothing that is said on a site that was taken back changes anything', async () => {
  for (const type of ['mark', 'dismiss', 'undismiss'] as const) {
    const { made, dismissals, content, vault } = await seen('a');
    made.hearContent({ type: 'draft', text: 'a draft' });
    await settled();
    vault.enabled = false;
    made.hearFrame(
      type === 'mark' ? { type, id: 'a', mark: 'never' } : { type, id: 'a', draft: 1 },
    );
    await settled();
    assert.deepEqual([dismissals, content.at(-1)], [[], { type: 'leave' }], type);
  }
});
