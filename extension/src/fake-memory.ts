/** A memory as the engine gives it, for tests that are not about what it says. */
import type { MemoryView } from '../../pkg/satchel';

export function fakeMemory(id: string, text = id): MemoryView {
  return {
    id,
    kind: 'note',
    text,
    speaker: 'user',
    time: 0,
    source: 'typed',
    title: undefined,
    approved: true,
    told: 0,
    replaces: [],
    replacedBy: undefined,
    dismissed: 0,
    pinned: false,
    scopes: [],
    sensitivities: [],
    never: [],
  };
}
