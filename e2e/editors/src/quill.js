import Quill from 'quill';

import { place, tell } from './page.js';

const home = document.createElement('div');
place().append(home);
const quill = new Quill(home, { placeholder: 'Message' });
// Quill's text always ends with a line break of its own.
tell(() => quill.getText().replace(/\n$/, ''));
