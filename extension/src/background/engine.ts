/**
 * The background's line to the engine, and the access key while it waits.
 *
 * The key lies in `storage.session`: in memory only, closed to content scripts, with a deadline.
 * It outlives the background and the engine, so that neither's sleep locks the vault.
 */
import { browser } from 'wxt/browser';

import type { Request, Status } from '../../../pkg/satchel';
import { dismiss, introduce } from '../engine/host';
import { Failure, Line, lost, type ReplyTo } from '../engine/line';
import type { FromEngine, Role } from '../engine/wire';

/** Where the key waits. */
const KEY = 'access';
/** Milliseconds after which an unlocked vault locks by itself. */
const UNLOCKED_FOR = 12 * 60 * 60 * 1000;
const ALARM = 'lock';

interface Waiting {
  key: number[];
  until: number;
}

const listeners = new Set<(status: Status) => void>();
let line: Promise<Line> | undefined;
/** Counts locks: a key that an engine of before sends late is not kept. */
let generation = 0;

/** Asks the engine, which is started and woken if need be. */
export async function ask<T extends Request['type']>(
  request: Extract<Request, { type: T }>,
): Promise<ReplyTo<T>> {
  return (await current()).ask(request);
}

/** Tells of every change, as long as the engine lives. */
export function onStatus(listener: (status: Status) => void): void {
  listeners.add(listener);
}

/** Makes sure that what changed while the background slept is known here. */
export async function catchUp(): Promise<void> {
  await current();
}

/** Hands a page's port to the engine, once that is as awake as it can be. */
export async function introducePage(port: MessagePort): Promise<void> {
  try {
    await current();
    await carry('page', port);
  } catch (error) {
    // Whoever waits at the other end is told, and can say so.
    const { kind, code, place } = error instanceof Failure ? error : lost();
    port.postMessage({ type: 'dead', error: { kind, code, place } } satisfies FromEngine);
  }
}

/** Locks when the time is up. */
export function watchDeadline(): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) void lock();
  });
}

/**
 * Locks for certain: the key is forgotten, so that no later engine can wake with it, and the engine
 * is ended with all that is in its memory, whatever it does just now. What was committed is there.
 */
export async function lock(): Promise<void> {
  generation += 1;
  line = undefined;
  await keep(undefined);
  await endEngine();
  // The next one tells everyone that the vault is locked.
  await ask({ type: 'status' });
}

/** Ends the engine, whatever it does: its owner goes, or takes it away. */
async function endEngine(): Promise<void> {
  if (import.meta.env.FIREFOX) dismiss();
  else await browser.offscreen.closeDocument().catch(() => undefined);
}

function current(): Promise<Line> {
  if (line) return line;
  const opening: Promise<Line> = open(generation, forget).catch((error: unknown) => {
    forget();
    throw error;
  });
  function forget(): void {
    if (line === opening) line = undefined;
  }
  line = opening;
  return opening;
}

async function open(mine: number, forget: () => void): Promise<Line> {
  const { port1, port2 } = new MessageChannel();
  await carry('background', port2);
  const { line: opened, hello } = await Line.open(port1, {
    status: (status) => listeners.forEach((listener) => listener(status)),
    key: (key) => void (mine === generation && keep(key)),
    lost: forget,
  });
  const { key, late } = await waiting();
  if (late && hello.key) await opened.ask({ type: 'lock' }).catch(() => undefined);
  else if (!hello.fresh || hello.key) await keep(hello.key);
  if (!hello.fresh || hello.key) return opened;
  // Requests that follow are answered after this: the engine does one thing at a time.
  if (key) opened.wake(key);
  return opened;
}

/** The key, if one waits; `late` if its time is up, and it is forgotten. */
async function waiting(): Promise<{ key?: Uint8Array; late: boolean }> {
  await keeping;
  const found = (await browser.storage.session.get(KEY))[KEY] as Waiting | undefined;
  if (!found) return { late: false };
  if (found.until > Date.now()) return { key: Uint8Array.from(found.key), late: false };
  await keep(undefined);
  return { late: true };
}

let keeping: Promise<unknown> = Promise.resolve();

/** One after the other: a key must not come back after it was forgotten. */
function keep(key: Uint8Array | undefined): Promise<void> {
  const kept = keeping.then(() => store(key));
  keeping = kept.catch(() => undefined);
  return kept;
}

async function store(key: Uint8Array | undefined): Promise<void> {
  if (!key) {
    await browser.storage.session.remove(KEY);
    await browser.alarms.clear(ALARM);
    return;
  }
  const before = (await browser.storage.session.get(KEY))[KEY] as Waiting | undefined;
  const same =
    before?.key.length === key.length && before.key.every((byte, at) => byte === key[at]);
  // Waking is no unlocking: the deadline stays where the passphrase set it.
  const until = same ? before.until : Date.now() + UNLOCKED_FOR;
  await browser.storage.session.set({ [KEY]: { key: [...key], until } satisfies Waiting });
  await browser.alarms.create(ALARM, { when: until });
}

/** Brings a port to the engine's owner: here in Firefox, the offscreen document in Chromium. */
async function carry(role: Role, port: MessagePort): Promise<void> {
  if (import.meta.env.FIREFOX) return introduce(role, port);
  const home = await offscreen();
  home.postMessage(role, [port]);
}

interface WindowClient {
  url: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
}
interface Clients {
  matchAll(options: { type: 'all'; includeUncontrolled: true }): Promise<WindowClient[]>;
}

let making: Promise<void> | undefined;

async function offscreen(): Promise<WindowClient> {
  const url = browser.runtime.getURL('/offscreen.html');
  const find = async () => {
    const { clients } = globalThis as unknown as { clients: Clients };
    const all = await clients.matchAll({ type: 'all', includeUncontrolled: true });
    return all.find((client) => client.url === url);
  };
  const there = await find();
  if (there) return there;
  making ??= browser.offscreen
    .createDocument({
      url: 'offscreen.html',
      reasons: ['WORKERS'],
      justification: 'The engine is a Worker, which a service worker may not start.',
    })
    .finally(() => (making = undefined));
  await making;
  const made = await find();
  if (!made) throw lost();
  return made;
}
