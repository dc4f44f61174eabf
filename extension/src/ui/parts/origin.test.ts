import assert from 'node:assert/strict';
import { test } from 'node:test';

import '../../fake-browser';

import { browser } from 'wxt/browser';

import type { MemoryView } from '../../../../pkg/satchel';
import { speaker } from './origin';

Object.assign(browser, { i18n: { getMessage: (key: string) => `<${key}>` } });

test('what a page without an address says is nobody’s by name, in the user’s language', () => {
  const said = (by: MemoryView['speaker']) => speaker({ kind: 'note', speaker: by } as MemoryView);
  assert.equal(said({ person: 'chatgpt.com' }), 'chatgpt.com');
  assert.equal(said({ person: '' }), '<speaker_nameless>');
  assert.equal(said('user'), '');
});
