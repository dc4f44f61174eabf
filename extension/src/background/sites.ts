/** The sites that the user let Satchel into, with the content script and the context menu on them. */
import { browser } from 'wxt/browser';

import { granted, isGranted } from '../granted';
import { covers, paused } from '../paused';
import { makeMenus } from './menus';

const SCRIPT = 'composer';
const FILE = '/page.js';

/** Follows the browser's list; `removed` hears when it shrank. To be called at every start. */
export function followSites(removed: () => void): void {
  browser.permissions.onAdded.addListener(({ origins = [] }) => {
    void register().then(() => enterOpenTabs(origins));
  });
  browser.permissions.onRemoved.addListener(() => {
    removed();
    void register();
  });
  browser.runtime.onInstalled.addListener(() => void register());
  browser.runtime.onStartup.addListener(() => void register());
}

/** Whether the user let Satchel into an origin. Patterns know no ports. */
export function isLetIn(origin: string): Promise<boolean> {
  const { protocol, hostname } = new URL(origin);
  return isGranted(`${protocol}//${hostname}/*`);
}

/** Whether an origin is enabled, and not off for a while. */
export async function isEnabled(origin: string): Promise<boolean> {
  if (!(await isLetIn(origin))) return false;
  const off = [...(await paused()).keys()];
  return !off.some((pattern) => covers(pattern, origin));
}

let registering: Promise<unknown> = Promise.resolve();

/** One after the other: two at once would register twice. */
function register(): Promise<void> {
  const registered = registering.then(async () => {
    const matches = await granted();
    const there = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
    await makeMenus(matches);
    if (there.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] });
    if (matches.length === 0) return;
    await browser.scripting.registerContentScripts([
      {
        id: SCRIPT,
        js: [FILE],
        matches,
        allFrames: true,
        // Also frames that a page of the site fills itself: they have its origin, and no address.
        matchOriginAsFallback: true,
        runAt: 'document_idle',
      },
    ]);
  });
  registering = registered.catch(() => undefined);
  return registered;
}

/** Pages that are open already need no reload. */
export async function enterOpenTabs(origins: string[]): Promise<void> {
  const tabs = await browser.tabs.query({ url: origins });
  for (const { id } of tabs) {
    if (id === undefined) continue;
    await browser.scripting
      .executeScript({ target: { tabId: id, allFrames: true }, files: [FILE] })
      .catch(() => undefined); // A page where no script may run: the browser's own, a store.
  }
}
