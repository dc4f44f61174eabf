/** Sites that are off for a while: their pages fall silent at once, and are entered again when it is over. */
import { browser } from 'wxt/browser';

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
}

async function turn(patterns: string[], pages: Pages): Promise<void> {
  const off = await paused();
  const on: string[] = [];
  for (const pattern of patterns) {
    const until = off.get(pattern);
    if (until === undefined) on.push(pattern);
    else await browser.alarms.create(ALARM + pattern, { when: until });
  }
  await pages.leave();
  if (on.length > 0) await pages.enter(on);
}
