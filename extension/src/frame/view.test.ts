import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import type { Suggestion } from '../../../pkg/satchel';
import { fakeMemory } from '../fake-memory';
import { DWELL, type FromFrame, type ToFrame } from '../protocol';
import { Intent } from './intent';
import { View } from './view.svelte';

// Notices go by themselves after a while; no test waits for that.
mock.timers.enable({ apis: ['setTimeout'] });

function suggestion(id: string, tokens = 10): Suggestion {
  const length = { characters: 4 * tokens, tokens };
  return {
    memory: fakeMemory(id, `text of ${id}`),
    words: [],
    similarity: undefined,
    named: false,
    dated: false,
    day: '',
    length,
    ask: false,
  };
}

function frame() {
  let time = 0;
  const intent = new Intent(() => time);
  const view = new View(intent, {
    inserted: () => 'inserted',
    remembered: (added) => (added ? 'kept' : 'known'),
    unlearned: () => 'unlearned',
    sensitive: (of) => `tells of ${of.join(', ')}`,
    copied: () => 'copied',
    failed: (code) => `failed ${code}`,
  });
  view.visible(true);
  intent.focused();
  const said: FromFrame[] = [];
  const hear = (message: ToFrame) => view.hear(message, (answer) => said.push(answer));
  const offer = (...ids: string[]) =>
    hear({
      type: 'show',
      draft: 0,
      state: 'offering',
      suggestions: ids.map((id) => suggestion(id)),
    });
  const shown = () => view.suggestions.map(({ memory }) => memory.id);
  return { intent, view, said, hear, offer, shown, wait: (ms: number) => (time += ms) };
}

test('it shows nothing before the background has spoken, nor after the line broke', () => {
  const { view, offer, shown } = frame();
  assert.equal(view.bound, false);
  offer('a');
  assert.equal(view.bound, true);
  view.lost();
  assert.equal(view.bound, false);
  assert.deepEqual(shown(), []);
  assert.equal(view.open, false);
});

test('the first suggestion is chosen beforehand, and no other', () => {
  const { view, offer } = frame();
  offer('a', 'b', 'c');
  assert.deepEqual([...view.chosen], ['a']);
  assert.deepEqual(view.length, { characters: 40, tokens: 10 });
});

test('an open list does not change under the reader; what came meanwhile is shown after it', () => {
  const { view, hear, offer, shown } = frame();
  offer('a', 'b');
  hear({ type: 'opened', shortcut: true });
  view.toggle('b');
  offer('c');
  assert.deepEqual(shown(), ['a', 'b']);
  assert.deepEqual(view.accept(), ['a', 'b']);
  hear({ type: 'closed' });
  assert.deepEqual(shown(), ['c']);
  assert.deepEqual([...view.chosen], ['c']);
});

test('an open list goes at once when the vault is locked', () => {
  const { view, hear, offer, shown } = frame();
  offer('a');
  hear({ type: 'opened', shortcut: true });
  hear({ type: 'show', draft: 0, state: 'locked', suggestions: [] });
  assert.deepEqual(shown(), []);
  assert.deepEqual(view.accept(), []);
  assert.equal(view.state, 'locked');
});

test('a list that arrives in an open frame has to be read first', () => {
  const { intent, hear, offer, wait } = frame();
  hear({ type: 'show', draft: 0, state: 'waking', suggestions: [] });
  hear({ type: 'opened', shortcut: true });
  wait(600);
  assert.equal(intent.key(true), undefined);
  offer('a');
  assert.equal(intent.key(true), 'early');
});

test('the chosen ones are accepted in the order shown, once', () => {
  const { view, hear, offer, said } = frame();
  offer('a', 'b', 'c');
  hear({ type: 'opened', shortcut: true });
  view.toggle('a');
  view.toggle('c');
  view.toggle('a');
  assert.deepEqual(view.accept(), ['a', 'c']);
  assert.deepEqual(view.accept(), [], 'a second press while the first is under way');
  hear({ type: 'inserted' });
  assert.deepEqual(said, [{ type: 'close' }]);
  assert.equal(view.notice, 'inserted');
});

