import Practice from '../../src/practice/Practice.svelte';
import { show } from '../../src/ui/page';

show(Practice);
