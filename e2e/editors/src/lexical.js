import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerRichText } from '@lexical/rich-text';
import { $getRoot, createEditor } from 'lexical';

import { place, tell } from './page.js';

const field = document.createElement('div');
field.setAttribute('contenteditable', 'true');
field.setAttribute('role', 'textbox');
field.setAttribute('aria-label', 'Message');
place().append(field);

const editor = createEditor({
  namespace: 'chat',
  onError: (error) => {
    throw error;
  },
});
editor.setRootElement(field);
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
const lines = () =>
  $getRoot()
    .getChildren()
    .map((paragraph) => paragraph.getTextContent());
tell(() => editor.getEditorState().read(() => lines().join('\n')));
