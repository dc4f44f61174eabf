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

test('nothing is told where that is not wanted', () => {
  const { told, made } = keeping(false);
  made.sent('One.', made.answers());
  mock.timers.tick(10_000);
  made.leave();
  assert.deepEqual(told, []);
});

test('a new conversation is told once its address names it, and an answer with the next message', () => {
  const { told, made } = keeping();
  made.sent('One.', made.answers());
  mock.timers.tick(2000);
  assert.deepEqual(told, []);
  go(`https://chatgpt.com/c/${ID}`);
  mock.timers.tick(1000);
  const about = { conversation: ID, title: 'Boats' };
  assert.deepEqual(told, [{ ...about, answers: [], sent: 'One.' }]);
  show('One.', 'An answer.');
  made.sent('Two.', made.answers());
  mock.timers.tick(1000);
  assert.deepEqual(told[1], { ...about, answers: ['An answer.'], sent: 'Two.' });
});

test('one that is never named is told under a name of its own, which stays', () => {
  const { told, made } = keeping();
  made.sent('One.', made.answers());
  mock.timers.tick(6000);
  show('One.', 'An answer.');
  made.sent('Two.', made.answers());
  made.leave();
  assert.deepEqual(
    told.map(({ answers, sent }) => [answers, sent]),
    [
      [[], 'One.'],
      [['An answer.'], 'Two.'],
      [['An answer.'], ''],
    ],
  );
  assert.equal(new Set(told.map(({ conversation }) => conversation)).size, 1);
  assert.match(told[0]!.conversation, /^[0-9a-f]{32}$/);
});

test('what is answered is told when the page is left, unless it is still being written', () => {
  const { told, made } = keeping();
  go(`https://chatgpt.com/c/${ID}`);
  made.sent('One.', made.answers());
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

test('another conversation is not taken for the one that was left, nor what nobody asked for told', () => {
  const { told, made } = keeping();
  go(`https://chatgpt.com/c/${ID}`);
  show('Earlier.', 'An earlier answer.');
  made.leave();
  assert.deepEqual(told, [], 'nothing was sent here');
  made.sent('One.', made.answers());
  mock.timers.tick(1000);
  go('https://chatgpt.com/c/ffffffff-0123-4567-89ab-0123456789ab');
  assert.deepEqual(made.answers(), []);
});
