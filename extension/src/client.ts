/**
 * The engine as extension pages use it: ask, import, hear how things stand.
 *
 * The page makes a channel and sends one end to the background, which starts the engine if need be
 * and hands the port on; from then on page and engine talk alone. When the engine ends (browsers
 * put backgrounds to sleep), the next question finds the new one.
 */
import { browser } from 'wxt/browser';

import type { ImportProgress, ImportSummary, Request, Status } from '../../pkg/satchel';
import { Line, type ReplyTo } from './engine/line';
import { CONNECT, PORTS } from './protocol';

export { Failure } from './engine/line';

export interface Engine {
  /** The reply to a request; rejects with a `Failure`. */
  ask<T extends Request['type']>(request: Extract<Request, { type: T }>): Promise<ReplyTo<T>>;
  /** Imports a file; aborting keeps what was read. */
  importFile(
    file: File,
    onProgress: (progress: ImportProgress) => void,
    signal?: AbortSignal,
  ): Promise<ImportSummary>;
  /** Tells of every change; gives the way to stop. */
  onStatus(listener: (status: Status) => void): () => void;
}

/** Milliseconds between signs of life to a background that would fall asleep under long work. */
const HEARTBEAT = 10_000;

export function connect(): Engine {
  const listeners = new Set<(status: Status) => void>();
  let line: Promise<Line> | undefined;

  async function open(): Promise<Line> {
    const { port1, port2 } = new MessageChannel();
    const heartbeat = keepAwake();
    await sendToBackground(port2);
    const { line: opened } = await Line.open(port1, {
      status: (status) => listeners.forEach((listener) => listener(status)),
      lost() {
        heartbeat();
        line = undefined;
        // Whoever listens shall see how things stand in the next engine.
        if (listeners.size > 0) void current().then((next) => next.ask({ type: 'status' }));
      },
    });
    return opened;
  }

  function current(): Promise<Line> {
    line ??= open().catch((error: unknown) => {
      line = undefined;
      throw error;
    });
    return line;
  }

  return {
    async ask(request) {
      const reply = await (await current()).ask(request);
      // The background may have been asleep and not have heard that there is a key, or none.
      if (['create', 'unlock', 'lock'].includes(request.type)) await tellBackground();
      return reply;
    },
    async importFile(file, onProgress, signal) {
      return (await current()).importFile(file, onProgress, signal);
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A port can be handed over in Chromium to the service worker, in Firefox to the event page. */
async function sendToBackground(port: MessagePort): Promise<void> {
  if (import.meta.env.FIREFOX) {
    const page = (await browser.runtime.getBackgroundPage()) as globalThis.Window | null;
    page?.postMessage(CONNECT, location.origin, [port]);
  } else {
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(CONNECT, [port]);
  }
}

async function tellBackground(): Promise<void> {
  // Says only that something changed: messages of this kind reach every extension page.
  await browser.runtime.sendMessage({ type: 'changed' }).catch(() => undefined);
}

/** Keeps the background awake as long as this page is open; gives the way to stop. */
function keepAwake(): () => void {
  const port = browser.runtime.connect({ name: PORTS.page });
  const timer = setInterval(() => port.postMessage({}), HEARTBEAT);
  port.onDisconnect.addListener(() => clearInterval(timer));
  return () => {
    clearInterval(timer);
    port.disconnect();
  };
}
