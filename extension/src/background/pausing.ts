/** Sites that are off for a while: their pages fall silent at once, and are entered again when it is over. */
import { browser } from 'wxt/browser';

import { isGranted } from '../granted';
import { onPaused, paused, unpause } from '../paused';

/** What stands before a pattern in its alarm's name. */
const ALARM = 'unpause ';

/** What is done in pages. */
interface Pages {
  leave(): Promise<void>;
  enter(patterns: string[]): Promise<void>;
}

/** To be called at every start of the background. */
export function followPausing(pages: Pages): void {
  onPaused((patterns) => void turn(patterns, pages));
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name.startsWith(ALARM)) void unpause(name.slice(ALARM.length));
  });
  browser.permissions.onRemoved.addListener(() => void tidy());
  void tidy();
}

/** Forgets what is over, and sites that were taken back: nothing is left to say that they were ever let in. */
async function tidy(): Promise<void> {
  const now = Date.now();
  for (const [pattern, until] of await paused(0)) {
    if (until <= now || !(await isGranted(pattern))) await unpause(pattern);
    // Firefox keeps no alarm when it ends.
    else await browser.alarms.create(ALARM + pattern, { when: until });
  }
}

async function turn(patterns: string[], pages: Pages): Promise<void> {
  const off = await paused();
  const on: string[] = [];
  for (const pattern of patterns) {
    const until = off.get(pattern);
    if (until !== undefined) {
      await browser.alarms.create(ALARM + pattern, { when: until });
      continue;
    }
    // Chromium keeps alarms, and this one names the site.
    await browser.alarms.clear(ALARM + pattern);
    if (await isGranted(pattern)) on.push(pattern);
  }
  await pages.leave();
  if (on.length > 0) await pages.enter(on);
}
