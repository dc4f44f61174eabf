import assert from 'node:assert/strict';
import { test } from 'node:test';

import { composerAt, findComposer } from './find';
import { ancestors } from './dom';
import { open, part } from './drift/page';
import { learn } from './learnt';
import { findSend } from './send';
import { SITES } from './table';

const STRANGE = 'https://chat.example.org/';
const BOX = 'data-box="400,650,640,48"';
const COMPOSER = `<textarea id="it" placeholder="Ask anything" ${BOX}></textarea>`;

/** What is found in a page, by id. */
function found(html: string): string | undefined {
  return findComposer(open(html), STRANGE)?.composer.id;
}

test('a text area, a line and an editor are found by their looks', () => {
  assert.equal(found(COMPOSER), 'it');
  assert.equal(
    found(`<div id="it" contenteditable="true" aria-label="Message" ${BOX}></div>`),
    'it',
  );
  assert.equal(
    found(`<form><input id="it" aria-label="Message" ${BOX}><button>Send</button></form>`),
    'it',
  );
  assert.equal(
    found(
      `<div><input id="it" type="x" placeholder="Frag mich" ${BOX}><div role="button" aria-label="Senden">></div></div>`,
    ),
    'it',
  );
});

test('what is no composer is never taken for one', () => {
  const others = {
    'a search line': `<form><input id="it" placeholder="Search or ask" ${BOX}><button>Go</button></form>`,
    'a search area': `<div role="search"><textarea id="it" ${BOX}></textarea><button>Go</button></div>`,
    'a search box': `<div><textarea id="it" aria-label="Search your chats" ${BOX}></textarea></div>`,
    'a typed line': `<form><input id="it" type="email" aria-label="Message" ${BOX}><button>Send</button></form>`,
    'a password': `<form><input id="it" type="password" aria-label="Message" ${BOX}><button>Send</button></form>`,
    'a line with no button': `<div><input id="it" aria-label="Message" ${BOX}></div>`,
    'a title': `<h1 id="it" contenteditable="true" aria-label="Message title" ${BOX}></h1>`,
    'a rename box': `<div><textarea id="it" aria-label="Rename chat" ${BOX}></textarea><button>Save</button></div>`,
    'a code by text message': `<form><input id="it" autocomplete="one-time-code" aria-label="Message" ${BOX}><button>Send</button></form>`,
    'a card number': `<form><input id="it" autocomplete="section-pay cc-number" aria-label="Type here" ${BOX}><button>Send</button></form>`,
    'a password shown': `<form><input id="it" type="text" autocomplete="current-password" aria-label="Type here" ${BOX}><button>Send</button></form>`,
    digits: `<form><input id="it" inputmode="numeric" aria-label="Type here" ${BOX}><button>Send</button></form>`,
    'an answer that proves who one is': `<form><textarea id="it" aria-label="Answer to your security question" ${BOX}></textarea><button>Send</button></form>`,
    'a recovery phrase': `<form><textarea id="it" placeholder="Type your recovery phrase" ${BOX}></textarea><button>Send</button></form>`,
    'a private key': `<form><textarea id="it" placeholder="Paste your private key" ${BOX}></textarea><button>Send</button></form>`,
    'a code': `<form><textarea id="it" placeholder="Saisissez le code de vérification" ${BOX}></textarea><button>Envoyer</button></form>`,
    'a settings form': `<form class="settings"><textarea id="it" aria-label="System prompt" ${BOX}></textarea><button>Save</button></form>`,
    'a biography': `<form><textarea id="it" aria-label="Bio" ${BOX}></textarea><button type="submit">Update</button></form>`,
    'a contact form': `<form><input name="name" ${BOX}><input type="email" ${BOX}><textarea id="it" ${BOX} aria-label="Message"></textarea><button>Send</button></form>`,
    'a login': `<form><input id="it" aria-label="Message" ${BOX}><input type="password" ${BOX}><button>Send</button></form>`,
    'a spreadsheet': `<table><tr><td id="it" contenteditable="true" ${BOX}></td></tr></table>`,
    'what is read only': `<textarea id="it" readonly aria-label="Message" ${BOX}></textarea>`,
    'what is switched off': `<fieldset disabled><textarea id="it" aria-label="Message" ${BOX}></textarea></fieldset>`,
    'what is inert': `<div inert><textarea id="it" aria-label="Message" ${BOX}></textarea></div>`,
    'what is hidden from readers': `<textarea id="it" aria-hidden="true" aria-label="Message" ${BOX}></textarea>`,
    'what has no size': `<textarea id="it" aria-label="Message" data-box="0,0,0,0"></textarea>`,
    'an island in an editor': `<div contenteditable="false"><p id="it" ${BOX}>Message</p></div>`,
  };
  for (const [what, html] of Object.entries(others)) {
    assert.equal(found(html), undefined, what);
    const document = open(html);
    assert.equal(composerAt(part(document, '#it'), STRANGE), undefined, `${what}, in use`);
  }
});

