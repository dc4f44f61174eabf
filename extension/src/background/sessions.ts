/**
 * One session for every content script that has a composer: its tickets, its frame, its draft.
 *
 * Who speaks is decided by what the browser vouches for: our id, the origin, the tab. A content
 * script learns nothing but what was accepted in its own frame; a frame is bound to the session
 * that asked for it by a ticket that opens once.
 */
import { browser, type Browser } from 'wxt/browser';

import {
  PORTS,
  type FromContent,
  type FromFrame,
  type ToContent,
  type ToFrame,
  type ToPage,
} from '../protocol';
import { readSettings } from '../settings';
import { ask, onStatus } from './engine';
import { Session } from './session';
import { isEnabled } from './sites';

type Port = Browser.runtime.Port;

/** The command that opens the list. */
const OPEN = 'open-suggestions';
const OWN_ORIGIN = new URL(browser.runtime.getURL('/popup.html')).origin;
/** Milliseconds in which a page that was asleep may answer the shortcut. */
const LATE = 3000;

const sessions = new Map<Port, Session>();
/** A tab whose shortcut came before its content script was connected. */
let wanted: { tab: number; until: number } | undefined;

/** Serves content scripts and frames. To be called at every start of the background. */
export function serveSessions(): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.sender?.id !== browser.runtime.id) return port.disconnect();
    if (port.name === PORTS.content) void serveContent(port);
    else if (port.name === PORTS.frame) serveFrame(port);
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === OPEN) void openByShortcut(tab?.id);
  });
  onStatus((status) => sessions.forEach((session) => void session.refresh(status)));
}

/** Sites were taken back: their sessions end, in pages that stay open too. */
export async function endDisabled(): Promise<void> {
  for (const [port, session] of sessions) {
    if (await isEnabled(session.site)) continue;
    session.leave();
    sessions.delete(port);
  }
}

async function serveContent(port: Port): Promise<void> {
  const { tab, origin } = port.sender ?? {};
  const early: FromContent[] = [];
  let session: Session | undefined;
  let gone = false;
  port.onDisconnect.addListener(() => {
    gone = true;
    session?.end();
    sessions.delete(port);
  });
  port.onMessage.addListener((message: FromContent) => {
    if (session) hearContent(session, message);
    else early.push(message);
  });
  // Only pages of enabled sites, and only in a tab: an origin that is none ("null") is no site.
  const site = origin && /^https?:\/\//.test(origin) ? origin : undefined;
  if (tab?.id === undefined || !site || !(await isEnabled(site))) {
    return port.postMessage({ type: 'leave' } satisfies ToContent);
  }
  if (gone) return;
  const toContent = (message: ToContent) => port.postMessage(message);
  session = new Session(tab.id, site, {
    toContent,
    ask,
    isEnabled,
    shortcut,
    settings: readSettings,
  });
  sessions.set(port, session);
  for (const message of early) hearContent(session, message);
}

function hearContent(session: Session, message: FromContent): void {
  // A content script left over from before an update falls silent.
  if (message.type === 'hello') session.known = message.build === __BUILD__;
  if (!session.known) return;
  session.hearContent(message);
  if (message.type === 'composer') openIfWanted(session);
}

function serveFrame(port: Port): void {
  const { tab: { id: tab } = {}, origin } = port.sender ?? {};
  if (tab === undefined || origin !== OWN_ORIGIN) return port.disconnect();
  let session: Session | undefined;
  port.onMessage.addListener((message: FromFrame) => {
    if (message.type !== 'hello') return session?.hearFrame(message);
    session = message.build === __BUILD__ ? holderOf(message.ticket, tab) : undefined;
    if (!session) return port.disconnect();
    port.onDisconnect.addListener(() => session?.unbind());
    session.bind((answer: ToFrame) => port.postMessage(answer));
    openIfWanted(session);
    void session.serve();
  });
}

/** The session whose ticket this is, in this tab. A ticket is used up by asking. */
function holderOf(ticket: string, tab: number): Session | undefined {
  for (const session of sessions.values()) {
    if (session.tab === tab && session.redeem(ticket)) return session;
  }
  return undefined;
}

async function shortcut(): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === OPEN)?.shortcut ?? '';
}

async function openByShortcut(tab: number | undefined): Promise<void> {
  const id = tab ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id;
  if (id === undefined) return;
  const ready = [...sessions.values()].filter((session) => session.tab === id && session.ready);
  const latest = ready.sort((a, b) => b.focusedAt - a.focusedAt)[0];
  if (latest) return latest.open(true);
  wanted = { tab: id, until: Date.now() + LATE };
  await browser.tabs.sendMessage(id, { type: 'knock' } satisfies ToPage).catch(() => undefined);
}

function openIfWanted(session: Session | undefined): void {
  if (!session?.ready || wanted?.tab !== session.tab || wanted.until < Date.now()) return;
  wanted = undefined;
  session.open(true);
}
