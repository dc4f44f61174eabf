import { show } from '../../src/ui/page';
import Popup from '../../src/ui/popup/Popup.svelte';

show(Popup);
