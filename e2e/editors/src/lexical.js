import { registerRichText } from '@lexical/rich-text';
import { $getRoot } from 'lexical';

import { lexical } from './lexicals.js';

const lines = () =>
  $getRoot()
    .getChildren()
    .map((paragraph) => paragraph.getTextContent());
lexical(registerRichText, () => lines().join('\n'));
