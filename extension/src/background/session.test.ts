import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import type { Status } from '../../../pkg/satchel';
import type { ToContent, ToFrame } from '../protocol';
import { SITE, settled, alone, suggestion, session } from './fake-session';
import { Session } from './session';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 1_000_000 });
});
const wait = (ms: number) => mock.timers.tick(ms);

test('what is accepted goes to the ledger, and then to the page', async () => {
  const { accept, clear, inserted, blocks } = await session('a', 'b');
  clear();
  wait(500);
  await accept('b', 'a');
  assert.deepEqual(inserted, [['b', 'a']]);
  assert.deepEqual(blocks(), [{ type: 'insert', block: 'block of b,a', at: 'before' }]);
});

test('what became something to be asked about is shown as that, and goes once the user agreed', async () => {
  const { made, accept, clear, inserted, agreed, failures, frame, offer, vault } =
    await session('a');
  clear();
  wait(500);
  vault.asks = true;
  offer({ ...suggestion('a'), ask: true });
  await accept('a');
  assert.deepEqual([inserted, failures()], [[], ['memory_asks']]);
  const shown = frame.at(-1);
  assert.ok(shown?.type === 'show' && shown.suggestions[0]?.ask);
  made.hearFrame({ type: 'accept', ids: ['a'], agreed: true });
  await settled();
  assert.deepEqual([inserted, agreed], [[['a']], [true]]);
});

test('nothing is accepted in a frame that was clear for less than half a second', async () => {
  const { accept, clear, inserted, blocks, failures } = await session('a');
  await accept('a');
  clear();
  wait(499);
  await accept('a');
  assert.deepEqual(failures(), ['frame_covered', 'frame_covered']);
  assert.deepEqual(inserted, [], 'the ledger has nothing either');
  wait(1);
  await accept('a');
  assert.equal(blocks().length, 1);
});

test('a frame that was covered meanwhile has to be clear for half a second again', async () => {
  const { accept, clear, inserted, failures } = await session('a');
  clear();
  wait(5_000);
  clear(false);
  await accept('a');
  clear();
  wait(100);
  await accept('a');
  assert.deepEqual(failures(), ['frame_covered', 'frame_covered']);
  assert.deepEqual(inserted, []);
});

test('only what this frame was offered can be accepted', async () => {
  const { accept, clear, inserted, blocks } = await session('a');
  clear();
  wait(500);
  await accept('b');
  await accept('a', 'b');
  assert.deepEqual(inserted, []);
  assert.deepEqual(blocks(), []);
});

test('a frame that was loaded anew can accept only what it is offered itself', async () => {
  const { made, accept, clear, inserted, vault } = await session('a');
  made.unbind();
  vault.state = 'locked';
  made.bind(() => {});
  await made.serve();
  clear();
  wait(500);
  await accept('a');
  assert.deepEqual(inserted, []);
});

test('what is accepted twice at once is handed over once', async () => {
  const { made, accept, clear, inserted, blocks, frame } = await session('a');
  clear();
  wait(500);
  made.hearFrame({ type: 'accept', ids: ['a'], agreed: false });
  await accept('a');
  await accept('a');
  assert.deepEqual(inserted, [['a']]);
  assert.equal(blocks().length, 1);
  made.hearContent({ type: 'inserted' });
  assert.deepEqual(frame.at(-1), { type: 'inserted' });
  await accept('a');
  assert.equal(inserted.length, 2, 'once the first is done, it may be inserted again');
});

test('a page that does not answer is taken to have refused', async () => {
  const { accept, clear, failures } = await session('a');
  clear();
  wait(500);
  await accept('a');
  assert.deepEqual(failures(), []);
  wait(4_000);
  assert.deepEqual(failures(), ['composer_refused']);
});

test('a page says why it refused', async () => {
  const { made, accept, clear, failures } = await session('a');
  clear();
  wait(500);
  await accept('a');
  made.hearContent({ type: 'refused', code: 'composer_refused' });
  wait(4_000);
  assert.deepEqual(failures(), ['composer_refused'], 'told once');
});

