/** What became of something that was asked of no page of ours: said on the toolbar, where no page sees it. */
import { browser } from 'wxt/browser';

import { t, type MessageKey } from '../ui/i18n';

/** Milliseconds for which it is said. */
const TOLD = 5000;

let clearing: ReturnType<typeof setTimeout> | undefined;

/** Says it for a while. */
export async function tell(badge: string, key: MessageKey): Promise<void> {
  clearTimeout(clearing);
  await browser.action.setBadgeText({ text: badge });
  await browser.action.setTitle({ title: t(key) });
  clearing = setTimeout(() => {
    void browser.action.setBadgeText({ text: '' });
    void browser.action.setTitle({ title: t('extension_name') });
  }, TOLD);
}
