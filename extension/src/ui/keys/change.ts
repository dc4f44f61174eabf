/**
 * Changing what opens the vault.
 *
 * Every change makes a new access key, which is wrapped anew for each way: whoever's secret is not
 * at hand then opens nothing any more.
 */
import type { Proof, SlotView, Way } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { Failure } from '../../failure';

const NOTHING_LEFT = { kind: 'input', code: 'slots_few', place: undefined } as const;
const PROOF_MISSING = { kind: 'input', code: 'slot_proof_missing', place: undefined } as const;

/** What the user has in mind. */
export type Act =
  /** A new secret, for one of the same way if there is one that it replaces. */
  { kind: 'make'; way: Way; replaces?: SlotView } | { kind: 'remove'; slot: SlotView };

/** Ways that a person carries with them: one must always be there, and one proves who asks. */
export function isCarried(way: Way): boolean {
  return way === 'passphrase' || way === 'recovery';
}

/** The slot that will be gone after the act, whatever else happens. */
export function goes(act: Act): SlotView | undefined {
  return act.kind === 'remove' ? act.slot : act.replaces;
}

/** Whether something that a person carries would be left. */
export function mayGo(slot: SlotView, slots: readonly SlotView[]): boolean {
  return slots.some(({ id, way }) => id !== slot.id && isCarried(way));
}

/** What was given for each slot, by the slot's id. */
export type Given = Readonly<Record<string, Proof | undefined>>;

/** The slots that will still work, and those that will not. */
export function outlook(act: Act, slots: readonly SlotView[], given: Given) {
  const others = slots.filter(({ id }) => id !== goes(act)?.id);
  return {
    stay: others.filter(({ id }) => given[id]),
    stop: others.filter(({ id }) => !given[id]),
  };
}

/** Whether the vault would open by something that a person carries. */
export function isLeft(act: Act, slots: readonly SlotView[], given: Given): boolean {
  const made = act.kind === 'make' && isCarried(act.way);
  return made || outlook(act, slots, given).stay.some(({ way }) => isCarried(way));
}

/** Whether it was shown that the user asks. */
export function isProven(slots: readonly SlotView[], given: Given): boolean {
  return slots.some(({ id, way }) => isCarried(way) && given[id]);
}

/** Makes the change; gives what opens the vault now. */
export async function carryOut(
  engine: Pick<Engine, 'ask'>,
  act: Act,
  { slots, given, made }: { slots: readonly SlotView[]; given: Given; made: Proof | undefined },
): Promise<SlotView[]> {
  if (!isLeft(act, slots, given)) throw new Failure(NOTHING_LEFT);
  const carried = slots.filter(({ way }) => isCarried(way));
  const proof = carried.flatMap(({ id }) => given[id] ?? [])[0];
  if (!proof) throw new Failure(PROOF_MISSING);
  const keep = outlook(act, slots, given).stay.flatMap(({ id }) => given[id] ?? []);
  const add = made ? [made] : [];
  return (await engine.ask({ type: 'changeSlots', proof, keep, add })).slots;
}
