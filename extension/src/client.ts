/**
 * The engine as extension pages use it: ask, import, hear how things stand.
 *
 * The page makes a channel and sends one end to the background, which starts the engine if need be
 * and hands the port on; from then on page and engine talk alone. When the engine ends (browsers
 * put backgrounds to sleep), the next question finds the new one.
 */
import { browser } from 'wxt/browser';

import type {
  BackupView,
  ImportPreview,
  ImportSummary,
  JobEnd,
  JobProgress,
  Reply,
  Request,
  RestoreSummary,
  Status,
} from '../../pkg/satchel';
import { forgetDevice } from './device';
import { Lasting } from './engine/lasting';
import { Line, type Ask, type ReplyTo } from './engine/line';
import type { Job } from './engine/wire';
import { codeOf, lost } from './failure';
import { CONNECT, type ToBackground } from './protocol';

/** Who follows long work, and may end it. */
export interface Watch {
  progress(progress: JobProgress): void;
  signal?: AbortSignal;
}

export interface Restore {
  file: File;
  passphrase: string;
  /** Whether what was shredded comes back too. */
  revive: boolean;
  /** Whether it is the user's own: an empty vault becomes the one that it was made of. */
  own: boolean;
}

export interface Engine {
  /** The reply to a request. */
  ask: Ask;
  /** Looks through a file: what an import would bring. Nothing of it is kept. */
  lookInto(file: File, watch: Watch): Promise<ImportPreview>;
  /** Imports a file; aborting keeps what was read. */
  importFile(file: File, watch: Watch): Promise<ImportSummary>;
  /** Writes a backup into the private file of this name, and reads it back. */
  backup(name: string, passphrase: string, watch: Watch): Promise<BackupView>;
  /** Checks a backup whole, then merges it; aborting keeps what was merged. */
  restore(job: Restore, watch: Watch): Promise<RestoreSummary>;
  /** Ends work of this kind, whichever page began it; what it kept stays. */
  stopJob(kind: Job['kind']): Promise<void>;
  /** Lets it go on with the language model that is kept now. */
  changeModel(): Promise<void>;
  /** Tells of every change; gives the way to stop. */
  onStatus(listener: (status: Status) => void): () => void;
}

/** Milliseconds between signs of life to a background that would fall asleep under long work. */
const HEARTBEAT = 10_000;

/** Requests that change nothing. */
const HARMLESS = new Set<Request['type']>([
  'status',
  'list',
  'inbox',
  'search',
  'ledger',
  'recall',
  'slots',
  'newRecovery',
  'bin',
  'receipts',
  'sources',
  'backups',
  'damages',
  'wording',
  'preview',
  'about',
  'scopes',
]);
/** Requests after which another key opens the vault, or none. */
const KEYED = new Set<Request['type']>(['create', 'unlock', 'changeSlots', 'forget']);

export function connect(): Engine {
  const listeners = new Set<(status: Status) => void>();
  const line = new Lasting(open);

  function tell(status: Status): void {
    listeners.forEach((listener) => listener(status));
  }

  async function open(gone: () => void): Promise<Line> {
    const { port1, port2 } = new MessageChannel();
    const heartbeat = keepAwake();
    try {
      await sendToBackground(port2);
      const { line: opened } = await Line.open(port1, {
        status: tell,
        lost() {
          heartbeat();
          gone();
          // The next engine tells of changes only: whoever listens has to hear how things stand in
          // it. It may be locked, and what is on the screen must go.
          if (listeners.size > 0) ask({ type: 'status' }).then(tell, () => undefined);
        },
      });
      return opened;
    } catch (error) {
      heartbeat();
      throw error;
    }
  }

  /** Asks; what changes nothing is asked once more if the engine ended over it. */
  const ask: Ask = async (request) => {
    try {
      return await (await line.current()).ask(request);
    } catch (error) {
      if (codeOf(error) !== 'engine_lost' || !HARMLESS.has(request.type)) throw error;
      return (await line.current()).ask(request);
    }
  };

  async function run(job: Job, { progress, signal }: Watch): Promise<JobEnd['value']> {
    return (await (await line.current()).run(job, progress, signal)).value;
  }

  /** By the background, which forgets the key first; the engine ends with it. */
  async function lock(): Promise<Status> {
    if (!(await tellBackground('lock'))) throw lost();
    return ask({ type: 'status' });
  }

  return {
    async ask<T extends Request['type']>(request: Extract<Request, { type: T }>) {
      if (request.type === 'lock') return { ...(await lock()), type: 'lock' } as ReplyTo<T>;
      const reply = await ask<T>(request);
      if (opensByNoDevice(reply)) await forgetDevice().catch(() => undefined);
      // The background may have been asleep and not have heard that there is a key.
      if (KEYED.has(request.type)) await tellBackground('changed');
      return reply;
    },
    async lookInto(file, watch) {
      return (await run({ kind: 'look', file }, watch)) as ImportPreview;
    },
    async importFile(file, watch) {
      return (await run({ kind: 'import', file }, watch)) as ImportSummary;
    },
    async backup(name, passphrase, watch) {
      return (await run({ kind: 'backup', name, passphrase }, watch)) as BackupView;
    },
    async restore(job, watch) {
      return (await run({ kind: 'restore', ...job }, watch)) as RestoreSummary;
    },
    async stopJob(kind) {
      (await line.current()).stopJob(kind);
    },
    async changeModel() {
      (await line.current()).changeModel();
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether the device's key has nothing left to open. */
function opensByNoDevice(reply: Reply): boolean {
  if (reply.type !== 'changeSlots') return reply.type === 'forget';
  return !reply.slots.some(({ way }) => way === 'device');
}

/** A port can be handed over in Chromium to the service worker, in Firefox to the event page. */
async function sendToBackground(port: MessagePort): Promise<void> {
  if (import.meta.env.FIREFOX) {
    const page = (await browser.runtime.getBackgroundPage()) as globalThis.Window | null;
    if (!page) throw lost();
    await loaded(page);
    page.postMessage(CONNECT, location.origin, [port]);
  } else {
    const { active } = await navigator.serviceWorker.ready;
    if (!active) throw lost();
    active.postMessage(CONNECT, [port]);
  }
}

/** A page that was only just begun hears nothing yet: it listens once its script has run. */
async function loaded({ document }: globalThis.Window): Promise<void> {
  if (document.readyState === 'complete') return;
  await new Promise<void>((resolve) => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState === 'complete') resolve();
    });
  });
}

/** Whether the background has done it. */
async function tellBackground(type: ToBackground['type']): Promise<boolean> {
  const message: ToBackground = { type };
  return (await browser.runtime.sendMessage(message).catch(() => false)) === true;
}

/**
 * Keeps the background awake as long as this page is open; gives the way to stop. By messages, which
 * count in both browsers: what comes over a port does not keep Firefox's event page, and with it the
 * engine, from being ended after half a minute.
 */
function keepAwake(): () => void {
  const timer = setInterval(() => void tellBackground('awake'), HEARTBEAT);
  return () => clearInterval(timer);
}
