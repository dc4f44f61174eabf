/** A session between a page, its frame and an engine that tests speak for. */
import type { Status, Suggestion } from '../../../pkg/satchel';
import type { ToContent, ToFrame } from '../protocol';
import { DEFAULTS } from '../settings';
import { Session, type Around } from './session';

export const SITE = 'https://chat.example';
export const settled = () => new Promise(setImmediate);

/** Found by its meaning too: the model is there. */
export function suggestion(id: string): Suggestion {
  return { memory: { id }, similarity: 0.5 } as Suggestion;
}

/** A content script whose frame was not made yet. */
export function alone(content: ToContent[]): Around {
  return {
    toContent: (message) => content.push(message),
    ask: () => new Promise(() => {}),
    isEnabled: async () => true,
    shortcut: async () => '',
    settings: async () => DEFAULTS,
  };
}

/** A session with its frame bound, an engine that knows some memories, and all that was said. */
export async function session(...ids: string[]) {
  const content: ToContent[] = [];
  const frame: ToFrame[] = [];
  const inserted: string[][] = [];
  /** Of each insertion, whether the user was asked about it and agreed. */
  const agreed: unknown[] = [];
  const vault = {
    state: 'unlocked' as Status['vault'],
    enabled: true,
    proposes: true,
    asks: false,
    keeps: false,
  };
  const sent: unknown[] = [];
  /** Holds the engine's answer to an insertion back, if it is set. */
  let held: Promise<void> | undefined;
  let offered = ids.map(suggestion);
  const dismissals: unknown[] = [];
  const notes: unknown[] = [];
  const ask = async (request: { type: string; ids?: string[]; agreed?: boolean }) => {
    if (['dismiss', 'undismiss', 'mark'].includes(request.type)) {
      dismissals.push(request);
      return { type: request.type, learned: true };
    }
    if (request.type === 'proposeFrom' || request.type === 'keepSaid') {
      sent.push(request);
      return { type: request.type };
    }
    if (request.type === 'status') return { type: 'status', vault: vault.state };
    if (request.type === 'addNote') {
      notes.push(request);
      return { type: 'addNote', added: true };
    }
    if (request.type === 'recall')
      return { type: 'recall', suggestions: offered, keeps: vault.keeps };
    if (vault.asks && !request.agreed) throw { kind: 'state', code: 'memory_asks' };
    inserted.push(request.ids ?? []);
    agreed.push(request.agreed);
    await held;
    return { type: 'insert', block: `block of ${request.ids}` };
  };
  const made = new Session(1, SITE, {
    toContent: (message) => content.push(message),
    ask: ask as Around['ask'],
    isEnabled: async () => vault.enabled,
    shortcut: async () => 'Alt+M',
    settings: async () => ({ ...DEFAULTS, insertAt: 'before', propose: vault.proposes }),
  });
  made.known = true;
  made.hearContent({ type: 'composer' });
  made.bind((message) => frame.push(message));
  await made.serve();
  const blocks = () => content.filter(({ type }) => type === 'insert');
  const failures = () =>
    frame.flatMap((message) => (message.type === 'failed' ? [message.code] : []));
  return {
    made,
    content,
    frame,
    inserted,
    agreed,
    dismissals,
    notes,
    sent,
    vault,
    blocks,
    failures,
    clear: (clear = true) => made.hearContent({ type: 'clear', clear }),
    hold: (until: Promise<void>) => (held = until),
    offer: (...suggestions: Suggestion[]) => void (offered = suggestions),
    async accept(...wanted: string[]) {
      made.hearFrame({ type: 'accept', ids: wanted, agreed: false });
      await settled();
    },
  };
}
