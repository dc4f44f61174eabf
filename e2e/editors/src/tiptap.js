import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';

import { place, tell } from './page.js';

const editor = new Editor({
  element: place(),
  extensions: [StarterKit],
  editorProps: { attributes: { 'aria-label': 'Message', role: 'textbox' } },
});
// A line break within a paragraph and the end of one are both the end of a line.
tell(() => editor.getText({ blockSeparator: '\n' }));
