/**
 * “Remember this”, for text that the user has selected in any page: by the context menu, or by a
 * shortcut. What a page says is not the user's own: it waits in the inbox until it is approved there.
 */
import { browser, type Browser } from 'wxt/browser';

import type { Ask } from '../engine/line';
import { tell } from './badge';
import { MENUS } from './menus';

export const COMMAND = 'remember-selection';

/** Follows menu and shortcut. To be called at every start. */
export function followRemember(ask: Ask): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText, frameUrl, pageUrl }) => {
    if (menuItemId === MENUS.remember)
      void remember(ask, selectionText, hostOf(frameUrl) || hostOf(pageUrl));
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === COMMAND) void rememberIn(ask, tab);
  });
}

/** What is selected in a tab; pressing the shortcut lets us ask that tab, this once. */
async function rememberIn(ask: Ask, tab: Browser.tabs.Tab | undefined): Promise<void> {
  if (tab?.id === undefined) return;
  const [answer] = await browser.scripting
    .executeScript({ target: { tabId: tab.id }, func: () => String(getSelection() ?? '') })
    .catch(() => []);
  await remember(ask, answer?.result, hostOf(tab.url));
}

async function remember(ask: Ask, text: string | undefined, from: string): Promise<void> {
  if (!text?.trim()) return tell('!', 'remember_nothing');
  try {
    const { vault } = await ask({ type: 'status' });
    if (vault !== 'unlocked') {
      await tell('!', 'remember_locked');
      // Where the browser opens it, the way in is one step nearer.
      return await browser.action.openPopup().catch(() => undefined);
    }
    const { added } = await ask({ type: 'propose', text, from });
    await tell('+1', added ? 'remember_done' : 'remember_known');
  } catch {
    await tell('!', 'remember_failed');
  }
}

/** Who said it; empty for a file on this device, and for a frame that its page filled: then that page did. */
function hostOf(url: string | undefined): string {
  return url && URL.canParse(url) ? new URL(url).host : '';
}
