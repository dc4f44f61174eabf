import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import type { Status, Suggestion } from '../../../pkg/satchel';
import type { ToContent, ToFrame } from '../protocol';
import { DEFAULTS } from '../settings';
import { Session, type Around } from './session';

const SITE = 'https://chat.example';
const settled = () => new Promise(setImmediate);

/** Found by its meaning too: the model is there. */
function suggestion(id: string): Suggestion {
  return { memory: { id }, similarity: 0.5 } as Suggestion;
}

/** A content script whose frame was not made yet. */
function alone(content: ToContent[]): Around {
  return {
    toContent: (message) => content.push(message),
    ask: () => new Promise(() => {}),
    isEnabled: async () => true,
    shortcut: async () => '',
    settings: async () => DEFAULTS,
  };
}

/** A session with its frame bound, an engine that knows some memories, and all that was said. */
async function session(...ids: string[]) {
  const content: ToContent[] = [];
  const frame: ToFrame[] = [];
  const inserted: string[][] = [];
  const vault = { state: 'unlocked' as Status['vault'], enabled: true, proposes: true };
  const sent: unknown[] = [];
  /** Holds the engine's answer to an insertion back, if it is set. */
  let held: Promise<void> | undefined;
  let offered = ids.map(suggestion);
  const dismissals: unknown[] = [];
  const notes: string[] = [];
  const ask = async (request: { type: string; ids?: string[]; text?: string }) => {
    if (request.type === 'dismiss' || request.type === 'undismiss') {
      dismissals.push(request);
      return { type: request.type, learned: true };
    }
    if (request.type === 'proposeFrom') {
      sent.push(request);
      return { type: 'proposeFrom', proposed: 1 };
    }
    if (request.type === 'status') return { type: 'status', vault: vault.state };
    if (request.type === 'addNote') {
      notes.push(request.text ?? '');
      return { type: 'addNote', added: true };
    }
    if (request.type === 'recall') return { type: 'recall', suggestions: offered };
    inserted.push(request.ids ?? []);
    await held;
    return { type: 'insert', block: `block of ${request.ids}` };
  };
  const made = new Session(1, SITE, {
    toContent: (message) => content.push(message),
    ask: ask as Around['ask'],
    isEnabled: async () => vault.enabled,
    shortcut: async () => 'Alt+M',
    settings: async () => ({ ...DEFAULTS, insertAt: 'before', propose: vault.proposes }),
  });
  made.known = true;
  made.hearContent({ type: 'composer' });
  made.bind((message) => frame.push(message));
  await made.serve();
  const blocks = () => content.filter(({ type }) => type === 'insert');
  const failures = () =>
    frame.flatMap((message) => (message.type === 'failed' ? [message.code] : []));
  return {
    made,
    content,
    frame,
    inserted,
    dismissals,
    notes,
    sent,
    vault,
    blocks,
    failures,
    clear: (clear = true) => made.hearContent({ type: 'clear', clear }),
    hold: (until: Promise<void>) => (held = until),
    offer: (...suggestions: Suggestion[]) => void (offered = suggestions),
    async accept(...wanted: string[]) {
      made.hearFrame({ type: 'accept', ids: wanted });
      await settled();
    },
  };
}

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
  made.hearFrame({ type: 'accept', ids: ['a'] });
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

test('what was offered can be dismissed for this draft, and nothing else', async () => {
  const { made, dismissals, frame } = await session('a');
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

test('a dismissal is learnt for the draft for which the list was made, whatever stands there by then', async () => {
  const { made, dismissals, frame } = await session('a');
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

test('what the page answers after the vault was locked is told to nobody', async () => {
  const { made, frame, vault, clear } = await session('a');
  clear();
  wait(500);
  made.hearFrame({ type: 'accept', ids: ['a'] });
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

test('what was dismissed is not offered again at the next change, though words alone had found it', async () => {
  const { made, frame, offer } = await session();
  offer({ ...suggestion('a'), similarity: undefined });
  made.hearContent({ type: 'draft', text: 'ice cream' });
  await settled();
  made.hearFrame({ type: 'dismiss', id: 'a', draft: 1 });
  await settled();
  const before = frame.length;
  await made.refresh({ vault: 'unlocked' } as Status);
  assert.equal(frame.length, before);
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
  assert.deepEqual([notes, inserted], [['my hat is green'], []]);
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
