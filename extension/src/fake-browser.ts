/**
 * As much of a browser as tests of the background need: storage, alarms, idleness, and a time that
 * passes when it is told to. To be imported before anything that uses the browser.
 */
type Listener = (...told: never[]) => unknown;
type Alarm = { name: string; scheduledTime: number; periodInMinutes?: number | undefined };
type When = { when?: number; delayInMinutes?: number; periodInMinutes?: number };

const MINUTE = 60_000;

class Event {
  #listeners = new Set<Listener>();
  addListener(listener: Listener): void {
    this.#listeners.add(listener);
  }
  removeListener(listener: Listener): void {
    this.#listeners.delete(listener);
  }
  fire(...told: unknown[]): void {
    for (const listener of this.#listeners) listener(...(told as never[]));
  }
  clear(): void {
    this.#listeners.clear();
  }
}

let now = 0;
Date.now = () => now;

const changed = new Event();
const rang = new Event();
const idle = new Event();
const started = new Event();
const installed = new Event();
const messages = new Event();
const revoked = new Event();
const events = [changed, rang, idle, started, installed, messages, revoked];
const alarms = new Map<string, Alarm>();
const areas = { local: new Map<string, unknown>(), session: new Map<string, unknown>() };

function area(name: keyof typeof areas) {
  const held = areas[name];
  return {
    async get(keys: string | string[] = [...held.keys()]) {
      return Object.fromEntries(
        [keys]
          .flat()
          .flatMap((key) => (held.has(key) ? [[key, structuredClone(held.get(key))]] : [])),
      );
    },
    async set(items: Record<string, unknown>) {
      for (const [key, value] of Object.entries(items)) held.set(key, structuredClone(value));
      changed.fire(items, name);
    },
    async remove(key: string) {
      held.delete(key);
      changed.fire({ [key]: undefined }, name);
    },
  };
}

/** What the tests do to it, and see of it. */
export const fake = {
  /** Seconds without use after which the browser tells that nobody is there. */
  interval: 60,
  alarms,
  session: areas.session,
  local: areas.local,
  /** The origins that the user let Satchel into, as patterns. */
  granted: new Set<string>(),

  /** A browser that was just started. */
  restart(): void {
    for (const event of events) event.clear();
    for (const held of [alarms, areas.local, areas.session]) held.clear();
    now = 1_800_000_000_000;
    this.interval = 60;
    this.granted.clear();
  },

  /** The user takes a site back, by whatever way. */
  async revokes(pattern: string): Promise<void> {
    this.granted.delete(pattern);
    revoked.fire({ origins: [pattern] });
    await settled();
  },

  /** A page says something to the background, which may answer. */
  async asks(message: unknown, sender: object): Promise<unknown> {
    let told: unknown;
    messages.fire(message, sender, (answer: unknown) => (told = answer));
    await settled();
    return told;
  },

  /** A browser that is started again on the profile that is there. */
  startAgain(): void {
    for (const event of events) event.clear();
    for (const held of [alarms, areas.session]) held.clear();
  },

  /** It says why it has started the background. */
  says(why: 'startup' | 'install' | 'update'): void {
    if (why === 'startup') started.fire();
    else installed.fire({ reason: why });
  },

  /** Time goes by; alarms ring when they are due. */
  async pass(minutes: number): Promise<void> {
    const end = now + minutes * MINUTE;
    for (let next = due(end); next; next = due(end)) {
      now = Math.max(now, next.scheduledTime);
      await ring(next);
    }
    now = end;
  },

  /** The computer sleeps: what was due meanwhile rings when it wakes. */
  async sleep(minutes: number): Promise<void> {
    now += minutes * MINUTE;
    for (const alarm of [...alarms.values()]) if (alarm.scheduledTime <= now) await ring(alarm);
  },

  async becomes(state: 'active' | 'idle' | 'locked'): Promise<void> {
    idle.fire(state);
    await settled();
  },
};

/** Everything that was begun is done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

function due(end: number): Alarm | undefined {
  return [...alarms.values()]
    .filter(({ scheduledTime }) => scheduledTime <= end)
    .toSorted((a, b) => a.scheduledTime - b.scheduledTime)[0];
}

async function ring(alarm: Alarm): Promise<void> {
  const told = { ...alarm };
  if (alarm.periodInMinutes) alarm.scheduledTime = now + alarm.periodInMinutes * MINUTE;
  else alarms.delete(alarm.name);
  rang.fire(told);
  await settled();
}

Object.assign(globalThis, {
  browser: {
    runtime: { id: 'satchel', onStartup: started, onInstalled: installed, onMessage: messages },
    contextMenus: { onClicked: new Event() },
    permissions: {
      onRemoved: revoked,
      async contains({ origins }: { origins: string[] }) {
        return origins.every((each) => fake.granted.has(each));
      },
    },
    storage: { local: area('local'), session: area('session'), onChanged: changed },
    idle: {
      onStateChanged: idle,
      setDetectionInterval(seconds: number) {
        fake.interval = seconds;
      },
    },
    alarms: {
      onAlarm: rang,
      async create(name: string, { when, delayInMinutes, periodInMinutes }: When) {
        const delay = delayInMinutes ?? periodInMinutes ?? 0;
        const scheduledTime = when ?? now + delay * MINUTE;
        alarms.set(name, { name, scheduledTime, periodInMinutes });
      },
      async get(name: string) {
        return alarms.get(name);
      },
      async clear(name: string) {
        return alarms.delete(name);
      },
    },
  },
});
