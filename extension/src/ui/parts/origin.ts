/** Where a memory comes from, in words. */
import type { MemoryView } from '../../../../pkg/satchel';
import { day } from '../dates';
import { t, type MessageKey } from '../i18n';

type Named = Exclude<MemoryView['source'], object>;

const SOURCES: Record<Named, MessageKey> = {
  typed: 'source_typed',
  pasted: 'source_pasted',
  chatGpt: 'source_chatgpt',
  recallSet: 'source_recall_set',
  page: 'source_page',
  backup: 'source_backup',
};

/** Note or turn. */
export function kind(memory: MemoryView): string {
  return t(memory.kind === 'note' ? 'kind_note' : 'kind_turn');
}

/** Its source. */
export function source(memory: MemoryView): string {
  return sourceName(memory.source);
}

/** What a source is called. */
export function sourceName(source: MemoryView['source']): string {
  return typeof source === 'object' ? t('source_chat', source.chat) : t(SOURCES[source]);
}

/** Who said it, where that is not plain. */
export function speaker(memory: MemoryView): string {
  if (memory.speaker === 'assistant') return t('speaker_assistant');
  if (typeof memory.speaker === 'object') return memory.speaker.person || t('speaker_nameless');
  return memory.kind === 'turn' ? t('speaker_user') : '';
}

/** One line: what it is, when, unless that is said beside it, who said it, from where. */
export function origin(memory: MemoryView, dated = memory.time > 0): string {
  return [kind(memory), dated ? day(memory.time) : '', speaker(memory), source(memory)]
    .filter((part) => part !== '')
    .join(' · ');
}