test('that something was inserted is said for a while, whatever is offered next', () => {
  const { view, hear, offer } = frame();
  offer('a', 'b');
  hear({ type: 'opened', shortcut: true });
  view.accept();
  hear({ type: 'inserted' });
  hear({ type: 'closed' });
  offer('b');
  assert.equal(view.notice, 'inserted');
  mock.timers.tick(5000);
  assert.equal(view.notice, '');
  // Anything else gives way to what is offered.
  view.tell('too fast');
  offer('b');
  assert.equal(view.notice, '');
});

test('after a failure the user may try again', () => {
  const { view, hear, offer } = frame();
  offer('a');
  hear({ type: 'opened', shortcut: true });
  view.accept();
  hear({ type: 'failed', code: 'composer_refused' });
  assert.equal(view.notice, 'failed composer_refused');
  assert.deepEqual(view.accept(), ['a']);
});

test('the length is that of the block: of the chosen ones and of what stands around them', () => {
  const { view, hear } = frame();
  const around = { first: '[', last: ']', length: { characters: 30, tokens: 8 } };
  const suggestions = ['a', 'b', 'c'].map((id) => suggestion(id));
  hear({ type: 'show', draft: 0, state: 'offering', suggestions, around });
  view.toggle('c');
  assert.deepEqual(view.length, { characters: 110, tokens: 28 });
});

test('what a composer refused can be copied until something else is chosen', () => {
  const { view, hear, offer } = frame();
  offer('a', 'b');
  hear({ type: 'opened', shortcut: true });
  view.accept();
  hear({ type: 'failed', code: 'composer_refused', block: 'the block' });
  assert.equal(view.refused, 'the block');
  view.toggle('b');
  assert.equal(view.refused, '');
  hear({ type: 'failed', code: 'composer_refused', block: 'the block' });
  view.copied();
  assert.deepEqual([view.refused, view.notice], ['', 'copied']);
  hear({ type: 'failed', code: 'composer_refused', block: 'the block' });
  hear({ type: 'closed' });
  assert.equal(view.refused, '');
});

test('what was chosen in a list that was closed is not chosen in the next', () => {
  const { view, hear, offer } = frame();
  offer('a', 'b');
  hear({ type: 'opened', shortcut: true });
  view.toggle('b');
  hear({ type: 'closed' });
  assert.deepEqual([...view.chosen], ['a']);
});

test('a frame that cannot be seen looks the same whatever it has to offer', () => {
  const { view, hear, offer } = frame();
  view.visible(false);
  const states = ['waking', 'missing', 'locked', 'quiet'] as const;
  for (const state of states) {
    hear({ type: 'show', draft: 0, state, suggestions: [] });
    assert.equal(view.face, 'neutral', state);
  }
  offer('a');
  assert.equal(view.face, 'neutral');
  view.visible(true);
  assert.equal(view.face, 'offering');
  view.visible(false);
  assert.equal(view.face, 'neutral');
});

test('nobody has seen a frame before the browser says so', () => {
  const view = new View(new Intent(() => 0), {
    inserted: () => '',
    remembered: () => '',
    unlearned: () => '',
    sensitive: () => '',
    copied: () => '',
    failed: () => '',
  });
  assert.equal(view.face, 'neutral');
});

test('a notice gives way to an offer in a frame that is seen, and stays in one that is not', () => {
  const { view, offer } = frame();
  view.tell('told');
  view.visible(false);
  offer('a');
  assert.equal(view.notice, 'told');
  view.visible(true);
  offer('b');
  assert.equal(view.notice, '');
});

test('what hides the frame keeps keys from counting', () => {
  const { intent, view, hear, wait } = frame();
  hear({ type: 'opened', shortcut: true });
  wait(600);
  assert.equal(intent.key(true), undefined);
  view.visible(false);
  assert.equal(intent.key(true), 'covered');
});

