/**
 * The sites that the user let Satchel into. The browser keeps that list, and asks the user itself;
 * the background hears of every change and does what follows from it.
 */
import { browser } from 'wxt/browser';

/** Asks for a site. To be called straight from a click: browsers refuse otherwise. */
export function grant(pattern: string): Promise<boolean> {
  return browser.permissions.request({ origins: [pattern] });
}

/** Leaves a site. */
export function revoke(pattern: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [pattern] });
}

export function isGranted(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] });
}

/** The patterns of all sites, in order of name. */
export async function granted(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.filter((pattern) => /^(https?|\*):\/\//.test(pattern)).sort();
}

/** Tells of every change, also those made in the browser's own settings. */
export function onChange(listener: () => void): () => void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
  return () => {
    browser.permissions.onAdded.removeListener(listener);
    browser.permissions.onRemoved.removeListener(listener);
  };
}
