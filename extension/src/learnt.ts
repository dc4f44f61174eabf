/**
 * The fields that the user pointed at, one for each site: kept by the browser beside the settings, as numbers that say
 * nothing of the page ([`Learnt`](./sites/learnt.ts)).
 */
import { browser } from 'wxt/browser';

import { readLearnt, type Learnt } from './sites/learnt';

/** What stands before a site's origin in its entry's name. */
const ENTRY = 'learnt ';

/** What the user pointed at on a site. */
export async function learntAt(origin: string): Promise<Learnt | undefined> {
  const key = ENTRY + origin;
  return readLearnt((await browser.storage.local.get(key))[key]);
}

/** Keeps it, in place of what was kept before. */
export function keepLearnt(origin: string, learnt: Learnt): Promise<void> {
  return browser.storage.local.set({ [ENTRY + origin]: learnt });
}

/** Forgets it. */
export function forgetLearnt(origin: string): Promise<void> {
  return browser.storage.local.remove(ENTRY + origin);
}

/** Every site that something was learnt for. */
export async function learntOrigins(): Promise<string[]> {
  const all = Object.keys(await browser.storage.local.get());
  return all.filter((key) => key.startsWith(ENTRY)).map((key) => key.slice(ENTRY.length));
}
