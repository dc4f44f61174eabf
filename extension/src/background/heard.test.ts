import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SITE, session, settled } from './fake-session';

const said = { conversation: 'c', title: 'Boats', answers: ['Aye.'], sent: 'Is she afloat?' };

test('what is said goes to the vault, which decides; the content script is told whether to tell', async () => {
  const { made, content, sent, vault } = await session('a');
  const told = () => content.filter(({ type }) => type === 'keep');
  assert.deepEqual(told(), [{ type: 'keep', holds: false }]);
  vault.keeps = true;
  for (const text of ['a draft', 'another draft']) {
    made.hearContent({ type: 'draft', text });
    await settled();
  }
  assert.deepEqual(told().slice(1), [{ type: 'keep', holds: true }]);
  made.hearContent({ type: 'said', said });
  await settled();
  assert.deepEqual(sent, [{ type: 'keepSaid', site: SITE, said }]);
  // Nothing is read for a vault that takes nothing in.
  vault.state = 'locked';
  made.hearContent({ type: 'draft', text: 'a third' });
  await settled();
  assert.deepEqual(told().at(-1), { type: 'keep', holds: false });
});

test('no more goes to the vault at once than a person says', async () => {
  const { made, sent } = await session('a');
  for (let number = 0; number < 100; number++) made.hearContent({ type: 'said', said });
  await settled();
  assert.equal(sent.length, 4);
});

test('of what is too much, a part is taken in', async () => {
  const { made, sent, vault } = await session('a');
  vault.keeps = true;
  made.hearContent({ type: 'draft', text: 'a draft' });
  await settled();
  const answers = Array.from({ length: 40 }, () => 'x'.repeat(100_000));
  made.hearContent({ type: 'said', said: { ...said, answers } });
  await settled();
  const [asked] = sent as { said: typeof said }[];
  assert.equal(asked!.said.answers.length, 16);
  assert.ok(asked!.said.answers.every((answer) => answer.length === 65_536));
});

test('a site that was taken back is not listened to', async () => {
  const { made, sent, vault } = await session('a');
  vault.keeps = true;
  made.hearContent({ type: 'draft', text: 'a draft' });
  await settled();
  vault.enabled = false;
  made.hearContent({ type: 'said', said });
  await settled();
  assert.deepEqual(sent, []);
});
