import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answersTo, conversationAt, isAnswering, lastMessage, says } from './conversation';
import { open } from './drift/page';
import { siteAt } from './match';
import type { Site } from './site';
import { SITES } from './table';

const ID = '0123abcd-0123-4567-89ab-0123456789ab';
const GRADIO = SITES.find(({ id }) => id === 'gradio')!;

test('a conversation is known by its address, and a new one has none yet', () => {
  const named = {
    [`https://chatgpt.com/c/${ID}`]: ID,
    [`https://chatgpt.com/g/g-p-1-x/c/${ID}?model=x`]: ID,
    'https://chatgpt.com/': undefined,
    'https://chatgpt.com/c/WEB%3A1': undefined,
    [`https://claude.ai/chat/${ID}`]: ID,
    'https://claude.ai/new': undefined,
    'https://gemini.google.com/u/1/app/0123456789abcdef': '0123456789abcdef',
    'https://aistudio.google.com/prompts/new_chat': undefined,
    'https://www.perplexity.ai/search/new': undefined,
    'https://www.perplexity.ai/search/a-question-x1': 'a-question-x1',
    'https://www.perplexity.ai/search/new-york-x1': 'new-york-x1',
    'https://x.com/i/grok?conversation=17': '17',
  };
  for (const [address, id] of Object.entries(named)) {
    assert.equal(conversationAt(address, siteAt(address)), id, address);
  }
  assert.equal(conversationAt('https://a.hf.space/abcdef0123456789', GRADIO), undefined);
});

test('at a chat that nobody knows, what a machine made is its name', () => {
  const named = {
    [`https://chat.example/talk/${ID}`]: ID,
    [`https://chat.example/#/t/${ID}/edit`]: ID,
    'https://chat.example/?chat=abc123def456': 'abc123def456',
    'https://chat.example/conversations/new': undefined,
    'https://chat.example/v2/chat': undefined,
    'https://chat.example/c/9f8e7d6c5b?model=gpt-4o-mini#message-12345': '9f8e7d6c5b',
  };
  for (const [address, id] of Object.entries(named)) {
    assert.equal(conversationAt(address), id, address);
  }
});

/** A page in which every element is a block, and what its site says of it. */
function page(body: string): Document {
  const document = open(body);
  const inline = ['b', 'span'];
  const getComputedStyle = (element: Element) => ({
    display: inline.includes(element.localName) ? 'inline' : 'block',
    position: 'static',
    whiteSpace: 'normal',
  });
  Object.assign(document.defaultView!, { getComputedStyle });
  return document;
}

const SITE: Site = {
  ...GRADIO,
  stop: ['.stop'],
  turns: { user: ['.gone', '.mine'], assistant: ['.theirs'] },
};

test('the answers to a message are read up to the next one, without the controls among their words', () => {
  const document = page(`
    <div class="mine">First</div><div class="theirs">An earlier answer.</div>
    <div class="mine">Second</div>
    <div class="theirs"><p>Two <b>words</b>,</p><button>Copy</button><p>and a line.</p></div>
    <div class="theirs"><div class="theirs">One in another.</div></div>
    <div class="theirs"><button>Retry</button></div>`);
  const last = lastMessage(document, SITE)!;
  assert.ok(says(last, ' Sec ond') && !says(last, 'First') && !says(last, ' '));
  assert.deepEqual(answersTo(document, SITE, last), ['Two words,\nand a line.', 'One in another.']);
  const element = document.querySelector('.mine')!;
  const first = { element, words: 'First' };
  assert.deepEqual(answersTo(document, SITE, first), ['An earlier answer.']);
  // Drawn anew, it is known by its words; gone, nothing is.
  element.replaceWith(element.cloneNode(true));
  assert.deepEqual(answersTo(document, SITE, first), ['An earlier answer.']);
  assert.deepEqual(answersTo(document, SITE, { element, words: 'Third' }), []);
});

test('where nothing says what was sent, all that was answered may be to it', () => {
  const document = page('<div class="theirs">One.</div><div class="theirs">Two.</div>');
  assert.deepEqual(answersTo(document, SITE, undefined), ['One.', 'Two.']);
  assert.deepEqual(answersTo(page('<p>Nothing</p>'), SITE, undefined), []);
});

test('what is as large as a page is no answer, and looking at it takes no time', () => {
  const many = '<div class="theirs">One.</div>'.repeat(20_000);
  const large = `<div class="theirs">${'<b>x</b>'.repeat(5000)}</div>`;
  const begun = performance.now();
  assert.equal(answersTo(page(many), SITE, undefined).length, 16);
  assert.deepEqual(answersTo(page(large), SITE, undefined), []);
  // Far more than it takes, on a machine with other work, in a document without a browser.
  assert.ok(performance.now() - begun < 5000);
});

test('an answer is being written while that can be stopped', () => {
  assert.equal(isAnswering(page('<button class="stop"></button>'), SITE), true);
  assert.equal(isAnswering(page('<p></p>'), SITE), false);
});
