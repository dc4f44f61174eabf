import { t } from '../i18n';

/** What a new passphrase must be. The engine has a floor of its own, below this one. */
export const LEAST = 12;

/** Its length as people count: characters, not code units. */
function isLongEnough(passphrase: string): boolean {
  return [...passphrase].length >= LEAST;
}

/** What is wrong with a new passphrase that was typed twice, in words; nothing if it will do. */
export function complaintAbout(passphrase: string, again: string): string {
  if (!isLongEnough(passphrase)) return t('passphrase_short', LEAST);
  return passphrase === again ? '' : t('passphrase_differs');
}
