/** Why a memory is offered, in words. */
import type { Suggestion } from '../../../pkg/satchel';
import { language, t } from '../ui/i18n';

/** Round bounds of the cosine. They choose words for the reader and decide nothing. */
const CLOSE = 0.6;
const NEAR = 0.4;
const LOOSE = 0.2;

export function why({ words, similarity, named, dated, memory }: Suggestion): string[] {
  const list = new Intl.ListFormat(language(), { type: 'conjunction' });
  return [
    words.length > 0 ? t('why_words', list.format(words)) : t('why_no_words'),
    nearness(similarity),
    ...(named ? [t('why_named')] : []),
    ...(dated ? [t('why_dated')] : []),
    ...memory.replaces.map(({ text }) => t('why_replaces', text)),
  ];
}

function nearness(similarity: number | null | undefined): string {
  if (similarity == null) return t('why_not_compared');
  if (similarity >= CLOSE) return t('why_close');
  if (similarity >= NEAR) return t('why_near');
  return t(similarity >= LOOSE ? 'why_loose' : 'why_far');
}
