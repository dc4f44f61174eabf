import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { createEditor } from 'lexical';

import { place, tell } from './page.js';

/** A Lexical editor of one kind, and how its text is read from its model. */
export function lexical(register, read) {
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
  register(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  tell(() => editor.getEditorState().read(read));
}
