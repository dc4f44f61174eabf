import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** What the tests are run from is the extension's folder, the core's sources beside it. */
const read = (path: string) => readFileSync(path, 'utf8');
const messages = JSON.parse(read('public/_locales/en/messages.json')) as Record<string, unknown>;

test('every damage that the vault can find has words of its own', () => {
  const codes = [...read('../src/vault/damage.rs').matchAll(/^\s+\/\/\/ (?:- )?(`\w+`.*)/gm)]
    .flatMap(([, line]) => [...(line ?? '').matchAll(/`([a-z]+_[a-z]+)`/g)])
    .map(([, code]) => code);
  assert.ok(codes.length >= 10, `only ${codes.length} codes were read`);
  for (const code of codes) {
    const single = `damage_${code}` in messages;
    const counted = `damage_${code}_one` in messages && `damage_${code}_other` in messages;
    assert.ok(single !== counted, `${code}: one sentence, or one and other`);
  }
});
