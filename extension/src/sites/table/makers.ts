/** Chats of those who make the models. */
import type { Site } from '../site';

export const MAKERS: readonly Site[] = [
  {
    id: 'chatgpt',
    name: 'ChatGPT',
    matches: ['https://chatgpt.com/*', 'https://chat.openai.com/*'],
    composer: {
      // Two generations live at once, and before either a text area that is thrown away.
      selectors: [
        'form[data-chatgpt-composer] [data-composer-markdown][contenteditable="true"]',
        'div#prompt-textarea[contenteditable="true"]',
        '[data-composer-markdown][contenteditable="true"]',
        '[data-testid="prompt-textarea"][contenteditable="true"]',
        'form[data-chatgpt-composer] [contenteditable="true"][role="textbox"]',
        'form[data-type="unified-composer"] .ProseMirror[contenteditable="true"]',
        'div.ProseMirror[contenteditable="true"][role="textbox"]',
      ],
      root: ['form[data-chatgpt-composer]', 'form[data-type="unified-composer"]'],
      never: ['[id^="textdoc-message-"] *', 'textarea[name="prompt-textarea"]'],
    },
    send: [
      'button[data-testid="send-button"]',
      '#composer-submit-button',
      'form[data-chatgpt-composer] button[type="submit"]',
      'button[data-testid="composer-submit-button"]',
      'button[aria-label="Send prompt"]',
      'form button[aria-label="Send"]',
    ],
    stop: [
      'button[data-testid="stop-button"]',
      '[data-testid="composer-stop-button"]',
      'form[data-chatgpt-composer] button[aria-label="Stop"]',
      'form[data-type="unified-composer"] button[aria-label*="Stop" i]',
    ],
    conversation: '/c/([0-9a-f-]{16,})',
    turns: {
      user: [
        '[data-message-author-role="user"]',
        '[data-chatgpt-search-unit-key$=":user"]',
        '[data-content-search-unit-key$=":user"]',
        '[data-user-message-bubble]',
        '[data-turn="user"]',
      ],
      assistant: [
        '[data-message-author-role="assistant"]',
        '[data-chatgpt-search-unit-key$=":assistant"]',
        '[data-content-search-unit-key$=":assistant"]',
        '[data-markdown-text-style="assistant-message"]',
        '[data-turn="assistant"]',
      ],
    },
  },
  {
    id: 'claude',
    name: 'Claude',
    matches: ['https://claude.ai/*'],
    composer: {
      selectors: [
        'div[data-testid="chat-input"][contenteditable="true"]',
        '[data-cds="ChatComposerEditor"] [contenteditable="true"]',
        'div.tiptap.ProseMirror[contenteditable="true"][role="textbox"]',
        'div.ProseMirror[contenteditable="true"]',
      ],
      root: ['[data-cds="ChatComposer"]', 'fieldset:has([data-testid="chat-input"])'],
    },
    send: [
      'button[data-testid="chat-input-send"]',
      '[data-cds="ChatComposerPrimaryAction"] button',
      'button[aria-label="Send message" i]',
    ],
    stop: ['[data-is-streaming="true"]', 'button[aria-label="Stop response"]'],
    conversation: '/chat/([0-9a-f-]{36})',
    turns: {
      user: ['[data-testid="user-message"]'],
      assistant: ['.font-claude-response', '[data-is-streaming]'],
    },
  },
  {
    id: 'gemini',
    name: 'Gemini',
    matches: ['https://gemini.google.com/*'],
    composer: {
      selectors: [
        'rich-textarea .ql-editor[contenteditable="true"]',
        'div.ql-editor[contenteditable="true"][role="textbox"]',
        'div.ql-editor.new-input-ui[contenteditable="true"]',
        'div[aria-label="Enter a prompt for Gemini"][contenteditable="true"]',
      ],
      root: ['input-container', '[data-node-type="input-area"]', 'rich-textarea'],
      // The editor's own field for pasting.
      never: ['.ql-clipboard'],
    },
    send: [
      'button.send-button',
      'button[aria-label="Send message"]',
      'gem-icon-button.send-button button',
      '.send-button-container button',
    ],
    stop: [
      'mat-icon[fonticon="stop"]',
      'button.send-button.stop',
      'button[aria-label="Stop response"]',
    ],
    conversation: '/(?:app|gem/[^/]+)/([0-9a-f]{8,})',
    turns: { user: ['user-query', 'user-query-content'], assistant: ['model-response'] },
  },
  {
    id: 'aistudio',
    name: 'Google AI Studio',
    matches: ['https://aistudio.google.com/*'],
    composer: {
      selectors: [
        'textarea[formcontrolname="promptText"]',
        'ms-autosize-textarea textarea',
        'textarea[aria-label="Enter a prompt"]',
        '.prompt-box-container textarea',
        'textarea.cdk-textarea-autosize',
      ],
      root: ['.prompt-box-container'],
      // What the system is told has a text area of its own.
      never: ['ms-run-settings *', '[role="dialog"] textarea'],
    },
    send: [
      'ms-run-button button[type="submit"]',
      'ms-run-button button',
      'button[aria-label="Run"]',
      'button.run-button',
    ],
    stop: [
      'button[aria-label="Stop generating"]',
      'button mat-icon[fonticon="stop"]',
      'ms-run-button button[aria-label="Cancel"]',
    ],
    conversation: '/prompts/(?!new_chat)([A-Za-z0-9_-]{8,})',
    turns: {
      user: ['[data-turn-role="User"]', '.chat-turn-container.user'],
      assistant: ['.chat-turn-container.model', '[data-turn-role="Model"]'],
    },
  },
  {
    id: 'copilot',
    name: 'Microsoft Copilot',
    matches: [
      'https://copilot.com/*',
      'https://www.copilot.com/*',
      'https://copilot.microsoft.com/*',
    ],
    composer: {
      selectors: [
        '#m365-chat-editor-target-element[contenteditable="true"]',
        '[contenteditable="true"][aria-label="Message Copilot"]',
        '[data-lexical-editor="true"][contenteditable="true"]',
        'textarea#userInput',
        'textarea[data-testid="composer-input"]',
      ],
    },
    send: [
      'button.fai-SendButton',
      'button[aria-label="Send"]',
      'button[data-testid="submit-button"]',
      'button[title="Submit message"]',
      'button[aria-label="Submit message"]',
    ],
    stop: [
      'button[aria-label="Stop generating"]',
      'button[data-testid="stop-button"]',
      'button[aria-label="Stop responding"]',
    ],
    conversation: '/(?:chat/conversation|chats)/([A-Za-z0-9-]+)',
    turns: {
      user: ['[data-testid="chatQuestion"]', '[data-content="user-message"]'],
      // `chatOutput` stands inside the question and may hold the user's words.
      assistant: [
        '[data-testid="markdown-reply"]',
        '[data-testid="copilot-message-reply-div"]',
        '[data-content="ai-message"]',
      ],
    },
  },
  {
    id: 'm365copilot',
    name: 'Microsoft 365 Copilot',
    matches: [
      'https://m365.cloud.microsoft/*',
      'https://copilot.cloud.microsoft/*',
      'https://www.office.com/chat*',
    ],
    composer: {
      // A span, and sometimes a combobox.
      selectors: [
        '#m365-chat-editor-target-element[contenteditable="true"]',
        'span[data-lexical-editor="true"][contenteditable="true"]',
        'span[role="combobox"][contenteditable="true"]',
      ],
    },
    send: [
      'button.fai-SendButton',
      'button.fai-ChatInput__send',
      'button[data-testid="sendButton"]',
    ],
    stop: ['[data-testid="loading-message"]', 'button[aria-label="Stop generating"]'],
    conversation: '/chat/conversation/([^/?#]+)',
    turns: {
      user: ['[data-testid="chatQuestion"]'],
      assistant: [
        '[data-testid="markdown-reply"]',
        '[data-testid="copilot-message-reply-div"]',
        '.fai-CopilotMessage',
      ],
    },
  },
  {
    id: 'meta',
    name: 'Meta AI',
    matches: ['https://www.meta.ai/*', 'https://meta.ai/*'],
    composer: {
      // An inert line to write in stands there first.
      selectors: [
        'div[data-testid="composer-input"][contenteditable="true"]',
        '[data-testid="composer-input"]',
        'div[data-lexical-editor="true"][contenteditable="true"]',
      ],
    },
    send: ['button[data-testid="composer-send-button"]', 'button[aria-label="Send"]'],
    stop: ['button[data-testid="composer-stop-button"]'],
    conversation: '/(?:prompt|c)/([0-9a-zA-Z-]{8,})',
    turns: {
      user: ['[data-testid="user-message"]'],
      assistant: ['[data-testid="assistant-message"]'],
    },
  },
  {
    id: 'grok',
    name: 'Grok',
    matches: ['https://grok.com/*'],
    composer: {
      selectors: [
        'div.tiptap.ProseMirror[contenteditable="true"][role="textbox"]',
        'div.query-bar-editor[contenteditable="true"]',
        '[data-testid="chat-input"] [contenteditable="true"]',
        'div[contenteditable="true"][aria-label="Ask Grok anything"]',
        'textarea[aria-label="Ask Grok anything"]',
      ],
    },
    send: [
      'button[data-testid="chat-submit"]',
      'form button[type="submit"][aria-label="Submit"]',
      'form button[type="submit"]',
    ],
    stop: ['button[aria-label="Stop model response"]', 'form button:has(svg path[d^="M4 9.2"])'],
    conversation: '/(?:c|chat)/([A-Za-z0-9_-]{8,})',
    turns: {
      user: ['[data-testid="user-message"]', 'div[id^="response-"].items-end .message-bubble'],
      assistant: ['[data-testid="assistant-message"]', '.response-content-markdown'],
    },
  },
  {
    id: 'grok-x',
    name: 'Grok on X',
    // Posts have composers too: only here.
    matches: ['https://x.com/i/grok*', 'https://twitter.com/i/grok*'],
    composer: {
      selectors: [
        'textarea[placeholder="Ask anything"][autocapitalize="sentences"]',
        'textarea[placeholder="Ask anything"]',
        'div.css-146c3p1 textarea',
        'textarea.r-30o5oe',
      ],
    },
    send: ['button[aria-label="Grok something"]', 'button[aria-label="Send message"]'],
    stop: [],
    conversation: '[?&]conversation=([0-9]+)',
    turns: { user: [], assistant: [] },
  },
];
