/** Chats of those who make the models, continued: those of Europe and of the east. */
import type { Site } from '../site';

export const MAKERS_EAST: readonly Site[] = [
  {
    id: 'mistral',
    name: 'Le Chat',
    matches: ['https://chat.mistral.ai/*'],
    composer: {
      selectors: [
        'form div.ProseMirror[contenteditable="true"][data-placeholder]',
        'div.ProseMirror[contenteditable="true"]',
        'div[contenteditable="true"][role="textbox"]',
        'textarea[name="message.text"]',
      ],
    },
    // While nothing is written, dictation has this place.
    send: [
      'form button[type="submit"]:not([aria-label="Dictation"])',
      'form button[aria-label*="Send" i]',
      'button[aria-label="Send query"]',
    ],
    stop: ['form button:has(rect[rx="2"])', 'button[aria-label="Stop generating"]'],
    conversation: '/chat/([0-9a-f-]{36})',
    turns: {
      user: ['[data-message-author-role="user"]'],
      assistant: ['[data-message-author-role="assistant"]', '[data-message-part-type="answer"]'],
    },
  },
  {
    id: 'lumo',
    name: 'Lumo',
    matches: ['https://lumo.proton.me/*'],
    composer: {
      // It has an editor's classes, and is a text area all the same.
      selectors: [
        '.lumo-input textarea.composer',
        'textarea.composer',
        'textarea.tiptap.ProseMirror',
      ],
    },
    send: ['.composer-submit-button button'],
    stop: ['.composer-submit-button img[alt="Stop generating"]'],
    conversation: '/c/([0-9a-f-]{36})',
    turns: { user: [], assistant: [] },
  },
  {
    id: 'deepseek',
    name: 'DeepSeek',
    matches: ['https://chat.deepseek.com/*'],
    composer: {
      // Named "search", of all things.
      selectors: [
        'textarea[name="search"][autocomplete="off"]',
        'textarea[placeholder*="DeepSeek"]',
        'textarea#chat-input',
        'textarea.ds-scroll-area',
        'textarea',
      ],
    },
    send: [
      '.ds-button--primary.ds-button--filled.ds-button--circle',
      '.bf38813a .ds-icon-button',
      'input[type="file"] + div[aria-disabled]',
    ],
    // Sending and stopping are one element, told apart by its drawing.
    stop: [
      '.ds-button--primary.ds-button--filled.ds-button--circle:has(svg path[d^="M2 4.88"])',
      '[aria-label*="Stop" i][role="button"]',
    ],
    conversation: '/a/chat/s/([0-9a-f-]+)',
    turns: {
      user: ['.ds-message:not(:has(.ds-assistant-message-main-content))'],
      assistant: ['.ds-assistant-message-main-content', '.ds-message .ds-markdown'],
    },
  },
  {
    id: 'qwen',
    name: 'Qwen Chat',
    matches: ['https://chat.qwen.ai/*', 'https://chat.qwenlm.ai/*'],
    composer: {
      selectors: [
        'textarea.message-input-textarea',
        '.message-input-container textarea',
        'textarea[placeholder="Ask Qwen"]',
      ],
      root: ['.message-input-container'],
    },
    send: [
      'button.send-button',
      '.message-input-right-button-send button',
      'button.omni-button-content-btn',
    ],
    stop: ['.message-input-right-button-send button:has(svg rect)'],
    conversation: '/c/([0-9a-f-]{36})',
    turns: {
      user: ['.qwen-chat-message-user'],
      assistant: ['.qwen-chat-message-assistant'],
    },
  },
  {
    id: 'kimi',
    name: 'Kimi',
    matches: ['https://www.kimi.com/*', 'https://kimi.com/*', 'https://www.kimi.ai/*'],
    composer: {
      selectors: [
        'div.chat-input-editor[contenteditable="true"]',
        '.chat-input-editor[data-lexical-editor="true"]',
        'div[contenteditable="true"][data-lexical-editor="true"][role="textbox"]',
      ],
    },
    // A div, disabled and stopping by class.
    send: ['.send-button-container', '.send-button-container .send-button'],
    stop: ['.send-button-container.stop', '.send-button-container:has(svg[name="stop" i])'],
    conversation: '/chat/([0-9a-z-]{12,})',
    turns: {
      user: ['.chat-content-item-user', '.segment-user', '.user-content'],
      assistant: ['.segment-content-box > .markdown-container', '.markdown-container'],
    },
  },
  {
    id: 'doubao',
    name: 'Doubao',
    matches: ['https://www.doubao.com/*'],
    composer: {
      // Three generations at once; the newest has no test ids.
      selectors: [
        'div.tiptap.ProseMirror[contenteditable="true"]',
        '[data-testid="chat_input_input"] [contenteditable="true"]',
        'textarea[data-testid="chat_input_input"]',
        'textarea.semi-input-textarea',
        '[data-testid="chat_input"] textarea',
      ],
    },
    send: [
      '.send-btn-wrapper',
      'button#flow-end-msg-send',
      '[data-testid="chat_input_send_button"]',
      'button[aria-label*="发送"]',
    ],
    stop: ['[data-testid="chat_input_local_break_button"]', 'button[aria-label*="停止"]'],
    conversation: '/chat/([0-9]+)',
    turns: {
      user: ['[data-testid="send_message"]', '[class*="bg-g-send-msg-bubble"]'],
      assistant: ['[data-testid="receive_message"]', '[class*="md-box-root"]'],
    },
  },
  {
    id: 'zai',
    name: 'Z.ai',
    matches: ['https://chat.z.ai/*'],
    composer: {
      selectors: ['textarea#chat-input', '#chat-input[contenteditable="true"]', 'form textarea'],
    },
    send: ['button#send-message-button', 'div[aria-label="Send Message"]'],
    stop: [],
    conversation: '/(?:c|chat)/([^/?#]{8,})',
    turns: { user: ['.user-message'], assistant: ['.chat-assistant'] },
  },
];
