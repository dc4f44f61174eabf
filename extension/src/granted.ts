/**
 * The browser's list of the origins that the user let Satchel into. There is no other list: what is
 * granted is enabled.
 */
import { browser } from 'wxt/browser';

/** Whether this match pattern is granted, or is within one that is. */
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