test('nothing goes to a site that was taken back, nor into its ledger', async () => {
  const { accept, clear, inserted, blocks, content, vault } = await session('a');
  clear();
  wait(500);
  vault.enabled = false;
  await accept('a');
  assert.deepEqual(inserted, []);
  assert.deepEqual(blocks(), []);
  assert.deepEqual(content.at(-1), { type: 'leave' });
});

test('a site that is taken back while the engine still writes gets nothing', async () => {
  const { made, accept, clear, blocks, hold } = await session('a');
  let go = () => {};
  hold(new Promise((resolve) => (go = resolve)));
  clear();
  wait(500);
  await accept('a');
  made.leave();
  go();
  await settled();
  assert.deepEqual(blocks(), []);
});

test('who leaves is shown nothing more, and hears nothing more', async () => {
  const { made, frame, content } = await session('a');
  made.leave();
  assert.deepEqual(frame.at(-1), { type: 'show', state: 'waking', suggestions: [], draft: 0 });
  assert.deepEqual(content.at(-1), { type: 'leave' });
  const said = frame.length;
  made.hearContent({ type: 'draft', text: 'more' });
  made.open(true);
  await settled();
  assert.equal(frame.length, said);
  assert.equal(made.known, false);
});

test('a ticket opens once, and only as it was given', () => {
  const content: ToContent[] = [];
  const made = new Session(1, SITE, alone(content));
  made.hearContent({ type: 'composer' });
  const [given] = content;
  assert.ok(given?.type === 'ticket' && given.ticket.length > 20);
  assert.equal(made.redeem('another'), false);
  assert.equal(made.redeem(given.ticket), true);
  assert.equal(made.redeem(given.ticket), false);
});

test('a newer ticket takes the place of an older one, and none is left at the end', () => {
  const content: ToContent[] = [];
  const made = new Session(1, SITE, alone(content));
  made.hearContent({ type: 'composer' });
  made.hearContent({ type: 'composer' });
  const [first, second] = content.map((message) => (message as { ticket: string }).ticket);
  assert.equal(made.redeem(first ?? ''), false);
  made.end();
  assert.equal(made.redeem(second ?? ''), false);
});

test('what the page answers after the vault was locked is told to nobody', async () => {
  const { made, frame, vault, clear } = await session('a');
  clear();
  wait(500);
  made.hearFrame({ type: 'accept', ids: ['a'], agreed: false });
  await settled();
  vault.state = 'locked';
  await made.refresh({ vault: 'locked' } as Status);
  made.hearContent({ type: 'refused', code: 'composer_refused' });
  wait(10_000);
  await settled();
  assert.deepEqual(frame.at(-1)?.type, 'show');
  assert.ok(!frame.some((message) => message.type === 'failed'));
});

test('what words alone have found is looked at again once the model is there, unless it is being read', async () => {
  const states = (frame: ToFrame[]) =>
    frame.flatMap((message) => (message.type === 'show' ? [message.state] : []));
  for (const { rough, open, last } of [
    { rough: true, open: false, last: 'quiet' },
    { rough: true, open: true, last: 'offering' },
    { rough: false, open: false, last: 'offering' },
  ]) {
    const { made, frame, offer } = await session();
    offer({ ...suggestion('a'), similarity: rough ? undefined : 0.5 });
    made.hearContent({ type: 'draft', text: 'ice cream' });
    await settled();
    assert.equal(states(frame).at(-1), 'offering');
    if (open) made.open(false);
    offer();
    await made.refresh({ vault: 'unlocked' } as Status);
    assert.equal(states(frame).at(-1), last);
    // It was closed, and what is found now counts.
    made.hearFrame({ type: 'close' });
    await made.refresh({ vault: 'unlocked' } as Status);
    assert.equal(states(frame).at(-1), rough ? 'quiet' : 'offering');
  }
});

