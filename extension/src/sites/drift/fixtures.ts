/** One page for each adapter: the structure that its selectors speak of, in a few lines. */
import type { Fixture } from './page';
import {
  ATTACH,
  BOX,
  COMPOSER,
  ICON,
  LEXICAL,
  MODEL,
  SEND,
  TIPTAP,
  area,
  button,
  card,
  editor,
  labelled,
} from './parts';

export const MAKERS_PAGES: readonly Fixture[] = [
  {
    id: 'chatgpt',
    address: 'https://chatgpt.com/',
    chat: card(
      editor('id="prompt-textarea" class="ProseMirror" role="textbox"'),
      labelled('type="submit" data-testid="send-button" id="composer-submit-button"'),
      'form',
      'data-type="unified-composer"',
    ),
    turn: '<article data-turn="user"><div data-message-author-role="user">@</div></article>',
  },
  {
    id: 'chatgpt',
    address: 'https://chatgpt.com/c/0123456789abcdef',
    chat: card(
      editor('data-composer-markdown class="ProseMirror" role="textbox"'),
      labelled('type="submit"'),
      'form',
      'data-chatgpt-composer',
    ),
    turn: '<section data-chatgpt-search-unit-key="1:user">@</section>',
  },
  {
    id: 'claude',
    address: 'https://claude.ai/new',
    chat: card(
      `<div data-cds="ChatComposerEditor">${editor(`${TIPTAP} data-testid="chat-input"`)}</div>`,
      `<div data-cds="ChatComposerPrimaryAction">${labelled('type="button" data-testid="chat-input-send"')}</div>`,
      'fieldset',
      'data-cds="ChatComposer"',
    ),
    turn: '<div data-testid="user-message">@</div>',
  },
  {
    id: 'gemini',
    address: 'https://gemini.google.com/app',
    chat: card(
      `<rich-textarea>${editor('class="ql-editor textarea new-input-ui" role="textbox"')}<div class="ql-clipboard" contenteditable="true" aria-hidden="true" data-part="clipboard" data-box="0,0,1,1"></div></rich-textarea>`,
      `<div class="send-button-container visible">${labelled('class="send-button submit"')}</div>`,
      'input-container',
    ),
    turn: '<user-query><user-query-content>@</user-query-content></user-query>',
  },
  {
    id: 'aistudio',
    address: 'https://aistudio.google.com/prompts/new_chat',
    chat: card(
      `<ms-autosize-textarea>${area('formcontrolname="promptText" class="textarea cdk-textarea-autosize" aria-label="Enter a prompt"')}</ms-autosize-textarea>`,
      `<ms-run-button>${labelled('type="submit" class="run-button"')}</ms-run-button>`,
      'div',
      'id="prompt-box" data-kind="prompt-box-container"',
    ),
    turn: '<ms-chat-turn><div data-turn-role="User">@</div></ms-chat-turn>',
  },
  {
    id: 'copilot',
    address: 'https://copilot.com/',
    chat: card(
      editor('id="m365-chat-editor-target-element" data-lexical-editor="true" role="textbox"'),
      labelled('type="submit" class="fai-SendButton"'),
      'div',
    ),
    turn: '<div data-testid="chatQuestion">@</div>',
  },
  {
    id: 'm365copilot',
    address: 'https://m365.cloud.microsoft/chat',
    chat: card(
      editor(
        'id="m365-chat-editor-target-element" data-lexical-editor="true" role="combobox"',
        'span',
      ),
      labelled('type="submit" class="fai-SendButton fai-ChatInput__send"'),
      'div',
    ),
    turn: '<div data-testid="chatQuestion">@</div>',
  },
  {
    id: 'meta',
    address: 'https://www.meta.ai/',
    chat: `<div inert><input aria-label="Ask Meta AI" data-part="inert" ${BOX}></div>${card(
      editor(`${LEXICAL} data-testid="composer-input"`),
      labelled('data-testid="composer-send-button"'),
      'div',
    )}`,
    turn: '<div data-testid="user-message">@</div>',
  },
  {
    id: 'grok',
    address: 'https://grok.com/',
    chat: card(
      `<div data-testid="chat-input">${editor(`${TIPTAP} class="tiptap ProseMirror query-bar-editor"`)}</div>`,
      labelled('type="submit" data-testid="chat-submit"'),
    ),
    turn: '<div data-testid="user-message">@</div>',
  },
  {
    id: 'grok-x',
    address: 'https://x.com/i/grok',
    chat: `<div class="css-146c3p1"><textarea class="r-30o5oe" autocapitalize="sentences" ${COMPOSER} placeholder="Ask anything"></textarea></div><div class="row">${ATTACH}${labelled('type="button" class="css-1"')}</div>`,
  },
  {
    id: 'mistral',
    address: 'https://chat.mistral.ai/chat',
    chat: card(
      editor('class="ProseMirror" data-placeholder="Message the assistant"'),
      labelled('type="submit"'),
    ),
    turn: '<div data-message-author-role="user">@</div>',
  },
  {
    id: 'lumo',
    address: 'https://lumo.proton.me/',
    chat: `<div class="lumo-input">${area('class="composer tiptap ProseMirror"')}<div class="row">${ATTACH}<div class="composer-submit-button"><button ${SEND}><img alt="Send" data-say="send" src="data:,"></button></div></div></div>`,
  },
  {
    id: 'deepseek',
    address: 'https://chat.deepseek.com/',
    chat: `<div class="box">${area('name="search" autocomplete="off" class="ds-scroll-area"')}<div class="row"><div role="button" aria-pressed="false" class="ds-toggle-button">R1</div><input type="file"><div role="button" class="ds-button ds-button--primary ds-button--filled ds-button--circle" aria-disabled="false" ${SEND}>${ICON}</div></div></div>`,
    turn: '<div class="ds-message fbb737a4">@</div>',
  },
  {
    id: 'qwen',
    address: 'https://chat.qwen.ai/',
    chat: `<div class="message-input-container">${area('class="message-input-textarea"')}<div class="row">${ATTACH}<div class="message-input-right-button-send">${button('class="send-button"')}</div></div></div>`,
    turn: '<div class="qwen-chat-message-user"><div class="user-message-content">@</div></div>',
  },
  {
    id: 'kimi',
    address: 'https://www.kimi.com/',
    chat: `<div class="chat-input">${editor(`${LEXICAL} class="chat-input-editor"`)}<div class="row">${ATTACH}<div class="send-button-container" ${SEND}><svg class="send-button" name="Send"><path d="M1 1"></path></svg></div></div></div>`,
    turn: '<div class="segment-user"><div class="user-content">@</div></div>',
  },
  {
    id: 'doubao',
    address: 'https://www.doubao.com/chat/',
    chat: `<div data-testid="chat_input"><div data-testid="chat_input_input">${editor('class="tiptap ProseMirror"')}</div><div class="row">${ATTACH}${MODEL}<div class="send-btn-wrapper" ${SEND}>${ICON}</div></div></div>`,
    turn: '<div data-testid="send_message">@</div>',
  },
  {
    id: 'zai',
    address: 'https://chat.z.ai/',
    chat: card(area('id="chat-input"'), labelled('type="submit" id="send-message-button"')),
    turn: '<div class="user-message">@</div>',
  },
];
