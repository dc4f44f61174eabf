import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorView, keymap, placeholder } from '@codemirror/view';

import { place, tell } from './page.js';

const parent = place();
const root = parent.getRootNode();
const view = new EditorView({
  parent,
  root,
  extensions: [
    history(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping,
    placeholder('Message'),
    EditorView.contentAttributes.of({ 'aria-label': 'Message' }),
  ],
});
tell(() => view.state.doc.toString());
