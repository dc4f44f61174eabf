/**
 * Sites that the user has switched off for a while, by the pattern that the browser granted, each with the time at which
 * it is on again. Kept by the browser beside the settings: it must hold while the vault is locked, and over a restart.
 */
import { browser } from 'wxt/browser';

/** What stands before a pattern in its entry's name. */
const ENTRY = 'paused ';

/** Until when each of the sites that are off at that moment is off; at the moment 0, all that were ever switched off. */
export async function paused(now = Date.now()): Promise<Map<string, number>> {
  const all = Object.entries(await browser.storage.local.get());
  return new Map(
    all.flatMap(([key, until]): [string, number][] =>
      key.startsWith(ENTRY) && typeof until === 'number' && until > now
        ? [[key.slice(ENTRY.length), until]]
        : [],
    ),
  );
}

/** Switches a site off until then. */
export function pause(pattern: string, until: number): Promise<void> {
  return browser.storage.local.set({ [ENTRY + pattern]: until });
}

/** Switches it on again, or forgets that it was off. */
export function unpause(pattern: string): Promise<void> {
  return browser.storage.local.remove(ENTRY + pattern);
}

/** Tells of every change, with the patterns it is about; gives the way to stop. */
export function onPaused(listener: (patterns: string[]) => void): () => void {
  const heard = (changes: Record<string, unknown>, area: string) => {
    const keys = Object.keys(changes).filter((key) => key.startsWith(ENTRY));
    if (area === 'local' && keys.length > 0) listener(keys.map((key) => key.slice(ENTRY.length)));
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}

/** Whether an origin is within a pattern that was granted: patterns know no ports, and any scheme is one of the web. */
export function covers(pattern: string, origin: string): boolean {
  const [scheme, host] = pattern.replace(/\/\*$/, '').split('://');
  const { protocol, hostname } = new URL(origin);
  if (scheme === '*' ? !/^https?:$/.test(protocol) : `${scheme}:` !== protocol) return false;
  if (host === '*') return true;
  if (!host?.startsWith('*.')) return host === hostname;
  return hostname === host.slice(2) || hostname.endsWith(host.slice(1));
}