test('a form whose parts pass for what is around it is left again', () => {
  const document = open('<form id="form"><input id="it" name="parentElement"></form>');
  // As in browsers, where a form's named parts come before what every element has.
  Object.defineProperty(part(document, '#form'), 'parentElement', {
    get: () => part(document, '#it'),
  });
  assert.ok([...ancestors(part(document, '#it'))].length > 0);
});

test('the page as a whole is a document, no composer', () => {
  const document = open('<p>Text</p>');
  document.body.setAttribute('contenteditable', 'true');
  assert.equal(findComposer(document, STRANGE), undefined);
  assert.equal(composerAt(document.querySelector('p')!, STRANGE), undefined);
});

test('a hidden twin that stands first is passed over', () => {
  const twin = '<textarea id="twin" placeholder="Ask anything" data-box="0,0,0,0"></textarea>';
  assert.equal(found(`<div>${twin}</div><div>${COMPOSER}</div>`), 'it');
});

test('of two the better one is the composer, and only that one when it is in use', () => {
  const html =
    `<main><ul><li><textarea id="other" ${BOX}></textarea><button>Cancel</button><button>Send</button></li></ul>` +
    `<form>${COMPOSER}<button aria-label="Send"></button></form></main>`;
  const document = open(html);
  assert.equal(findComposer(document, STRANGE)?.composer.id, 'it');
  assert.equal(composerAt(part(document, '#other'), STRANGE), undefined);
  assert.equal(composerAt(part(document, '#it'), STRANGE)?.composer.id, 'it');
});

test('a composer is found in open shadow roots, several deep, and from within an editor', () => {
  const document = open('<a-a></a-a>');
  let host = part(document, 'a-a');
  for (let depth = 0; depth < 5; depth++) {
    const inner = document.createElement('b-b');
    host.attachShadow({ mode: 'open' }).appendChild(inner);
    host = inner;
  }
  const editor = document.createElement('div');
  for (const [name, value] of Object.entries({
    id: 'it',
    contenteditable: 'true',
    role: 'textbox',
    'aria-label': 'Message',
    'data-box': '400,650,640,48',
  })) {
    editor.setAttribute(name, value);
  }
  const word = editor
    .appendChild(document.createElement('p'))
    .appendChild(document.createElement('b'));
  host.attachShadow({ mode: 'open' }).appendChild(editor);
  assert.equal(findComposer(document, STRANGE)?.composer, editor);
  assert.equal(composerAt(word, STRANGE)?.composer, editor);
});

test('an adapter that is out of date gives way to what looks better and is in use', () => {
  const old = `<div class="ProseMirror" id="old" contenteditable="true" ${BOX}></div>`;
  const document = open(
    `<aside>${old}</aside><form>${COMPOSER}<button aria-label="Send"></button></form>`,
  );
  const address = 'https://claude.ai/new';
  assert.equal(findComposer(document, address)?.composer.id, 'old');
  assert.equal(composerAt(part(document, '#it'), address)?.composer.id, 'it');
});

