import assert from 'node:assert/strict';
import { test } from 'node:test';

import { noteIn } from './command';

test('a draft that begins with the command asks for the rest to be kept', () => {
  assert.equal(noteIn('/remember I am allergic to sesame. '), 'I am allergic to sesame.');
  assert.equal(
    noteIn(' /Remember\nmy key\nhangs behind the door'),
    'my key\nhangs behind the door',
  );
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
