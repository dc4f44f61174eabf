import { registerPlainText } from '@lexical/plain-text';
import { $getRoot } from 'lexical';

import { lexical } from './lexicals.js';

lexical(registerPlainText, () => $getRoot().getTextContent());
