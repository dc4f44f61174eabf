import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerPlainText } from '@lexical/plain-text';
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
registerPlainText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
tell(() => editor.getEditorState().read(() => $getRoot().getTextContent()));
