/** The dashboard in a tab of its own, from the popup, which closes. */
import { browser } from 'wxt/browser';

/** Opens it; `part` is the hash of one of its pages. */
export function openDashboard(part = ''): void {
  void browser.tabs.create({ url: browser.runtime.getURL('/dashboard.html') + part });
  window.close();
}
