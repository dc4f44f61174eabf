/** Failures in words. A code without a sentence of its own says at least who can do something. */
import { isFailure } from '../failure';
import { maybe, t, type MessageKey } from './i18n';

const BY_KIND = {
  input: 'fallback_input',
  state: 'fallback_state',
  integrity: 'fallback_integrity',
  device: 'fallback_device',
  internal: 'fallback_internal',
} as const satisfies Record<string, MessageKey>;

/** What to tell the user about anything that was thrown. */
export function sentence(error: unknown): string {
  if (!isFailure(error)) return t('fallback_internal', 'page');
  const kind = BY_KIND[error.kind as keyof typeof BY_KIND] ?? 'fallback_internal';
  const words = maybe(`error_${error.code}`) || t(kind, error.code);
  return error.place ? `${words} ${t('error_place', error.place)}` : words;
}

/** What to tell about a code that came without its kind. */
export function sentenceForCode(code: string): string {
  return maybe(`error_${code}`) || t('fallback_internal', code);
}
