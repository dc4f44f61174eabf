/** Chats with the models of many makers under one roof. */
import type { Site } from '../site';

export const HOUSES: readonly Site[] = [
  {
    id: 'perplexity',
    name: 'Perplexity',
    matches: ['https://www.perplexity.ai/*', 'https://perplexity.ai/*'],
    composer: {
      selectors: [
        '#ask-input[contenteditable="true"]',
        'div#ask-input[data-lexical-editor="true"]',
        '[data-ask-input-container="true"] [contenteditable="true"]',
        'div[data-lexical-editor="true"][contenteditable="true"][role="textbox"]',
      ],
      root: ['[data-ask-input-container="true"]'],
    },
    send: [
      'button[data-testid="submit-button"]',
      '[data-ask-input-container="true"] button[aria-label="Submit"]',
      'button[aria-label="Submit"]',
      '[data-ask-input-container="true"] button.bg-button-bg',
    ],
    stop: [
      '[data-ask-input-container="true"] button[aria-label*="Stop" i]',
      'button[data-testid="stop-button"]',
    ],
    conversation: '/search/(?!new(?:[/?#]|$))([A-Za-z0-9][A-Za-z0-9._-]*)',
    turns: {
      user: ['[class*="group/query"]', 'h1[class*="whitespace-pre-line"]'],
      assistant: ['[id^="markdown-content-"]'],
    },
  },
  {
    id: 'poe',
    name: 'Poe',
    matches: ['https://poe.com/*'],
    composer: {
      selectors: ['textarea[class*="GrowingTextArea_textArea"]', 'footer textarea'],
    },
    send: [
      'button[data-button-send="true"]',
      'button[class*="SendButton"]',
      'button[aria-label="Send message"]',
    ],
    stop: ['button[class*="ChatStopMessageButton"]'],
    conversation: '/chat/([0-9a-z]+)',
    turns: {
      user: [
        '[class*="ChatMessage_rightSideMessageWrapper__"]',
        '[class*="Message_rightSideMessageBubble__"]',
      ],
      assistant: ['[class*="Message_leftSideMessageBubble__"]'],
    },
  },
  {
    id: 'huggingchat',
    name: 'HuggingChat',
    matches: ['https://huggingface.co/chat*'],
    composer: {
      selectors: ['form textarea[inputmode="text"]', 'main form textarea'],
    },
    send: ['form button[type="submit"][name="submit"]', 'button[aria-label="Send message"]'],
    stop: ['button.stop-generating-btn', 'button[aria-label="Stop generating"]'],
    conversation: '/conversation/([^/?#]+)',
    turns: {
      user: ['[data-message-type="user"]'],
      assistant: ['[data-message-role="assistant"]'],
    },
  },
  {
    id: 'duckai',
    name: 'Duck.ai',
    // The same host has a search page.
    matches: ['https://duck.ai/*', 'https://duckduckgo.com/*ia=chat*'],
    composer: {
      selectors: ['textarea[name="user-prompt"]', '[data-testid="duckai-chat-input"] textarea'],
      never: ['textarea[name="q"]'],
    },
    send: [
      '[data-testid="duckai-chat-input"] button[type="submit"]',
      'form button[type="submit"]',
      'button[aria-label="Ask"]',
      'button[aria-label="Send"]',
    ],
    stop: ['button[aria-label="Stop generating"]:not([disabled])'],
    turns: {
      user: ['[data-testid="user-message"]'],
      assistant: ['div[id*="-assistant-message-"]:not([id^="heading-"])'],
    },
  },
  {
    id: 'you',
    name: 'You.com',
    matches: ['https://you.com/*'],
    composer: {
      selectors: [
        'textarea#search-input-textarea',
        'textarea[data-testid="search-input"]',
        'div[contenteditable="true"][data-lexical-editor]',
      ],
    },
    send: ['button[aria-label="Submit query"]', 'form button[type="submit"]'],
    stop: [],
    conversation: '[?&](?:cid|chatId)=([^&]+)',
    turns: {
      user: [],
      assistant: ['[data-testid^="youchat-answer"]', '[data-testid="youchat-text"]'],
    },
  },
  {
    id: 't3chat',
    name: 'T3 Chat',
    matches: ['https://t3.chat/*'],
    composer: {
      selectors: [
        'textarea#chat-input',
        'textarea[placeholder*="Type your message"]',
        'form textarea',
      ],
    },
    send: ['form button[type="submit"]', 'button[aria-label*="Send" i]'],
    stop: ['button[aria-label*="Stop" i]'],
    conversation: '/chat/([0-9a-f-]{8,})',
    turns: { user: [], assistant: [] },
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    matches: ['https://openrouter.ai/chat*'],
    composer: {
      selectors: [
        'textarea[data-testid="composer-input"]',
        'textarea[placeholder="Start a new message..."]',
        'main textarea',
      ],
    },
    send: ['button[data-testid="send-button"]', 'button[aria-label="Send message"]'],
    stop: ['[data-testid="assistant-message"] .animate-spin'],
    conversation: '/chat/([A-Za-z0-9-]{6,})',
    turns: { user: ['.group.justify-end'], assistant: ['[data-testid="assistant-message"]'] },
  },
  {
    id: 'lobechat',
    name: 'LobeChat',
    matches: ['https://app.lobehub.com/*', 'https://lobechat.com/*'],
    composer: {
      selectors: ['[data-lexical-editor="true"][contenteditable="true"]'],
    },
    send: [],
    stop: [],
    turns: { user: [], assistant: [] },
  },
  {
    id: 'gradio',
    name: 'Gradio',
    matches: ['https://*.hf.space/*', 'https://*.gradio.live/*'],
    // Anybody's own server too. Every text box has the same test id: the scores tell them apart.
    detect: ['gradio-app, .gradio-container', 'textarea[data-testid="textbox"]'],
    composer: {
      selectors: ['textarea[data-testid="textbox"]'],
      never: ['.edit-textarea'],
    },
    send: ['button.submit-button'],
    stop: ['button.stop-button'],
    turns: { user: ['[data-testid="user"]'], assistant: ['[data-testid="bot"]'] },
  },
];
