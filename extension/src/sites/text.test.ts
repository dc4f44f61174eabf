import assert from 'node:assert/strict';
import { test } from 'node:test';

import { open, part } from './drift/page';
import { plain, textOf } from './text';

/** What stands in an editor with this in it, every line of which keeps its spaces. */
function read(html: string, whiteSpace = 'pre-wrap'): string {
  const document = open(`<div id="it">${html}</div>`);
  const getComputedStyle = (element: Element) => ({
    display: ['div', 'p', 'ul', 'li'].includes(element.localName) ? 'block' : 'inline',
    position: element.classList.contains('over') ? 'absolute' : 'static',
    pointerEvents: element.classList.contains('ghost') ? 'none' : 'auto',
    whiteSpace,
  });
  Object.assign(document.defaultView!, { getComputedStyle });
  return textOf(part(document, '#it'));
}

test('a line is a block, or what a break ends', () => {
  const same = 'one\n\ntwo';
  const editors = {
    'paragraphs, the empty one held open by a break': '<p>one</p><p><br></p><p>two</p>',
    'paragraphs that are empty': '<p>one</p><p></p><p>two</p>',
    breaks: 'one<br><br>two',
    'line breaks in text': 'one\n\ntwo',
    'text, then boxes': 'one<div><br></div><div>two</div>',
    'boxes in boxes':
      '<div><div>o<b>n</b>e</div><div><span><br></span></div></div><div>two<br></div>',
    'a list': '<ul><li>one</li><li><br></li><li><span>two</span></li></ul>',
  };
  for (const [what, html] of Object.entries(editors)) assert.equal(read(html), same, what);
});

test('an empty editor is empty, and one of empty lines has them', () => {
  assert.equal(read(''), '');
  assert.equal(read('<p><br></p>'), '');
  assert.equal(read('<p><br></p><p><br></p>'), '\n');
  assert.equal(read('one\n'), 'one');
});

test('what editors draw over their text is none of it', () => {
  assert.equal(read('<span class="over">Message</span><p>one</p>'), 'one');
  assert.equal(read('<span class="ghost" contenteditable="false">Message</span>'), '');
  assert.equal(read('<p>one <span contenteditable="false">@Ada</span></p>'), 'one @Ada');
  assert.equal(read('<p>\u200bo\ufeffne\u00a0two</p>'), 'one two');
});

test('where spaces are not kept, they are read as they are shown', () => {
  assert.equal(read('<p>\n  one\n  two </p>\n  <p>three</p>', 'normal'), 'one two \nthree');
});

test('texts are compared by words and lines', () => {
  assert.equal(plain('  one \u00a0two \r\n\r\n three'), 'one two\n\nthree');
  assert.notEqual(plain('one two'), plain('one\ntwo'));
  assert.notEqual(plain('one\ntwo'), plain('one\n\ntwo'));
});
