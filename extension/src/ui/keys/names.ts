/** Ways of opening the vault, in words. */
import type { SlotView, Way } from '../../../../pkg/satchel';
import { day } from '../dates';
import { language, t } from '../i18n';

/** What a way is called within a sentence; passkeys, of which there may be several, with their day. */
export function nameOf({ way, made }: SlotView): string {
  return way === 'passkey' ? t('called_passkey', day(made)) : t(`called_${way}`);
}

/** Several things in one sentence. */
export function list(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: 'conjunction' }).format(names);
}

/** The sentence that names the making of a way, or of another in its place. */
export function nameOfMaking(way: Way, again: boolean) {
  // Of the others one more is made.
  const replaced = again && (way === 'passphrase' || way === 'recovery');
  return replaced ? (`replace_${way}` as const) : (`make_${way}` as const);
}