test('what is dismissed keeps its place until the list is closed, and can be taken back', () => {
  const { view, hear, offer, shown } = frame();
  offer('a', 'b');
  hear({ type: 'opened', shortcut: true });
  hear({ type: 'dismissed', id: 'a', dismissed: true, learned: true });
  assert.deepEqual(
    [shown(), [...view.chosen], [...view.dismissed.keys()]],
    [['a', 'b'], [], ['a']],
  );
  hear({ type: 'dismissed', id: 'a', dismissed: false, learned: true });
  assert.deepEqual([...view.dismissed], []);
  hear({ type: 'dismissed', id: 'a', dismissed: true, learned: false });
  assert.equal(view.notice, 'unlearned');
  hear({ type: 'closed' });
  assert.deepEqual([shown(), [...view.chosen], view.state], [['b'], ['b'], 'offering']);
  hear({ type: 'opened', shortcut: true });
  hear({ type: 'dismissed', id: 'b', dismissed: true, learned: true });
  hear({ type: 'closed' });
  assert.deepEqual([shown(), view.state], [[], 'quiet']);
  // For the next draft the engine decides.
  offer('a', 'b');
  assert.deepEqual(shown(), ['a', 'b']);
});

test('what is to be remembered stays as it is read, and is asked for once', () => {
  const { view, said, hear } = frame();
  const ask = (note: string) =>
    hear({ type: 'show', draft: 0, state: 'remember', suggestions: [], note });
  ask('my hat is green');
  hear({ type: 'opened', shortcut: true });
  ask('my hat is the page’s');
  assert.equal(view.note, 'my hat is green');
  assert.deepEqual([view.remember(), view.remember()], ['my hat is green', '']);
  hear({ type: 'remembered', added: true });
  assert.deepEqual([said, view.notice], [[{ type: 'close' }], 'kept']);
  hear({ type: 'closed' });
  assert.deepEqual([view.note, view.state], ['my hat is the page’s', 'remember']);
  hear({ type: 'show', draft: 0, state: 'quiet', suggestions: [] });
  assert.deepEqual([view.note, view.state], ['', 'quiet']);
});

test('nothing is inserted or kept before all of it was on the screen', () => {
  const { view, hear, offer } = frame();
  offer('a');
  hear({ type: 'opened', shortcut: true });
  view.read = false;
  assert.deepEqual(view.accept(), []);
  view.read = true;
  assert.deepEqual(view.accept(), ['a']);
  hear({ type: 'closed' });
  hear({ type: 'show', state: 'remember', suggestions: [], note: 'my hat is green', draft: 1 });
  view.read = false;
  assert.equal(view.remember(), '');
  view.read = true;
  assert.equal(view.remember(), 'my hat is green');
});

test('the great button reads on before anything else, then does what is left to do', () => {
  const { view, hear, offer } = frame();
  assert.equal(view.act, undefined);
  offer('a');
  hear({ type: 'opened', shortcut: true });
  assert.equal(view.act, 'insert');
  view.toggle('a');
  assert.equal(view.act, 'insert', 'with nothing chosen it waits for a choice');
  view.toggle('a');
  hear({ type: 'failed', code: 'composer_refused', block: 'text of a' });
  assert.equal(view.act, 'copy');
  view.read = false;
  assert.equal(view.act, 'readOn');
  view.read = true;
  hear({ type: 'closed' });
  hear({ type: 'show', state: 'remember', suggestions: [], note: 'my hat is green', draft: 1 });
  assert.equal(view.act, 'keep');
  view.read = false;
  assert.equal(view.act, 'readOn');
});

test('what the composer refused is gone when the vault is locked', () => {
  const { view, hear, offer } = frame();
  offer('a');
  hear({ type: 'opened', shortcut: true });
  view.accept();
  hear({ type: 'failed', code: 'composer_refused', block: 'text of a' });
  assert.equal(view.refused, 'text of a');
  hear({ type: 'show', state: 'locked', suggestions: [], draft: 0 });
  assert.equal(view.refused, '');
});

