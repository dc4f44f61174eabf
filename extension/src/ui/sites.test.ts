import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nameOf, notYet, PRACTICE } from './sites';

const names = (enabled: string[]) => notYet(enabled).map(({ name }) => name);

test('a chat is offered until it is enabled on all of its hosts', () => {
  assert.ok(names([]).includes('ChatGPT'));
  assert.ok(names(['https://chatgpt.com/*']).includes('ChatGPT'));
  assert.ok(!names(['https://chatgpt.com/*', 'https://chat.openai.com/*']).includes('ChatGPT'));
});

test('what is asked for is hosts, and never every subdomain of one', () => {
  for (const { name, patterns } of notYet([])) {
    assert.ok(patterns.length > 0, name);
    for (const pattern of patterns) assert.match(pattern, /^https:\/\/[a-z0-9.-]+\/\*$/, name);
  }
});

test('a chat is called by its own name, and a stranger by none', () => {
  assert.equal(nameOf('https://claude.ai/*'), 'Claude');
  assert.equal(nameOf('https://x.com/*'), 'Grok on X');
  assert.equal(nameOf('http://claude.ai/*'), undefined);
  assert.equal(nameOf('https://chat.example.org/*'), undefined);
});

test('no page has the origin that the practice chat goes by', () => {
  assert.equal(new URL(PRACTICE).origin, 'null');
  assert.equal(new URL(PRACTICE).host, '');
});
