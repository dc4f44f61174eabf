import { place, tell } from './page.js';

const field = document.createElement('textarea');
field.rows = 6;
field.setAttribute('aria-label', 'Message');
place().append(field);
tell(() => field.value);
