/** Chats that people run themselves, at any address: known by what stands in their page. */
import type { Site } from '../site';

export const SELF_HOSTED: readonly Site[] = [
  {
    id: 'openwebui',
    name: 'Open WebUI',
    matches: [],
    detect: ['#chat-input', '#send-message-button, #messages-container, #voice-input-button'],
    composer: {
      selectors: [
        '#chat-input[contenteditable="true"]',
        'div#chat-input.ProseMirror',
        'textarea#chat-input',
      ],
    },
    // Absent while nothing is written: a call or voice button has its place.
    send: ['button#send-message-button'],
    stop: ['form button:has(svg path[d^="M2.25 12c0-5.385"])'],
    conversation: '/c/([0-9a-f-]{36})',
    turns: { user: ['.user-message'], assistant: ['.chat-assistant'] },
  },
  {
    id: 'librechat',
    name: 'LibreChat',
    matches: [],
    detect: ['textarea#prompt-textarea', 'button#send-button, [data-testid="text-input"]'],
    composer: {
      selectors: ['textarea#prompt-textarea', 'textarea[data-testid="text-input"]'],
    },
    send: ['button#send-button[data-testid="send-button"]', 'button#send-button'],
    stop: ['button[aria-label="Stop generating"]'],
    conversation: '/c/([0-9a-f-]{36})',
    turns: {
      user: ['.message-render .user-turn'],
      assistant: ['.message-render .agent-turn'],
    },
  },
  {
    id: 'anythingllm',
    name: 'AnythingLLM',
    matches: [],
    detect: ['#primary-prompt-input, #prompt-input-wrapper'],
    composer: {
      selectors: ['textarea#primary-prompt-input', '#prompt-input-wrapper form textarea'],
      root: ['#prompt-input-wrapper'],
    },
    send: ['#prompt-input-wrapper form button[type="submit"]', '[data-tooltip-id="send-prompt"]'],
    stop: ['#stop-generation-button'],
    conversation: '/workspace/([^/?#]+(?:/t/[^/?#]+)?)',
    turns: { user: [], assistant: [] },
  },
  {
    id: 'chainlit',
    name: 'Chainlit',
    matches: [],
    detect: ['#chat-input', '#chat-submit, #stop-button, [data-step-type]'],
    composer: {
      selectors: ['textarea#chat-input', '#chat-input[contenteditable="true"]'],
      never: ['#edit-chat-input'],
    },
    send: ['#chat-submit'],
    stop: ['#stop-button'],
    conversation: '/thread/([^/?#]+)',
    turns: {
      user: ['[data-step-type="user_message"]'],
      assistant: ['[data-step-type="assistant_message"]'],
    },
  },
  {
    id: 'deepchat',
    name: 'deep-chat',
    matches: [],
    // All of it stands in the element's open shadow root.
    detect: ['deep-chat'],
    composer: {
      selectors: ['#text-input[contenteditable]', '#text-input[role="textbox"]'],
    },
    // A div, among others of the same class: camera, microphone, upload.
    send: ['.input-button:has(#submit-icon)'],
    stop: ['.input-button:has(#stop-icon)', '.input-button:has(.loading-submit-button)'],
    turns: { user: ['.user-message-text'], assistant: ['.ai-message-text'] },
  },
];
