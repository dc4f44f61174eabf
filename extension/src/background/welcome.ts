/** The first steps open by themselves, once: when Satchel was installed. */
import { browser } from 'wxt/browser';

import { keepStep, readStep } from '../first-steps';

/** To be called at every start. */
export function followInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void greet();
  });
}

async function greet(): Promise<void> {
  // A profile that has seen them is installed into again.
  if ((await readStep()) !== undefined) return;
  await keepStep('promise');
  await aWindow();
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
}

/** At the browser's own start there is none yet, and a tab would get one to itself. */
async function aWindow(): Promise<void> {
  const opened = new Promise<void>((resolve) => {
    browser.windows.onCreated.addListener(function first() {
      browser.windows.onCreated.removeListener(first);
      resolve();
    });
  });
  if ((await browser.windows.getAll()).length === 0) await opened;
}