test('a note that is too long to be read in the frame is not asked for', async () => {
  const { made, frame } = await session('a');
  made.hearContent({ type: 'draft', text: `/remember ${'x'.repeat(900)}` });
  await settled();
  assert.deepEqual(frame.at(-1), { type: 'show', state: 'too_long', suggestions: [], draft: 1 });
});

test('a draft that asks for a note is shown back, kept once it was read, and taken out', async () => {
  const { made, frame, content, notes, inserted, failures, clear } = await session('a');
  made.hearContent({ type: 'draft', text: '/remember my hat is green' });
  await settled();
  const shown = { type: 'show', state: 'remember', suggestions: [], note: 'my hat is green' };
  assert.deepEqual(frame.at(-1), { ...shown, draft: 1 });
  made.hearFrame({ type: 'remember', text: 'my hat is green', draft: 1 });
  await settled();
  assert.deepEqual([notes, failures()], [[], ['frame_covered']]);
  clear();
  wait(500);
  // The user has gone on in the composer: what is taken out is what was kept, if it still stands there.
  made.hearContent({ type: 'draft', text: 'a long letter' });
  made.hearFrame({ type: 'remember', text: 'my hat is green', draft: 1 });
  await settled();
  const kept = { type: 'addNote', text: 'my hat is green', host: 'chat.example' };
  assert.deepEqual([notes, inserted], [[kept], []]);
  assert.deepEqual(
    frame.findLast(({ type }) => type === 'remembered'),
    { type: 'remembered', added: true },
  );
  assert.deepEqual(content.at(-1), { type: 'erase', draft: '/remember my hat is green' });
});

test('a locked vault keeps no note', async () => {
  const { made, frame, vault } = await session();
  vault.state = 'locked';
  made.hearContent({ type: 'draft', text: '/remember my hat is green' });
  await settled();
  assert.deepEqual(frame.at(-1), { type: 'show', state: 'locked', suggestions: [], draft: 1 });
});

test('what was sent is looked through under the site of the browser, if the user wants that and lets us in', async () => {
  const { made, sent, vault } = await session();
  made.hearContent({ type: 'sent', text: 'I live in Ghent.' });
  await settled();
  assert.deepEqual(sent, [{ type: 'proposeFrom', text: 'I live in Ghent.', host: 'chat.example' }]);
  vault.proposes = false;
  made.hearContent({ type: 'sent', text: 'I live in Ghent.' });
  await settled();
  vault.proposes = true;
  vault.enabled = false;
  made.hearContent({ type: 'sent', text: 'I live in Ghent.' });
  await settled();
  assert.equal(sent.length, 1);
});

test('what is too long to have been typed is not looked through, nor a part of it', async () => {
  const { made, sent } = await session();
  made.hearContent({ type: 'sent', text: 'I live in Ghent. '.padEnd(8193, 'x') });
  await settled();
  assert.deepEqual(sent, []);
  made.hearContent({ type: 'sent', text: 'I live in Ghent. '.padEnd(8192, 'x') });
  await settled();
  assert.equal(sent.length, 1);
});

test('a draft is answered though the vault tells of itself again while each answer is made', async () => {
  const frame: ToFrame[] = [];
  let times = 0;
  const made: Session = new Session(1, SITE, {
    ...alone([]),
    ask: (async ({ type }: { type: string }) => {
      if (type === 'status') return { type, vault: 'unlocked' };
      times += 1;
      // As an import does.
      if (times < 9) void made.refresh({ vault: 'unlocked' } as Status);
      return { type: 'recall', suggestions: times < 3 ? [] : [suggestion('a')] };
    }) as never,
  });
  made.hearContent({ type: 'composer' });
  made.bind((message) => frame.push(message));
  await made.serve();
  await settled();
  const states = frame.flatMap((message) => (message.type === 'show' ? [message.state] : []));
  assert.deepEqual(states.slice(0, 4), ['waking', 'quiet', 'quiet', 'offering']);
  assert.ok(times < 9, 'and what was found is enough');
});
