import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import type { Composer } from './find';
import { Typing } from './typing';

const composer = { name: 'composer' } as unknown as Composer;
const other = { name: 'other' } as unknown as Composer;

/** What the window listens to, and acts in it; the clock moves when told. */
function page() {
  const heard = new Map<string, (event: Event) => void>();
  mock.method(globalThis, 'addEventListener', (type: string, listener: (event: Event) => void) =>
    heard.set(type, listener),
  );
  const told: Composer[] = [];
  const typing = new Typing(
    (event) => (event.target as unknown as { in: Composer | undefined }).in,
    (typedIn) => told.push(typedIn),
  );
  const fire = (type: string, isTrusted = true, within: Composer | null = composer) =>
    heard.get(type)?.({ type, isTrusted, target: { in: within ?? undefined } } as unknown as Event);
  return { typing, told, fire };
}

let time = 0;
beforeEach(() => {
  mock.reset();
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  time = 10_000;
  mock.method(performance, 'now', () => time);
});

function wait(milliseconds: number): void {
  time += milliseconds;
  mock.timers.tick(milliseconds);
}

if (!('addEventListener' in globalThis)) {
  Object.assign(globalThis, { addEventListener: () => undefined });
}

for (const act of ['keydown', 'paste', 'drop', 'compositionend']) {
  test(`input that follows a trusted ${act} is the user’s, and told after a rest`, () => {
    const { typing, told, fire } = page();
    fire(act);
    fire('input');
    assert.deepEqual([told, typing.isTouched(composer)], [[], true]);
    wait(179);
    assert.deepEqual(told, []);
    wait(1);
    assert.deepEqual(told, [composer]);
  });
}

test('input is not the user’s that follows nothing, an act of long ago, or one in another field', () => {
  const { typing, told, fire } = page();
  fire('input');
  fire('keydown');
  wait(1501);
  fire('input');
  fire('keydown', true, null);
  fire('input');
  wait(5000);
  assert.deepEqual([told, typing.isTouched(composer)], [[], false]);
});

test('what a page makes up is no act and no input', () => {
  const { typing, told, fire } = page();
  fire('keydown', false);
  fire('input');
  fire('keydown');
  fire('input', false);
  wait(5000);
  assert.deepEqual([told, typing.isTouched(composer)], [[], false]);
});

test('who types on without a rest is told all the same, now and then', () => {
  const { told, fire } = page();
  for (let key = 0; key < 20; key++) {
    fire('keydown');
    fire('input');
    wait(100);
  }
  assert.equal(told.length, 2);
});

test('each field is touched by itself', () => {
  const { typing, fire } = page();
  fire('keydown', true, other);
  fire('input', true, other);
  assert.deepEqual([typing.isTouched(composer), typing.isTouched(other)], [false, true]);
});
