/**
 * Where the engine lives: here in Firefox, whose event page may start Workers; in Chromium in the
 * offscreen document, which a service worker has the browser make.
 */
import { browser } from 'wxt/browser';

import { dismiss, introduce } from '../engine/host';
import type { Role } from '../engine/wire';
import { lost } from '../failure';

/** Brings a client's port to the engine, which is started if need be. */
export async function carry(role: Role, port: MessagePort): Promise<void> {
  if (import.meta.env.FIREFOX) return introduce(role, port);
  const home = await offscreen();
  home.postMessage(role, [port]);
}

/** Ends the engine, whatever it does: its owner goes, or takes it away. */
export async function endEngine(): Promise<void> {
  if (import.meta.env.FIREFOX) dismiss();
  else await browser.offscreen.closeDocument().catch(() => undefined);
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
