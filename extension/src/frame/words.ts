/** What the view has to say, in the user's language. */
import { sentenceForCode } from '../ui/errors';
import { t } from '../ui/i18n';
import type { Words } from './view.svelte';

export const WORDS: Words = {
  inserted: () => t('frame_inserted'),
  remembered: (added) => t(added ? 'remember_kept' : 'remember_known'),
  unlearned: () => t('dismissed_unlearned'),
  sensitive: (of) => t('offer_sensitive', of.map((one) => t(`sensitivity_${one}`)).join(', ')),
  copied: () => t('offer_copied'),
  failed: sentenceForCode,
};
