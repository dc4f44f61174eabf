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
/**
 * Says, in `storage.local`, that the vault was locked. An update of the extension empties the memory of
 * the session, and must not undo a lock. It holds no secret: that a vault is locked is plain to see.
 */
const LOCKED = 'locked';
/** Milliseconds within which a browser says why it has started the background. */
const SAYING = 1_500;

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

let say: (afresh: boolean) => void;
/** Whether the browser was started or Satchel installed just now, and not only updated. */
let afresh = new Promise<boolean>((resolve) => (say = resolve));

/** To be called at every start of the background, and at once: why it started is told only then. */
export function watchStart(): void {
  afresh = new Promise((resolve) => (say = resolve));
  browser.runtime.onStartup.addListener(() => say(true));
  browser.runtime.onInstalled.addListener(({ reason }) => say(reason !== 'update'));
}

/**
 * Whether the vault may be opened without anybody asking: once after the browser was started, and
 * never after it was open, whatever locked it. Asking uses it up.
 */
export async function mayOpenByItself(): Promise<boolean> {
  const [used, locked] = await inTurn(async () => {
    const before = (await browser.storage.session.get(USED))[USED] !== undefined;
    if (!before) await browser.storage.session.set({ [USED]: true });
    return [before, (await browser.storage.local.get(LOCKED))[LOCKED] === true];
  });
  if (used || !locked) return !used;
  // Locked in a session that has ended, or before an update in this one. In doubt it stays locked.
  const silence = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), SAYING));
  return Promise.race([afresh, silence]);
}

async function store(key: Uint8Array | undefined): Promise<void> {
  if (!key) {
    await browser.storage.session.set({ [USED]: true });
    await browser.storage.session.remove(KEY);
    // A disk that is full keeps nobody from locking.
    await browser.storage.local.set({ [LOCKED]: true }).catch(() => undefined);
    return disarm();
  }
  const before = await read();
  const same =
    before?.key.length === key.length && before.key.every((byte, at) => byte === key[at]);
  // Waking is no unlocking: time runs from when the passphrase was typed.
  const since = same ? before.since : Date.now();
  const kept = { key: [...key], since } satisfies Waiting;
  await browser.storage.session.set({ [USED]: true, [KEY]: kept });
  await browser.storage.local.remove(LOCKED).catch(() => undefined);
  await arm(since);
}

async function read(): Promise<Waiting | undefined> {
  return (await browser.storage.session.get(KEY))[KEY] as Waiting | undefined;
}
