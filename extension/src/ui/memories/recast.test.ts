import assert from 'node:assert/strict';
import { test } from 'node:test';

import { apart, lines, together } from './recast';

test('what several say stands together, and what one says sentence by sentence', () => {
  assert.equal(together([' Oriane has a cat. ', 'It is old.']), 'Oriane has a cat.\nIt is old.');
  assert.equal(
    apart('Oriane has a cat. It is old!  Ferrand feeds it.', 'en'),
    'Oriane has a cat.\nIt is old!\nFerrand feeds it.',
  );
  assert.equal(apart('猫がいます。古いです。', 'ja'), '猫がいます。\n古いです。');
});

test('a memory a line, and none of an empty one', () => {
  assert.deepEqual(lines(' a \n\n b\n'), ['a', 'b']);
});
