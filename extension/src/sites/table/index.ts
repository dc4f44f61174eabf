/** Every site that Satchel knows. Order is that of the list people choose from. */
import type { Site } from '../site';
import { HOUSES } from './houses';
import { MAKERS } from './makers';
import { MAKERS_EAST } from './makers-east';
import { SELF_HOSTED } from './self-hosted';

export const SITES: readonly Site[] = [...MAKERS, ...MAKERS_EAST, ...HOUSES, ...SELF_HOSTED];
