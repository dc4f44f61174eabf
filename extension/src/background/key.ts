/**
 * The access key while it waits.
 *
 * It lies in `storage.session`: in memory only, closed to content scripts. It outlives the
 * background and the engine, so that neither's sleep locks the vault, and is forgotten in time.
 */
import { browser } from 'wxt/browser';

import { arm, disarm, isOver } from './lock';

/** Where it waits. */
const KEY = 'access';
/** Says that a key came or went since the browser was started. */
const USED = 'used';

interface Waiting {
  key: number[];
  /** When the vault was unlocked. */
  since: number;
}

/** The key, if one waits; `late` if its time was up, and it is forgotten now. */
export async function waiting(): Promise<{ key?: Uint8Array; late: boolean }> {
  const found = await inTurn(read);
  if (!found) return { late: false };
  if (!(await isOver(found.since))) return { key: Uint8Array.from(found.key), late: false };
  await keep(undefined);
  return { late: true };
}

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: a key must not come back after it was forgotten. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const done = turn.then(act);
  turn = done.catch(() => undefined);
  return done;
}

/** Keeps a key, or forgets it. */
export function keep(key: Uint8Array | undefined): Promise<void> {
  return inTurn(() => store(key));
}

/**
 * Does something while no key comes or goes. It is told when the vault was unlocked; nothing if it
 * is locked.
 */
export function still<T>(act: (since: number | undefined) => Promise<T>): Promise<T> {
  return inTurn(async () => act((await read())?.since));
}

/**
 * Whether the vault may be opened without anybody asking: once after the browser was started, and
 * never after it was open, whatever locked it. Asking uses it up.
 */
export function mayOpenByItself(): Promise<boolean> {
  return inTurn(async () => {
    const used = (await browser.storage.session.get(USED))[USED] !== undefined;
    if (!used) await browser.storage.session.set({ [USED]: true });
    return !used;
  });
}

async function store(key: Uint8Array | undefined): Promise<void> {
  if (!key) {
    await browser.storage.session.set({ [USED]: true });
    await browser.storage.session.remove(KEY);
    return disarm();
  }
  const before = await read();
  const same =
    before?.key.length === key.length && before.key.every((byte, at) => byte === key[at]);
  // Waking is no unlocking: time runs from when the passphrase was typed.
  const since = same ? before.since : Date.now();
  const kept = { key: [...key], since } satisfies Waiting;
  await browser.storage.session.set({ [USED]: true, [KEY]: kept });
  await arm(since);
}

async function read(): Promise<Waiting | undefined> {
  return (await browser.storage.session.get(KEY))[KEY] as Waiting | undefined;
}
