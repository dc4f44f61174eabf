import Welcome from '../../src/ui/welcome/Welcome.svelte';
import { show } from '../../src/ui/page';

show(Welcome);
