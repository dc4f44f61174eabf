/**
 * Fields that the user points at, by the context menu, because Satchel did not find them: a page of the site asks what
 * was learnt there, and tells what it learns. It is believed for its own origin alone, as the browser names it.
 */
import { browser } from 'wxt/browser';

import { forgetLearnt, keepLearnt, learntAt, learntOrigins } from '../learnt';
import type { AskedByPage, ToPage } from '../protocol';
import { readLearnt } from '../sites/learnt';
import { tell } from './badge';
import { MENUS } from './menus';
import { isEnabled, isLetIn } from './sites';

/** Follows the menu and what pages ask. To be called at every start. */
export function followPointing(): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, frameId = 0 }, tab) => {
    if (menuItemId !== MENUS.point || tab?.id === undefined) return;
    void point(tab.id, frameId);
  });
  browser.runtime.onMessage.addListener((message: AskedByPage, sender, answer) => {
    const { id, tab, origin } = sender;
    if (id !== browser.runtime.id || !tab || !origin || !/^https?:\/\//.test(origin)) return;
    if (message?.type !== 'learnt' && message?.type !== 'learn') return;
    hear(message, origin).then(answer, () => answer(undefined));
    return true; // The answer comes later.
  });
}

async function point(tab: number, frameId: number): Promise<void> {
  // Nobody answers in a page that was open before Satchel was updated.
  const asked = browser.tabs.sendMessage(tab, { type: 'point' } satisfies ToPage, { frameId });
  if ((await asked.catch(() => false)) !== true) await tell('!', 'point_refused');
}

async function hear(message: AskedByPage, origin: string): Promise<unknown> {
  if (!(await isEnabled(origin))) return undefined;
  const kept = await learntAt(origin);
  if (message.type === 'learnt') return kept;
  const learnt = readLearnt(message.learnt);
  return learnt && (kept || message.anew !== true) && (await keepLearnt(origin, learnt));
}

/** Forgets what was learnt on sites that were taken back. */
export async function forgetDisabled(): Promise<void> {
  for (const origin of await learntOrigins()) {
    if (!(await isLetIn(origin))) await forgetLearnt(origin);
  }
}
