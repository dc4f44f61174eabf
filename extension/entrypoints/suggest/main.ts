import Frame from '../../src/frame/Frame.svelte';
import { show } from '../../src/ui/page';

show(Frame);
