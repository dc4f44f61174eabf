import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Node, createEditor } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';

import { place, tell } from './page.js';

const editor = withHistory(withReact(createEditor()));
const initialValue = [{ type: 'paragraph', children: [{ text: '' }] }];

function Composer() {
  const [one] = useState(() => editor);
  const field = createElement(Editable, { 'aria-label': 'Message', placeholder: 'Message' });
  return createElement(Slate, { editor: one, initialValue }, field);
}

createRoot(place()).render(createElement(Composer));
tell(() => editor.children.map((paragraph) => Node.string(paragraph)).join('\n'));
