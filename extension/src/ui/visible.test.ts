import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parts } from './visible';

const text = (wanted: ReturnType<typeof parts>) => wanted.map((part) => part.text).join('');
const words = (wanted: ReturnType<typeof parts>) =>
  wanted.filter((part) => part.kind === 'word').map((part) => part.text);

test('a text without tricks comes back as it was', () => {
  for (const plain of ['', 'a\n\tb', 'été', '👩‍👩‍👧 ❤️', 'سلام‌دنیا', '東京', '*[]()\\^$|?']) {
    assert.deepEqual(
      parts(plain).filter((part) => part.kind !== 'plain'),
      [],
    );
    assert.equal(text(parts(plain)), plain);
  }
});

test('what cannot be seen, or turns the writing around, is named', () => {
  const hidden = [0x00, 0x1b, 0xad, 0x200b, 0x202e, 0x2066, 0x2060, 0xfeff, 0x3164, 0xe0041];
  for (const code of hidden) {
    const [before, unseen, after] = parts(`pay${String.fromCodePoint(code)}me`);
    assert.deepEqual(before, { kind: 'plain', text: 'pay' });
    assert.equal(unseen?.kind, 'unseen');
    assert.equal(Number.parseInt(unseen?.text.slice(2) ?? '', 16), code);
    assert.deepEqual(after, { kind: 'plain', text: 'me' });
  }
});

test('words are marked where they stand whole, in any case', () => {
  assert.deepEqual(words(parts('Nut, nuts, NUT; peanut', ['nut'])), ['Nut', 'NUT']);
  assert.deepEqual(words(parts('l’été à Été', ['été'])), ['été', 'Été']);
  assert.deepEqual(words(parts('C++ and c', ['c++', 'c'])), ['C++', 'c']);
});

test('marking adds and loses nothing', () => {
  const line = 'a.b (a.b) axb a.b';
  const marked = parts(line, ['a.b', '', 'a']);
  assert.equal(text(marked), line);
  assert.deepEqual(words(marked), ['a.b', 'a.b', 'a.b']);
});
