import { show } from '../../src/ui/page';
import Dashboard from '../../src/ui/dashboard/Dashboard.svelte';

show(Dashboard);
