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
});

test('what is to be kept is what is read at once: no empty lines, no rows of spaces, no more than that', () => {
  const far = `my hat is green${'\n'.repeat(60)}and${'\u2003'.repeat(300)}so\u2028on`;
  assert.deepEqual(noteIn(`/remember ${far}`), { note: 'my hat is green\nand so\non' });
  assert.equal(noteIn(`/remember ${'x'.repeat(501)}`), 'too_long');
  assert.equal(noteIn(`/remember ${'x\n'.repeat(11)}`), 'too_long');
  assert.deepEqual(noteIn(`/remember ${'x\n'.repeat(10)}`), { note: 'x\n'.repeat(10).trim() });
});

test('anything else is a draft', () => {
  for (const draft of [
    '',
    '/remember',
    '/remember   ',
    '/remembering things',
    'please /remember this',
    'remember this',
  ]) {
    assert.equal(noteIn(draft), undefined, draft);
  }
});
