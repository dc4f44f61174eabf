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
  /** Does something while it is neither opened nor locked; tells since when it is open, if it is. */
  still<T>(act: (since: number | undefined) => Promise<T>): Promise<T>;
}

/**
 * Locks in time. To be called at every start of the background, and at once: what woke it is told
 * only to listeners that are there.
 */
export function watchTime(door: Door): void {
  const lockIf = async (ends: (since: number) => Promise<boolean>) => {
    const over = await door.still(async (since) => {
      if (since !== undefined) return ends(since);
      // Browsers may keep alarms of a session that ended.
      await disarm();
      return false;
    });
    if (over) await door.lock();
  };
  const follow = async (since: number) => {
    if (await isOver(since)) return true;
    await arm(since);
    return false;
  };
  browser.idle.onStateChanged.addListener((state) => void lockIf(() => endsWith(state)));
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === PULSE) void lockIf(async (since) => (await slept(alarm)) || isOver(since));
    else if (ALARMS.includes(alarm.name)) void lockIf(async () => true);
  });
  onSettings(() => void lockIf(follow));
  void closeToPages();
  void lockIf(follow);
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
