/** Chats that many people use, so that nobody has to type their address. */
export const KNOWN = [
  { name: 'ChatGPT', pattern: 'https://chatgpt.com/*' },
  { name: 'Claude', pattern: 'https://claude.ai/*' },
  { name: 'Gemini', pattern: 'https://gemini.google.com/*' },
  { name: 'Copilot', pattern: 'https://copilot.microsoft.com/*' },
  { name: 'Le Chat', pattern: 'https://chat.mistral.ai/*' },
  { name: 'DeepSeek', pattern: 'https://chat.deepseek.com/*' },
  { name: 'Perplexity', pattern: 'https://www.perplexity.ai/*' },
] as const;
