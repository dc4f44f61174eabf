/**
 * When the vault locks by itself, as the user has set it: when the computer is not used, when its
 * screen locks, and at the latest some hours after it was unlocked.
 */
import { browser, type Browser } from 'wxt/browser';

import { closeToPages, onSettings, readSettings, type Settings } from '../settings';

/** Rings when the vault has been open for as long as it may. */
const LATEST = 'lock-latest';
/** Rings while the screen stays locked: the browser tells of no disuse behind it. */
const AWAY = 'lock-away';
/** Rings again and again while the vault is open: see `slept`. */
const PULSE = 'lock-pulse';
const ALARMS = [LATEST, AWAY, PULSE];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The shortest period in minutes that Chromium grants an alarm. */
const SHORTEST = 0.5;

/** What is locked, and how one knows that it is open. */
interface Door {
  lock(): Promise<void>;
  /** When it was unlocked; nothing if it is locked. */
  openSince(): Promise<number | undefined>;
}

/**
 * Locks in time. To be called at every start of the background, and at once: what woke it is told
 * only to listeners that are there.
 */
export function watchTime(door: Door): void {
  const whenOpen = (act: (since: number) => Promise<void>) => async () => {
    const since = await door.openSince();
    if (since !== undefined) await act(since);
  };
  browser.idle.onStateChanged.addListener((state) => {
    void whenOpen(async () => {
      if (await endsWith(state)) await door.lock();
    })();
  });
  browser.alarms.onAlarm.addListener((alarm) => {
    if (!ALARMS.includes(alarm.name)) return;
    void whenOpen(async (since) => {
      const over = alarm.name !== PULSE || (await slept(alarm)) || (await isOver(since));
      if (over) await door.lock();
    })();
  });
  const follow = whenOpen(async (since) => {
    if (await isOver(since)) await door.lock();
    else await arm(since);
  });
  onSettings(() => void follow());
  void closeToPages();
  void follow();
}

/** Whether a vault that was unlocked then has been open for as long as it may. */
export async function isOver(since: number): Promise<boolean> {
  // Not the other way round: a time that is none is over.
  return !(Date.now() < endOf(since, await readSettings()));
}

/** The vault is open: from now on time is watched. */
export async function arm(since: number): Promise<void> {
  const settings = await readSettings();
  await browser.alarms.create(LATEST, { when: endOf(since, settings) });
  const { lockUnused } = settings;
  if (lockUnused === 0) {
    await browser.alarms.clear(AWAY);
    await browser.alarms.clear(PULSE);
    return;
  }
  browser.idle.setDetectionInterval(lockUnused * 60);
  const periodInMinutes = pulseOf(lockUnused);
  // One that is due must ring: it is not set anew each time that the background wakes.
  const there = await browser.alarms.get(PULSE);
  if (there?.periodInMinutes !== periodInMinutes) {
    await browser.alarms.create(PULSE, { periodInMinutes });
  }
}

/** The vault is locked: there is nothing to watch. */
export async function disarm(): Promise<void> {
  for (const name of ALARMS) await browser.alarms.clear(name);
}

/** Whether the vault locks when the computer comes into this state. */
async function endsWith(state: `${Browser.idle.IdleState}`): Promise<boolean> {
  const { lockUnused, lockWithScreen } = await readSettings();
  switch (state) {
    case 'idle':
      return lockUnused > 0;
    case 'locked':
      if (lockWithScreen) return true;
      if (lockUnused > 0) await browser.alarms.create(AWAY, { delayInMinutes: lockUnused });
      return false;
    case 'active': {
      const away = await browser.alarms.get(AWAY);
      await browser.alarms.clear(AWAY);
      // A computer that slept meanwhile may tell of its user first.
      return away !== undefined && away.scheduledTime <= Date.now();
    }
  }
}

/**
 * Whether the computer slept for as long as it may be unused. Nothing rings then, and no browser
 * tells of it: the key that wakes it is use already. But an alarm that was due rings late.
 */
async function slept({ scheduledTime }: Browser.alarms.Alarm): Promise<boolean> {
  const { lockUnused } = await readSettings();
  const silent = Date.now() - scheduledTime + pulseOf(lockUnused) * MINUTE;
  return lockUnused > 0 && silent >= lockUnused * MINUTE;
}

/** Minutes from pulse to pulse. */
function pulseOf(lockUnused: number): number {
  return Math.max(SHORTEST, lockUnused / 5);
}

function endOf(since: number, { lockLatest }: Settings): number {
  return since + lockLatest * HOUR;
}
