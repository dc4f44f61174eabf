/**
 * What Satchel adds to the browser's context menu: it stays there when the background ends, and is made anew after an
 * update and whenever the sites change.
 */
import { browser } from 'wxt/browser';

import { t } from '../ui/i18n';

/** The entries: text that is selected anywhere, and a field on a site that Satchel was let into. */
export const MENUS = { remember: 'remember', point: 'point' } as const;

/** Makes them; `patterns` are the sites. */
export async function makeMenus(patterns: readonly string[]): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: MENUS.remember,
    title: t('remember'),
    contexts: ['selection'],
  });
  // No pattern would mean every site.
  if (patterns.length === 0) return;
  browser.contextMenus.create({
    id: MENUS.point,
    title: t('point_here'),
    contexts: ['editable'],
    documentUrlPatterns: [...patterns],
  });
}
