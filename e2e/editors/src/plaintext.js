import { place, tell } from './page.js';

const field = document.createElement('div');
field.setAttribute('contenteditable', 'plaintext-only');
field.setAttribute('aria-label', 'Message');
place().append(field);
tell(() => field.innerText.replaceAll('\u00a0', ' ').replace(/\n$/, ''));
