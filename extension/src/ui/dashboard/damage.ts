/** What is damaged, in words: the vault's codes by the kind of thing that they hit. */
import type { DamageView, Namespace } from '../../../../pkg/satchel';
import { counted, maybe, t, type CountedKey, type MessageKey } from '../i18n';

const KINDS = {
  memory: 'kept_memory',
  conversation: 'kept_conversation',
  vectors: 'kept_vectors',
  words: 'kept_words',
  states: 'kept_states',
  marks: 'kept_marks',
  ledger: 'kept_ledger',
  bin: 'kept_bin',
  history: 'kept_history',
  receipt: 'kept_receipt',
  backup: 'kept_backup',
  lineage: 'kept_lineage',
  wording: 'kept_wording',
  scopes: 'kept_scopes',
} as const satisfies Record<Namespace, MessageKey>;

export interface DamagedKind {
  name: string;
  lines: string[];
}

/** What hurts most comes first. */
export function byKind(damages: DamageView[]): DamagedKind[] {
  const order = Object.keys(KINDS);
  const place = ({ namespace }: DamageView) =>
    namespace ? order.indexOf(namespace) : order.length;
  const kinds = new Map<string, string[]>();
  for (const damage of [...damages].sort((a, b) => place(a) - place(b))) {
    const name = t(damage.namespace ? KINDS[damage.namespace] : 'kept_unknown');
    kinds.set(name, [...(kinds.get(name) ?? []), line(damage)]);
  }
  return [...kinds].map(([name, lines]) => ({ name, lines }));
}

/** Of some there is only one, and they have a sentence without a number. */
function line({ code, count }: DamageView): string {
  const single = maybe(`damage_${code}`);
  if (single) return single;
  const known = maybe(`damage_${code}_other`) !== '';
  return known ? counted(`damage_${code}` as CountedKey, count) : t('damage_other', code);
}
