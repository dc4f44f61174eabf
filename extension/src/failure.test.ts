import assert from 'node:assert/strict';
import { test } from 'node:test';

import { codeOf, Failure, isFailure, lost } from './failure';

const CORE = { kind: 'input', code: 'passphrase_wrong', place: undefined } as const;

test('a failure is known by what it says, as one of ours or as the core wrote it', () => {
  assert.ok(isFailure(new Failure(CORE)) && isFailure(CORE));
  assert.deepEqual(
    [codeOf(new Failure(CORE)), codeOf(CORE)],
    ['passphrase_wrong', 'passphrase_wrong'],
  );
  assert.equal(codeOf(lost()), 'engine_lost');
});

test('whatever else is thrown is a fault of ours, also where it has a code of its own', () => {
  const others = [new Error('passphrase_wrong'), new DOMException('gone', 'AbortError'), 'x', null];
  for (const other of others) assert.equal(codeOf(other), 'engine_failed');
});
