import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';

import { place, tell } from './page.js';

/** A text area whose value is React's: what React does not know of is gone with the next drawing. */
let known = '';
function Composer() {
  const [text, setText] = useState('');
  known = text;
  const onChange = (event) => setText(event.target.value);
  return createElement('textarea', { 'aria-label': 'Message', rows: 6, value: text, onChange });
}

createRoot(place()).render(createElement(Composer));
tell(() => known);
