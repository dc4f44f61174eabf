import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseHTML } from 'linkedom';

import { complaintsAbout } from './check';
import { isBesideChat, matches, originsOf, siteAt, siteIn, siteOfOrigin } from './match';
import type { Site } from './site';
import { SITES } from './table';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const query = (css: string) => void document.querySelectorAll(css);

test('every entry of the table holds', () => {
  assert.deepEqual(complaintsAbout(SITES, query), []);
});

test('an entry with a slip is complained of', () => {
  const good = SITES[0]!;
  const slips: [string, Partial<Site>][] = [
    ['no selector', { send: ['button['] }],
    ['no selector', { stop: ['button:nope'] }],
    ['no match pattern', { matches: ['http://chat.example/*'] }],
    ['no match pattern', { matches: ['https://chat.example'] }],
    ['nothing to know it by', { matches: [] }],
    ['it has no name', { name: '' }],
    ['its id', { id: 'Two words' }],
    ['conversations apart', { conversation: '/c/([0-9' }],
    ['conversations apart', { conversation: '/c/[0-9]+' }],
    ['it has no composer', { composer: { selectors: [] } }],
  ];
  for (const [complaint, slip] of slips) {
    const [said, ...more] = complaintsAbout([{ ...good, ...slip }], query);
    assert.ok(said?.includes(complaint), `${JSON.stringify(slip)}: ${said}`);
    assert.deepEqual(more, []);
  }
  assert.match(complaintsAbout([good, good], query).join(), /its id is taken/);
});

test('the well-known hosted chats are in it, each by its own address', () => {
  const addresses = {
    chatgpt: 'https://chatgpt.com/c/12?model=x',
    claude: 'https://claude.ai/new',
    gemini: 'https://gemini.google.com/u/1/app',
    aistudio: 'https://aistudio.google.com/prompts/new_chat',
    copilot: 'https://copilot.microsoft.com/chats/x',
    m365copilot: 'https://www.office.com/chat',
    perplexity: 'https://www.perplexity.ai/',
    grok: 'https://grok.com/c/1',
    'grok-x': 'https://x.com/i/grok?conversation=1',
    deepseek: 'https://chat.deepseek.com/',
    mistral: 'https://chat.mistral.ai/chat',
    qwen: 'https://chat.qwen.ai/',
    kimi: 'https://www.kimi.com/',
    meta: 'https://www.meta.ai/',
    poe: 'https://poe.com/',
    huggingchat: 'https://huggingface.co/chat/conversation/1',
    duckai: 'https://duckduckgo.com/?q=a&ia=chat',
    lumo: 'https://lumo.proton.me/u/0/c/1',
    you: 'https://you.com/',
    zai: 'https://chat.z.ai/',
    doubao: 'https://www.doubao.com/chat/1',
    t3chat: 'https://t3.chat/',
    openrouter: 'https://openrouter.ai/chat?room=1',
    lobechat: 'https://app.lobehub.com/chat',
    gradio: 'https://someone-space.hf.space/',
  };
  for (const [id, address] of Object.entries(addresses)) assert.equal(siteAt(address)?.id, id);
  const known = new Set(Object.keys(addresses));
  assert.deepEqual(
    SITES.filter(({ id, matches }) => matches.length > 0 && !known.has(id)),
    [],
  );
});

test('a chat inside something larger is only where it is', () => {
  for (const address of [
    'https://x.com/home',
    'https://duckduckgo.com/?q=search&ia=web',
    'https://huggingface.co/settings',
    'https://openrouter.ai/models',
  ]) {
    assert.equal(siteAt(address), undefined, address);
    assert.equal(isBesideChat(address), true, address);
    assert.ok(siteOfOrigin(address), address);
  }
  assert.equal(isBesideChat('https://x.com/i/grok'), false);
  assert.equal(isBesideChat('https://chat.example.org/'), false);
});

test('a pattern means its host and no other', () => {
  assert.equal(matches('https://claude.ai/*', 'https://claude.ai.example.org/'), false);
  assert.equal(matches('https://claude.ai/*', 'https://notclaude.ai/'), false);
  assert.equal(matches('https://claude.ai/*', 'http://claude.ai/'), false);
  assert.equal(matches('https://*.hf.space/*', 'https://a.hf.space/x'), true);
  assert.equal(matches('https://*.hf.space/*', 'https://nothf.space/'), false);
  assert.equal(siteAt('no address'), undefined);
});

test('a browser is asked for hosts, each once', () => {
  const patterns = originsOf(siteAt('https://duck.ai/')!);
  assert.deepEqual(patterns, ['https://duck.ai/*', 'https://duckduckgo.com/*']);
});

test('chats that people run themselves are known by what stands in their page', () => {
  const pages = {
    openwebui:
      '<div id="chat-input" contenteditable="true"></div><div id="messages-container"></div>',
    librechat: '<textarea id="prompt-textarea"></textarea><button id="send-button"></button>',
    anythingllm: '<textarea id="primary-prompt-input"></textarea>',
    chainlit: '<textarea id="chat-input"></textarea><button id="chat-submit"></button>',
    gradio: '<gradio-app><textarea data-testid="textbox"></textarea></gradio-app>',
    deepchat: '<deep-chat></deep-chat>',
  };
  for (const [id, html] of Object.entries(pages)) {
    const page = parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
    assert.equal(siteIn([page], 'http://127.0.0.1:8080/')?.id, id);
  }
  assert.equal(siteIn([document], 'http://127.0.0.1:8080/'), undefined);
});
