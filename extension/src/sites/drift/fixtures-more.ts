/** One page for each adapter, continued: many models under one roof, and chats people run themselves. */
import { MAKERS_PAGES } from './fixtures';
import type { Fixture } from './page';
import {
  ATTACH,
  BOX,
  COMPOSER,
  ICON,
  LEXICAL,
  SEND,
  TIPTAP,
  area,
  button,
  card,
  editor,
  labelled,
} from './parts';

const HOUSES_PAGES: readonly Fixture[] = [
  {
    id: 'perplexity',
    address: 'https://www.perplexity.ai/',
    chat: card(
      editor(`${LEXICAL} id="ask-input"`),
      labelled('type="button" class="bg-button-bg" data-testid="submit-button"'),
      'div',
      'data-ask-input-container="true"',
    ),
    turn: '<h1 class="group/query whitespace-pre-line">@</h1>',
  },
  {
    id: 'poe',
    address: 'https://poe.com/',
    chat: `<footer><div class="GrowingTextArea_growWrap__x">${area('class="GrowingTextArea_textArea__x"')}</div><div class="row">${ATTACH}${labelled('data-button-send="true" class="ChatMessageSendButton_sendButton__x"')}</div></footer>`,
    turn: '<div class="ChatMessage_rightSideMessageWrapper__x">@</div>',
  },
  {
    id: 'huggingchat',
    address: 'https://huggingface.co/chat/',
    chat: card(area('inputmode="text"'), labelled('type="submit" name="submit"')),
    turn: '<div data-message-type="user">@</div>',
  },
  {
    id: 'duckai',
    address: 'https://duck.ai/',
    chat: `<div data-testid="duckai-chat-input">${card(area('name="user-prompt"'), labelled('type="submit"'))}</div>`,
    turn: '<div data-testid="user-message">@</div>',
  },
  {
    id: 'you',
    address: 'https://you.com/',
    chat: card(
      area('id="search-input-textarea" data-testid="search-input"'),
      labelled('type="submit"'),
    ),
  },
  {
    id: 't3chat',
    address: 'https://t3.chat/',
    chat: card(area('id="chat-input"'), labelled('type="submit"')),
  },
  {
    id: 'openrouter',
    address: 'https://openrouter.ai/chat',
    chat: card(
      area('data-testid="composer-input"'),
      labelled('type="button" data-testid="send-button"'),
      'div',
    ),
    turn: '<div class="group justify-end">@</div>',
  },
  {
    id: 'lobechat',
    address: 'https://app.lobehub.com/chat',
    chat: card(editor(LEXICAL), button('type="button" class="ant-btn ant-btn-primary"'), 'div'),
  },
  {
    id: 'gradio',
    address: 'https://someone-space.hf.space/',
    chat: `<gradio-app><div class="input-row"><label class="container"><span class="sr-only" data-say="message">Message</span>${area('data-testid="textbox" class="scroll-hide"')}</label>${labelled('class="submit-button"')}</div></gradio-app>`,
    turn: '<div data-testid="user">@</div>',
  },
];

const SELF_HOSTED_PAGES: readonly Fixture[] = [
  {
    id: 'openwebui',
    address: 'http://127.0.0.1:8080/',
    chat: card(
      editor(`${TIPTAP} id="chat-input"`),
      `<button type="button" id="voice-input-button" aria-label="Voice input">${ICON}</button>${labelled('type="submit" id="send-message-button"')}`,
    ),
    turn: '<div id="messages-container"><div class="user-message">@</div></div>',
  },
  {
    id: 'librechat',
    address: 'http://127.0.0.1:3080/c/new',
    chat: card(
      area('id="prompt-textarea" data-testid="text-input"'),
      labelled('type="submit" id="send-button" data-testid="send-button"'),
    ),
    turn: '<div class="message-render"><div class="user-turn">@</div></div>',
  },
  {
    id: 'anythingllm',
    address: 'http://127.0.0.1:3001/workspace/home',
    chat: `<div id="prompt-input-wrapper">${card(area('id="primary-prompt-input"'), labelled('type="submit" data-tooltip-id="send-prompt"'))}</div>`,
  },
  {
    id: 'chainlit',
    address: 'http://127.0.0.1:8000/',
    chat: card(area('id="chat-input"'), labelled('type="submit" id="chat-submit"'), 'div'),
    turn: '<div data-step-type="user_message">@</div>',
  },
  {
    id: 'deepchat',
    address: 'http://127.0.0.1:8001/',
    host: 'deep-chat',
    chat: `<div id="container"><div id="input"><div id="text-input-container"><div id="text-input" class="text-input-styling" contenteditable="true" role="textbox" placeholder="Message the assistant" ${COMPOSER}></div></div><div class="input-button" id="camera"><svg id="camera-icon"></svg></div><div class="input-button" ${SEND}><svg id="submit-icon"><path d="M1 1"></path></svg></div></div></div>`,
  },
];

/** Chats that nobody here has an adapter for. */
export const STRANGERS: readonly Fixture[] = [
  {
    id: 'a bare text area',
    address: 'https://a.example/',
    chat: `<div>${area('')}<button ${SEND} data-say="send">Send</button></div>`,
  },
  {
    id: 'one line',
    address: 'https://b.example/',
    chat: `<form><input ${COMPOSER} placeholder="Message the assistant"><button type="submit" ${SEND} data-say="send">Send</button></form>`,
  },
  {
    id: 'no labels at all',
    address: 'https://c.example/',
    chat: `<div class="bar"><textarea rows="2" ${BOX} data-part="composer"></textarea>${button('')}</div>`,
  },
  {
    id: 'a web component',
    address: 'https://d.example/',
    host: 'chat-box',
    chat: card(editor('role="textbox"'), labelled('type="submit"'), 'div'),
  },
];

export const FIXTURES: readonly Fixture[] = [
  ...MAKERS_PAGES,
  ...HOUSES_PAGES,
  ...SELF_HOSTED_PAGES,
];
