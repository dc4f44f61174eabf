/**
 * What the user has set.
 *
 * Nothing of it is secret, and it must be there while the vault is locked: the browser keeps it, one
 * entry for each. What is none of the choices (of another version, or written by somebody else)
 * counts as not set.
 */
import { browser } from 'wxt/browser';

/** What can be chosen, in the order in which it is shown. */
export const CHOICES = {
  /** Minutes without use of the computer after which the vault locks; 0: it does not. */
  lockUnused: [1, 5, 15, 60, 0],
  /** Whether it locks together with the screen. */
  lockWithScreen: [true, false],
  /** Hours after unlocking at which it locks in any case. */
  lockLatest: [1, 4, 12],
  /** Where in a draft what is inserted stands. */
  insertAt: ['after', 'before', 'caret'],
  /** Whether what is sent is searched for what is worth keeping. */
  propose: [true, false],
} as const;

export type Setting = keyof typeof CHOICES;
export type Settings = { [Name in Setting]: (typeof CHOICES)[Name][number] };

export const DEFAULTS: Settings = {
  lockUnused: 15,
  lockWithScreen: true,
  lockLatest: 12,
  insertAt: 'after',
  propose: true,
};

/** How everything is set. */
export async function readSettings(): Promise<Settings> {
  // A profile that cannot be read must not keep the vault from locking.
  const found = await browser.storage.local.get(Object.keys(DEFAULTS)).catch(() => ({}));
  return {
    lockUnused: valid('lockUnused', found),
    lockWithScreen: valid('lockWithScreen', found),
    lockLatest: valid('lockLatest', found),
    insertAt: valid('insertAt', found),
    propose: valid('propose', found),
  };
}

/** Sets one thing; the others stay as they are, whoever changes them meanwhile. */
export function change<Name extends Setting>(name: Name, value: Settings[Name]): Promise<void> {
  return browser.storage.local.set({ [name]: value });
}

/** Tells of every change, wherever it was made; gives the way to stop. */
export function onSettings(listener: () => void): () => void {
  const heard = (changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && Object.keys(DEFAULTS).some((name) => name in changes)) listener();
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}

/**
 * Closes the settings to content scripts, where the browser can (Chromium): one that a page took
 * over must not make the vault stay open. To be called at every start of the background.
 */
export async function closeToPages(): Promise<void> {
  await browser.storage.local
    .setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
    .catch(() => undefined);
}

function valid<Name extends Setting>(name: Name, found: Record<string, unknown>): Settings[Name] {
  const choices: readonly unknown[] = CHOICES[name];
  return choices.includes(found[name]) ? (found[name] as Settings[Name]) : DEFAULTS[name];
}
