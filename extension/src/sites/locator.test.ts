import assert from 'node:assert/strict';
import { test } from 'node:test';

import { open, part } from './drift/page';
import { kindOf, locatorOf } from './locator';

/** The element that a locator means. */
function locate(document: Document, locator: string): Element | undefined {
  let root: Document | ShadowRoot | null = document;
  let found: Element | null = null;
  for (const css of locator.split(' >>> ')) {
    found = root?.querySelector(css) ?? null;
    root = found?.shadowRoot ?? null;
  }
  return found ?? undefined;
}

test('a locator finds the element it was made for, by the most lasting of its names', () => {
  const document = open(`
    <div><textarea id="prompt"></textarea><textarea id="radix-12345" placeholder='Say "hi"'></textarea></div>
    <div><textarea id=":r1:"></textarea><input name="q"><input name="q"></div>
    <main><section><p contenteditable="true">a</p><p contenteditable="true" id="a.b">b</p></section></main>`);
  const fields = [...document.querySelectorAll('textarea, input, p')];
  const locators = fields.map(locatorOf);
  assert.equal(locators[0], '#prompt');
  assert.match(locators[1]!, /placeholder=/);
  assert.doesNotMatch(locators.join(), /radix|:r1:/);
  fields.forEach((field, at) =>
    assert.equal(locate(document, locators[at]!), field, `${locators[at]}`),
  );
});

test('a locator leads through open shadow roots', () => {
  const document = open('<div class="a"></div><div class="b"></div>');
  const inner = document.createElement('chat-line');
  document.querySelector('.b')!.attachShadow({ mode: 'open' }).appendChild(inner);
  const field = document.createElement('textarea');
  inner.attachShadow({ mode: 'open' }).appendChild(field);
  assert.equal(locatorOf(field).split(' >>> ').length, 3);
  assert.equal(locate(document, locatorOf(field)), field);
});

test('fields are called by the editor that made them', () => {
  const kinds = {
    textarea: '<textarea id="it"></textarea>',
    input: '<input id="it">',
    contenteditable: '<div id="it" contenteditable></div>',
    prosemirror: '<div id="it" class="ProseMirror" contenteditable></div>',
    lexical: '<div id="it" data-lexical-editor="true" contenteditable></div>',
    quill: '<div id="it" class="ql-editor" contenteditable></div>',
    slate: '<div id="it" data-slate-editor="true" contenteditable></div>',
    codemirror: '<div id="it" class="cm-content" contenteditable></div>',
  };
  for (const [kind, html] of Object.entries(kinds)) {
    assert.equal(kindOf(part(open(html), '#it')), kind);
  }
});