/** One that is asked about. */
function asked(id: string): Suggestion {
  const one = suggestion(id);
  one.ask = true;
  one.memory.sensitivities = ['health'];
  return one;
}

test('what is asked about is chosen by nobody else, and inserted once it was accepted twice', () => {
  const { view, hear, wait } = frame();
  hear({ type: 'show', draft: 0, state: 'offering', suggestions: [asked('a'), suggestion('b')] });
  assert.deepEqual([...view.chosen], ['b']);
  assert.equal(view.act, 'insert');
  view.toggle('a');
  assert.equal(view.act, 'agree');
  assert.deepEqual(view.accept(), []);
  view.agree();
  assert.deepEqual([view.act, view.notice], ['insert', 'tells of health']);
  // Another choice is another question.
  view.toggle('b');
  assert.equal(view.act, 'agree');
  view.agree();
  wait(DWELL);
  assert.deepEqual(view.accept(), ['a']);
});

test('who agreed has to rest before what was agreed to goes: a double click does not do both', () => {
  const { intent, view, hear, wait } = frame();
  hear({ type: 'opened', shortcut: true });
  hear({ type: 'show', draft: 0, state: 'offering', suggestions: [asked('a')] });
  wait(DWELL);
  view.toggle('a');
  assert.equal(intent.key(true), undefined);
  view.agree();
  assert.deepEqual([intent.key(true), view.accept()], ['early', []]);
  wait(DWELL - 1);
  assert.deepEqual([intent.key(true), view.accept()], ['early', []]);
  wait(1);
  assert.deepEqual([intent.key(true), view.accept()], [undefined, ['a']]);
});

test('who agreed to a choice agreed to no other, not even to less', () => {
  const { view, hear } = frame();
  const suggestions = [asked('a'), asked('b')];
  hear({ type: 'show', draft: 0, state: 'offering', suggestions });
  const choose = () => ['a', 'b'].forEach((id) => view.chosen.has(id) || view.toggle(id));
  const lessen: ToFrame[] = [
    { type: 'dismissed', id: 'a', dismissed: true, learned: true },
    { type: 'marked', id: 'b', mark: 'never' },
  ];
  for (const less of lessen) {
    choose();
    view.agree();
    assert.equal(view.act, 'insert');
    hear(less);
    assert.deepEqual([view.agreed, view.act], [false, 'agree']);
  }
});

test('what became something to be asked about is shown at once, though it is being read', () => {
  const { intent, view, hear, offer, wait } = frame();
  offer('a');
  hear({ type: 'opened', shortcut: true });
  wait(DWELL);
  assert.deepEqual(view.accept(), ['a']);
  hear({ type: 'failed', code: 'memory_asks' });
  hear({ type: 'show', draft: 0, state: 'offering', suggestions: [asked('a')] });
  assert.deepEqual([view.suggestions[0]?.ask, [...view.chosen]], [true, []]);
  assert.deepEqual([intent.key(true), view.notice], ['early', 'failed memory_asks']);
  // What comes after that waits again.
  offer('b');
  assert.equal(view.suggestions[0]?.memory.id, 'a');
});

test('what is never to be offered on a site keeps its place until the list is closed', () => {
  const { view, hear, offer, shown } = frame();
  offer('a', 'b');
  hear({ type: 'opened', shortcut: true });
  hear({ type: 'marked', id: 'a', mark: 'never' });
  assert.deepEqual([shown(), [...view.chosen], view.dismissed.get('a')], [['a', 'b'], [], 'site']);
  hear({ type: 'marked', id: 'a', mark: 'allow' });
  assert.equal(view.dismissed.size, 0);
  hear({ type: 'marked', id: 'b', mark: 'pin' });
  assert.deepEqual([...view.pinned], ['b']);
  hear({ type: 'marked', id: 'a', mark: 'never' });
  hear({ type: 'closed' });
  assert.deepEqual(shown(), ['b']);
});
