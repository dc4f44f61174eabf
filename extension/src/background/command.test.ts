import assert from 'node:assert/strict';
import { test } from 'node:test';

import { noteIn } from './command';

test('a draft that begins with the command asks for the rest to be kept', () => {
  assert.deepEqual(noteIn('/remember I am allergic to sesame. '), {
    note: 'I am allergic to sesame.',
  });
  assert.deepEqual(noteIn(' /Remember\nmy key\nhangs behind the door'), {
    note: 'my key\nhangs behind the door',
  });
  assert.deepEqual(noteIn('/retenir Je suis allergique au sésame.'), {
    note: 'Je suis allergique au sésame.',
  });
});

test('what is to be kept is what is read at once: no empty lines, no rows of spaces, no more than that', () => {
  const far = `my hat is green${'\n'.repeat(60)}and${'\u2003'.repeat(300)}so\u2028on`;
  assert.deepEqual(noteIn(`/remember ${far}`), { note: 'my hat is green\nand so\non' });
  assert.equal(noteIn(`/remember ${'x'.repeat(501)}`), 'too_long');
  assert.equal(noteIn(`/remember ${'x\n'.repeat(11)}`), 'too_long');
  assert.deepEqual(noteIn(`/remember ${'x\n'.repeat(10)}`), { note: 'x\n'.repeat(10).trim() });
});

test('what nobody can see is not kept', () => {
  const hidden = String.fromCodePoint(
    0x202e,
    0x200b,
    0xe0041,
    0xfe01,
    0x200e,
    0x061c,
    0x180b,
    0xfff0,
    0x1bca0,
    0x1d173,
    0x13430,
    0xfdd0,
    0xad,
    0x2060,
    0x7,
    0xe000,
  );
  assert.deepEqual(noteIn(`/remember my${hidden} hat\u200d is\ufe0f green`), {
    note: 'my hat is green',
  });
  for (const word of ['می‌خواهم', 'क्‍ष', '👩‍💻', '❤️']) {
    assert.deepEqual(noteIn(`/remember ${word} it is`), { note: `${word} it is` });
  }
});

test('anything else is a draft', () => {
  for (const draft of [
    '',
    '/remember',
    '/remember   ',
    '/remembering things',
    '/retenirs',
    'please /remember this',
    'remember this',
  ]) {
    assert.equal(noteIn(draft), undefined, draft);
  }
});
