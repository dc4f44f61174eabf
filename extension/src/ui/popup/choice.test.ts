import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Suggestion } from '../../../../pkg/satchel';
import { fakeMemory } from '../../fake-memory';
import { DWELL } from '../../protocol';
import { Choice } from './choice.svelte';

function suggestion(id: string, ask = false): Suggestion {
  const memory = fakeMemory(id, `text of ${id}`);
  if (ask) memory.sensitivities = ['health'];
  return { memory, ask } as Suggestion;
}

function made(...found: Suggestion[]) {
  let time = 0;
  const choice = new Choice(() => time);
  choice.take(found);
  return { choice, wait: (ms: number) => (time += ms) };
}

test('what is not to be asked about is copied at the first press', () => {
  const { choice } = made(suggestion('a', true), suggestion('b'), suggestion('c'));
  choice.turn('c');
  assert.deepEqual(choice.press(), { ids: ['b', 'c'], agreed: false });
  assert.deepEqual(choice.warning, []);
});

test('what is to be asked about is copied once the user read what it tells of, and pressed again', () => {
  const { choice, wait } = made(suggestion('a', true), suggestion('b'));
  choice.turn('a');
  assert.equal(choice.press(), undefined);
  assert.deepEqual(choice.warning, ['health']);
  wait(DWELL - 1);
  assert.equal(choice.press(), undefined, 'a double click is no second press');
  wait(1);
  assert.deepEqual(choice.press(), { ids: ['a', 'b'], agreed: true });
});

test('another choice is asked about anew', () => {
  const { choice, wait } = made(suggestion('a', true), suggestion('b'));
  choice.turn('a');
  choice.press();
  wait(DWELL);
  choice.turn('b');
  assert.deepEqual([choice.warning, choice.press()], [[], undefined]);
  choice.take([suggestion('a', true)]);
  assert.deepEqual([choice.any, choice.warning], [false, []]);
});