test('beside a chat in something larger nothing is a composer', () => {
  const document = open(`<form>${COMPOSER}<button aria-label="Send"></button></form>`);
  assert.equal(findComposer(document, 'https://x.com/home'), undefined);
  assert.equal(composerAt(part(document, '#it'), 'https://x.com/home'), undefined);
});

test('a page of any size is searched within bounds', () => {
  const rows = '<tr><td><input></td></tr>'.repeat(3000);
  const form = `<form>${COMPOSER}<button>Send</button></form>`;
  assert.equal(found(`${form}<table>${rows}</table>`), 'it');
  assert.equal(found(`<table>${rows}</table>${form}`), 'it');
});

test('the send control is looked up when it is wanted', () => {
  const empty = `${COMPOSER}<div><button aria-label="Attach files"></button><button aria-label="Voice mode" id="send"></button></div>`;
  const document = open(`<form>${empty}</form>`);
  const composer = part(document, '#it');
  assert.equal(findSend(composer), undefined, 'a voice button has its place');
  part(document, '#send').setAttribute('aria-label', 'Send message');
  assert.equal(findSend(composer)?.id, 'send');
  part(document, '#send').setAttribute('aria-label', 'Stop generating');
  assert.equal(findSend(composer), undefined, 'it stops an answer now');
});

test('a send control may be any element', () => {
  const controls = {
    'a div with a role': '<div id="send" role="button" aria-label="Envoyer"></div>',
    'a div with a class': '<div id="send" class="send-btn-wrapper"><svg></svg></div>',
    'a div with a picture': '<div id="send"><svg></svg></div>',
    'an input': '<input id="send" type="submit" value="Ask">',
  };
  for (const [what, html] of Object.entries(controls)) {
    const document = open(`<div>${COMPOSER}<div>${html}</div></div>`);
    assert.equal(findSend(part(document, '#it'))?.id, 'send', what);
  }
});

test('a control that sends and stops in turn is known by its drawing', () => {
  const site = SITES.find(({ id }) => id === 'deepseek')!;
  const control = (path: string) =>
    `<div id="send" role="button" class="ds-button--primary ds-button--filled ds-button--circle"><svg><path d="${path}"></path></svg></div>`;
  const page = (path: string) => open(`<div>${COMPOSER}<div>${control(path)}</div></div>`);
  assert.equal(findSend(part(page('M8 1'), '#it'), site)?.id, 'send');
  assert.equal(findSend(part(page('M2 4.88h12'), '#it'), site), undefined);
});

test('what the user pointed at is the composer, whatever it looks like, and no other field is', () => {
  const html = `<form class="settings"><textarea id="odd" aria-label="System prompt" ${BOX}></textarea>
    <button>Save</button></form><div>${COMPOSER}<button>Send</button></div>`;
  const document = open(html);
  const [odd, it] = ['#odd', '#it'].map((css) => part(document, css));
  assert.equal(composerAt(odd!, STRANGE), undefined);
  const learnt = learn(odd as HTMLElement);
  assert.equal(composerAt(odd!, STRANGE, learnt)?.composer, odd);
  assert.equal(composerAt(odd!, STRANGE, learnt)?.anew, undefined);
  assert.equal(composerAt(it!, STRANGE, learnt), undefined);
  // Where it is not there, what looks like a composer is one.
  odd!.remove();
  assert.equal(composerAt(it!, STRANGE, learnt)?.composer, it);
});

test('one that has changed is to be learnt anew', () => {
  const page = (name: string) =>
    open(`<aside><textarea id="odd" class="${name}" aria-label="Title" ${BOX}></textarea></aside>`);
  const learnt = learn(part(page('field'), '#odd') as HTMLElement);
  const found = composerAt(part(page('other'), '#odd'), STRANGE, learnt);
  assert.equal(found?.composer.id, 'odd');
  assert.deepEqual(found?.anew, learn(part(page('other'), '#odd') as HTMLElement));
});
