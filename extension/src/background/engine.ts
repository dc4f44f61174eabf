/** The background's line to the engine: it wakes it with the key that waits, and ends it to lock. */
import type { Status } from '../../../pkg/satchel';
import { deviceAnswer } from '../device';
import { Lasting } from '../engine/lasting';
import { Line, type Ask } from '../engine/line';
import type { FromEngine } from '../engine/wire';
import { Failure, lost } from '../failure';
import { carry, endEngine } from './home';
import { keep, mayOpenByItself, waiting } from './key';

const listeners = new Set<(status: Status) => void>();
const line = new Lasting(open);
/** Counts locks: a key that an engine of before sends late is not kept. */
let generation = 0;

/** Asks the engine, which is started and woken if need be. */
export const ask: Ask = async (request) => (await line.current()).ask(request);

/** Tells of every change, as long as the engine lives. */
export function onStatus(listener: (status: Status) => void): void {
  listeners.add(listener);
}

/** Makes sure that what changed while the background slept is known here. */
export async function catchUp(): Promise<void> {
  await line.current();
}

/** Hands a page's port to the engine, once that is as awake as it can be. */
export async function introducePage(port: MessagePort): Promise<void> {
  try {
    await line.current();
    await carry('page', port);
  } catch (error) {
    // Whoever waits at the other end is told, and can say so.
    const { kind, code, place } = error instanceof Failure ? error : lost();
    port.postMessage({ type: 'dead', error: { kind, code, place } } satisfies FromEngine);
  }
}

/**
 * Locks for certain: the key is forgotten, so that no later engine can wake with it, and the engine
 * is ended with all that is in its memory, whatever it does just now. What was committed is there.
 */
export async function lock(): Promise<void> {
  generation += 1;
  line.forget();
  await keep(undefined);
  await endEngine();
  // The next one tells everyone that the vault is locked.
  await ask({ type: 'status' });
}

async function open(gone: () => void): Promise<Line> {
  const mine = generation;
  const { port1, port2 } = new MessageChannel();
  await carry('background', port2);
  const { line: opened, hello } = await Line.open(port1, {
    status: (status) => listeners.forEach((listener) => listener(status)),
    key: (key) => void (mine === generation && keep(key)),
    lost: gone,
  });
  const { key, late } = await waiting();
  // Locked meanwhile: what this engine said of its key is over.
  if (mine !== generation) throw lost();
  if (late && hello.key) await opened.ask({ type: 'lock' }).catch(() => undefined);
  else if (!hello.fresh || hello.key) await keep(hello.key);
  if (!hello.fresh || hello.key) return opened;
  // Requests that follow are answered after this: the engine does one thing at a time.
  if (key) opened.wake(key);
  else await openByDevice(opened);
  return opened;
}

/** If the user lets this device open the vault: when the browser was started, and not after. */
async function openByDevice(opened: Line): Promise<void> {
  try {
    const answer = await deviceAnswer();
    if (answer === undefined || !(await mayOpenByItself())) return;
    await opened.ask({ type: 'unlock', with: { way: 'device', answer } });
  } catch {
    // It stays locked, and whoever wants in is asked.
  }
}
