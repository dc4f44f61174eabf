/**
 * Satchel in a page: sees which composer has the focus, tells its draft, inserts what was accepted.
 *
 * It holds no secret and cannot ask for one: it says what is typed, and receives only the frame's
 * size and text that the user has accepted in the frame.
 */
import { browser, type Browser } from 'wxt/browser';

import { PORTS, type FromContent, type ToContent, type ToPage } from '../protocol';
import { fieldOf, focusedIn, hasFocus } from '../sites/dom';
import { entryOf } from '../sites/entry';
import { textOf } from '../sites/text';
import { erase } from './erase';
import { composerOf, forgetFound, type Composer } from './find';
import { Frame } from './frame';
import { insert } from './insert';
import { Keeping } from './keeping';
import { Late } from './late';
import { Pointed } from './pointed';
import { Sent } from './sent';
import { Typing } from './typing';

/** Milliseconds in which the focus may go from composer to frame and back. */
const BLUR = 250;
/** Milliseconds before a lost background is called again. */
const AGAIN = 1000;

let port: Browser.runtime.Port | undefined;
let frame: Frame | undefined;
let composer: Composer | undefined;
/** What the user has typed into each composer: what stands there otherwise is the page's. */
const drafts = new WeakMap<Composer, string>();
/** The field that the user pointed at here. */
let pointed: Pointed;
/** Fields that may become composers while they have the focus. */
const late = new Late(takeFocused);
/** Conversations, where the user wants them kept. */
const keeping = new Keeping((said) => {
  if (connected()) say({ type: 'said', said });
});
/** The site was taken back from us. */
let left = false;

export function start(): void {
  pointed = new Pointed();
  addEventListener(
    'focusin',
    (event) => {
      if (event.isTrusted && document.hasFocus()) take(event.composedPath()[0] ?? null);
    },
    true,
  );
  addEventListener(
    'focusout',
    () => {
      late.stop();
      setTimeout(leave, BLUR);
    },
    true,
  );
  document.addEventListener('visibilitychange', ({ isTrusted }) => {
    if (!isTrusted) return;
    // A tab that comes back keeps its focus, and fires no focusin for it.
    if (document.visibilityState === 'visible') takeFocused();
    else {
      leave();
      keeping.leave();
    }
  });
  addEventListener('pagehide', ({ isTrusted }) => isTrusted && keeping.leave());
  const typedIn = (event: Event) =>
    composer && isStillField(composer) && event.composedPath().includes(composer)
      ? composer
      : undefined;
  const typing = new Typing(typedIn, readDraft);
  const written = () => (composer && typing.isTouched(composer) ? composer : undefined);
  const before = () => keeping.before();
  new Sent(written, before, (text, before, gone) => {
    if (!connected()) return;
    say({ type: 'sent', text });
    keeping.sent(text, before, gone);
  });
  browser.runtime.onMessage.addListener((message: ToPage, _sender, answer) => {
    const told = called(message);
    if (told !== undefined) answer(told);
  });
  takeFocused();
}

/** The site was enabled again. */
export function resume(): void {
  left = false;
  takeFocused();
}

/** A composer that has the focus already: many chats focus theirs when they load. */
function takeFocused(): void {
  take(focusedIn(document));
}

function take(target: EventTarget | null): void {
  if (document.visibilityState !== 'visible' || left) return;
  const wait = target instanceof Element && fieldOf(target) ? pointed.ready() : undefined;
  if (wait) return void wait.then(takeFocused);
  const found = composerOf(target, pointed);
  if (!found) {
    const field = target instanceof Element ? fieldOf(target) : undefined;
    if (field) late.watch(field);
    return;
  }
  late.stop();
  composer = found;
  arrive();
}

function arrive(): void {
  if (!composer || !connected()) return;
  frame ??= new Frame({
    clear: (clear) => port && say({ type: 'clear', clear }),
    reloaded: () => port && say({ type: 'composer' }),
    stranded: leave,
  });
  frame.show(composer);
  say({ type: 'composer' });
  tellDraft();
}

function leave(): void {
  if (!composer || !frame) return;
  const there = document.visibilityState === 'visible' && composer.isConnected;
  if (there && (frame.isOpen || frame.hasFocus || hasFocus(composer))) return;
  hide();
}

function hide(): void {
  frame?.hide();
  if (port) say({ type: 'hidden' });
}

/** Whether it is still what it was: a line can become a password's under somebody's hands. */
function isStillField(field: Composer): boolean {
  return fieldOf(field) === field;
}

/** The user typed here. */
function readDraft(typedIn: Composer): void {
  drafts.set(typedIn, textOf(typedIn));
  if (typedIn === composer) tellDraft();
}

function tellDraft(): void {
  if (!composer?.isConnected || document.visibilityState !== 'visible') return;
  if (connected()) say({ type: 'draft', text: drafts.get(composer) ?? '' });
}

/** A line to the background; none any more once Satchel was updated or removed. */
function connected(): boolean {
  if (left) return false;
  if (port) return true;
  try {
    port = browser.runtime.connect({ name: PORTS.content });
  } catch {
    frame?.hide();
    return false;
  }
  port.onMessage.addListener((message: ToContent) => void hear(message));
  port.onDisconnect.addListener(() => {
    port = undefined;
    // The frame lost its line too, and has nothing to show.
    frame?.resize(false);
    // Backgrounds fall asleep; while somebody is writing or reading here, it is wanted.
    setTimeout(() => {
      const here = frame?.hasFocus || (composer && hasFocus(composer));
      if (here && document.hasFocus()) arrive();
    }, AGAIN);
  });
  say({ type: 'hello', build: __BUILD__ });
  return true;
}

async function hear(message: ToContent): Promise<void> {
  switch (message.type) {
    case 'ticket':
      return frame?.present(message.ticket);
    case 'leave':
      left = true;
      keeping.want(false);
      pointed.forget();
      port?.disconnect();
      port = undefined;
      return frame?.hide();
    case 'resize':
      if (message.open && !frame?.isShown) return;
      frame?.resize(message.open);
      return (message.open ? frame : composer)?.focus();
    case 'keep':
      return keeping.want(message.holds);
    case 'erase':
      if (composer) await erase(composer, message.draft);
      return;
    case 'insert': {
      const there = composer?.isConnected && isStillField(composer) ? composer : undefined;
      const done = there && (await insert(there, message.block, message.at));
      return say(done ? { type: 'inserted' } : { type: 'refused', code: 'composer_refused' });
    }
  }
}

/** What is asked of this page without a line; nothing is answered where there is nothing to say. */
function called(message: ToPage): unknown {
  switch (message.type) {
    case 'knock':
      if (composer && document.hasFocus()) arrive();
      return undefined;
    case 'point': {
      const field = left ? undefined : pointed.point();
      if (!field) return false;
      turn();
      field.focus();
      take(field);
      return composer === field;
    }
    case 'unlearn':
      pointed.forget();
      return turn();
    case 'entry':
      return composer?.isConnected ? entryOf(composer, location.href) : undefined;
  }
}

/** Which field is the composer is decided anew. */
function turn(): void {
  forgetFound();
  hide();
  composer = undefined;
}

function say(message: FromContent): void {
  port?.postMessage(message);
}
