import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import type { Said } from '../protocol';
import { open } from '../sites/drift/page';
import { Keeping } from './keeping';

const ID = '0123abcd-0123-4567-89ab-0123456789ab';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  go('https://chatgpt.com/');
  show('');
});

function go(href: string): void {
  Object.assign(globalThis, { location: { href } });
}

/** A ChatGPT page with these turns, yours and the assistant's by turns. */
function show(...turns: string[]): void {
  const role = (at: number) => (at % 2 === 0 ? 'user' : 'assistant');
  const html = turns.map((text, at) => `<div data-message-author-role="${role(at)}">${text}</div>`);
  const document = open(html.join(''));
  Object.assign(document.defaultView!, {
    getComputedStyle: () => ({ display: 'block', position: 'static', whiteSpace: 'normal' }),
  });
  document.title = 'Boats';
  Object.assign(globalThis, { document, window: document.defaultView });
}

function keeping(wanted = true) {
  const told: Said[] = [];
  const made = new Keeping((said) => told.push(said));
  made.want(wanted);
  return { told, made };
}

/** Sends something, as a page shows it: what it shows next comes with the tick. */
function send(made: Keeping, text: string, gone = false): void {
  made.sent(text, made.before(), gone);
}

test('nothing is told where that is not wanted', () => {
  const { told, made } = keeping(false);
  send(made, 'One.');
  mock.timers.tick(10_000);
  made.leave();
  assert.deepEqual(told, []);
});

test('a new conversation is told once its address names it and the page shows it', () => {
  const { told, made } = keeping();
  send(made, 'One.');
  show('One.');
  mock.timers.tick(1500);
  assert.deepEqual(told, []);
  go(`https://chatgpt.com/c/${ID}`);
  mock.timers.tick(1500);
  const about = { conversation: ID, title: 'Boats' };
  assert.deepEqual(told, [{ ...about, answers: [], sent: 'One.' }]);
  show('One.', 'An answer.');
  const before = made.before();
  show('One.', 'An answer.', 'Two.', 'Half an');
  // The page was drawn anew meanwhile.
  made.sent('Two.', before, false);
  mock.timers.tick(500);
  assert.deepEqual(told[1], { ...about, answers: ['An answer.'], sent: 'Two.' });
});

test('one that is never named is told under a name of its own, which stays while it does', () => {
  const { told, made } = keeping();
  send(made, 'One.');
  show('One.', 'An answer.');
  mock.timers.tick(6000);
  send(made, 'Two.');
  mock.timers.tick(6000);
  assert.deepEqual(
    told.map(({ answers, sent }) => [answers, sent]),
    [
      [[], 'One.'],
      [['An answer.'], 'Two.'],
    ],
  );
  show();
  send(made, 'Another.');
  mock.timers.tick(6000);
  const [first, second, third] = told.map(({ conversation }) => conversation);
  assert.equal(first, second);
  assert.notEqual(first, third);
  assert.match(first!, /^[0-9a-f]{32}$/);
});

test('what is answered is told when the page is left, unless it is still being written', () => {
  const { told, made } = keeping();
  go(`https://chatgpt.com/c/${ID}`);
  send(made, 'One.');
  show('One.', 'An answer.');
  const stop = document.createElement('button');
  stop.setAttribute('data-testid', 'stop-button');
  document.body.append(stop);
  made.leave();
  assert.deepEqual(
    told.map(({ sent }) => sent),
    ['One.'],
  );
  stop.remove();
  made.leave();
  assert.deepEqual(told.at(-1)?.answers, ['An answer.']);
});

test('whoever goes elsewhere meanwhile has said it where it was said', () => {
  const { told, made } = keeping();
  go(`https://chatgpt.com/c/${ID}`);
  show('Earlier.', 'An earlier answer.');
  made.leave();
  assert.deepEqual(told, [], 'nothing was sent here');
  send(made, 'One.');
  go('https://chatgpt.com/c/ffffffff-0123-4567-89ab-0123456789ab');
  show('Of the other.', 'Its answer.');
  mock.timers.tick(6000);
  made.leave();
  assert.deepEqual(told, [{ conversation: ID, title: 'Boats', answers: [], sent: 'One.' }]);
});

test('words that went with their composer, and stand nowhere, were not sent', () => {
  const { told, made } = keeping();
  send(made, 'A draft.', true);
  show('Something else.');
  mock.timers.tick(6000);
  assert.deepEqual(told, []);
  send(made, 'One.', true);
  show('Something else.', 'Yes.', 'One.');
  mock.timers.tick(6000);
  assert.deepEqual(
    told.map(({ sent }) => sent),
    ['One.'],
  );
});

test('where no address names a conversation, what stands in the page is told soon', () => {
  const { told, made } = keeping();
  go('https://duck.ai/');
  show();
  send(made, 'One.');
  mock.timers.tick(500);
  // That chat's own turns are not in this page.
  assert.deepEqual(told, []);
  go('https://chat.example/');
  made.leave();
  told.length = 0;
  send(made, 'Two.');
  mock.timers.tick(500);
  assert.deepEqual(
    told.map(({ sent }) => sent),
    ['Two.'],
  );
});
