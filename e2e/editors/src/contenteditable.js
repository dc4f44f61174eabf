import { place, tell } from './page.js';

const field = document.createElement('div');
field.setAttribute('contenteditable', 'true');
field.setAttribute('role', 'textbox');
field.setAttribute('aria-label', 'Message');
place().append(field);
// It has no model but what is seen.
tell(() => field.innerText.replaceAll('\u00a0', ' ').replace(/\n$/, ''));
