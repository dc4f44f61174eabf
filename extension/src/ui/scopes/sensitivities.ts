import type { Sensitivity } from '../../../../pkg/satchel';

/** What a memory may tell that people keep from most. */
export const SENSITIVITIES: readonly Sensitivity[] = ['health', 'money', 'identity', 'intimate'];
