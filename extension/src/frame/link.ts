/**
 * The frame's line to the background.
 *
 * The content script hands the frame a ticket by a window message, and the page can forge those.
 * So every ticket is only tried: the background answers the genuine one with what to show, and
 * drops the port of any other. The first that it answers is the frame's; from then on tickets are
 * ignored until that port is lost.
 */
import { browser, type Browser } from 'wxt/browser';

import { PORTS, type FromFrame, type ToFrame } from '../protocol';

/** Enough for the genuine one among forgeries; a page that floods only silences its own frame. */
const MOST_TRIED = 8;
const LONGEST_TICKET = 256;

export interface Listener {
  /** Something came from the background that accepted us. */
  heard(message: ToFrame): void;
  /** The line broke: nothing may be shown any more. */
  lost(): void;
}

/** Waits for a ticket, and gives the way to speak once one was accepted. */
export function link(listener: Listener): (message: FromFrame) => void {
  const tried = new Set<Browser.runtime.Port>();
  let line: Browser.runtime.Port | undefined;

  function tryTicket(ticket: string): void {
    const port = browser.runtime.connect({ name: PORTS.frame });
    tried.add(port);
    port.onMessage.addListener((message: ToFrame) => {
      if (!line) take(port);
      if (line === port) listener.heard(message);
    });
    port.onDisconnect.addListener(() => {
      tried.delete(port);
      if (line !== port) return;
      line = undefined;
      listener.lost();
    });
    port.postMessage({ type: 'hello', build: __BUILD__, ticket } satisfies FromFrame);
  }

  function take(port: Browser.runtime.Port): void {
    line = port;
    tried.delete(port);
    for (const other of tried) other.disconnect();
    tried.clear();
  }

  addEventListener('message', (event) => {
    if (line || tried.size >= MOST_TRIED) return;
    // Opened in a tab of its own it has no parent, and nothing to show.
    if (window.parent === window || event.source !== window.parent) return;
    const ticket = ticketIn(event.data);
    if (ticket) tryTicket(ticket);
  });

  return (message) => line?.postMessage(message);
}

function ticketIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { satchel, ticket } = data as { satchel?: unknown; ticket?: unknown };
  if (satchel !== 'ticket' || typeof ticket !== 'string') return undefined;
  return ticket.length > 0 && ticket.length <= LONGEST_TICKET ? ticket : undefined;
}
