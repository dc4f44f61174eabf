/**
 * The sites as people know them, and asking for them. The browser asks the user itself; the
 * background hears of every change and does what follows from it.
 */
import { browser } from 'wxt/browser';

import { originsOf, siteOfOrigin } from '../sites/match';
import { SITES } from '../sites/table';
import { t } from './i18n';

/** What the practice chat is called in the ledger: no page's origin, so that no page can be taken for it. */
export const PRACTICE = 'satchel:practice';

/** A chat that needs no typing of its address. */
export interface KnownChat {
  id: string;
  name: string;
  /** Every host of it, as the browser is asked for it. */
  patterns: string[];
}

/** Chats at addresses of their own, those on anybody's subdomain apart. */
const KNOWN: readonly KnownChat[] = SITES.map((site) => ({
  id: site.id,
  name: site.name,
  patterns: originsOf(site),
})).filter(({ patterns }) => patterns.length > 0 && !patterns.some((each) => each.includes('*.')));

/** Every chat that needs no typing of its address. */
export function known(): readonly KnownChat[] {
  return KNOWN;
}

/** The known chats that are not enabled, or not on all of their hosts. */
export function notYet(enabled: readonly string[]): KnownChat[] {
  return KNOWN.filter(({ patterns }) => !patterns.every((pattern) => enabled.includes(pattern)));
}

/** What the chat behind a pattern calls itself, if Satchel knows it. */
export function nameOf(pattern: string): string | undefined {
  return KNOWN.find(({ patterns }) => patterns.includes(pattern))?.name;
}

/**
 * What an origin of the ledger is called where others may read it: the practice chat went by the origin of our own pages
 * once, which in Firefox no other browser has.
 */
export function publicName(origin: string): string {
  const practice = origin === PRACTICE || /^(chrome|moz)-extension:/.test(origin);
  return practice ? t('practice_chat') : origin;
}

/** What an origin of the ledger is called: by its chat's name where that is known. */
export function labelOf(origin: string): string {
  const site = siteOfOrigin(origin);
  return site ? `${site.name} (${new URL(origin).host})` : publicName(origin);
}

/** Asks for sites, at once. To be called straight from a click: browsers refuse otherwise. */
export function grant(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] });
}

/** Leaves a site. */
export function revoke(pattern: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [pattern] });
}
