/**
 * The frame's place in the page: an iframe of our own origin behind a closed shadow root.
 *
 * It has one size closed and one open, stands there whenever the composer has the focus, and so
 * tells the page nothing. What is in it comes by a port that this script never sees.
 */
import { browser } from 'wxt/browser';

import { CLOSED, OPEN } from '../frame-size';
import { isClear } from './clear';

/** CSS pixels between the composer and the frame. */
const GAP = 6;
/**
 * Milliseconds between looks at where the composer is and what the page does to the frame, at least and
 * at most: pages tell of neither. One that knew when the next comes would cover the frame in between.
 */
const FOLLOW = { least: 50, most: 200 } as const;

/** The host's style wherever it stands: nothing of the page's. */
const PLAIN = { all: 'initial', position: 'fixed', inset: 'auto', display: 'none' } as const;

/** What the frame's place has to tell. */
export interface FrameListener {
  /** Whether the open frame is clear of the page's tricks, when that changes. */
  clear(clear: boolean): void;
  /** The iframe was loaded anew, and needs a ticket. */
  reloaded(): void;
  /** The composer was taken out of the page. */
  stranded(): void;
}

export class Frame {
  readonly #host: HTMLElement;
  readonly #iframe: HTMLIFrameElement;
  readonly #listener: FrameListener;
  readonly #follow = () => {
    if (!this.#anchor?.isConnected) return this.#listener.stranded();
    // As the page left it: what is put right here was wrong until now.
    const whole = this.#isWhole();
    this.#size();
    this.place();
    this.#look(whole);
  };
  readonly #grown = new ResizeObserver(this.#follow);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #anchor: HTMLElement | undefined;
  #open = false;
  /** The host's style as it was written here, and whether the page has written onto it since it is shown. */
  #written = '';
  #altered = false;
  #loaded = false;
  #ticket: string | undefined;
  #clear = false;
  #loads = 0;

  constructor(listener: FrameListener) {
    this.#listener = listener;
    // A plain element: a page could define a custom one, and look into its closed shadow root.
    this.#host = document.createElement('div');
    this.#host.setAttribute('popover', 'manual');
    this.#iframe = document.createElement('iframe');
    this.#dress(PLAIN);
    // The page's colour scheme must not paint a box behind a frame that has its own.
    style(this.#iframe, { border: '0', display: 'block', 'color-scheme': 'light dark' });
    this.#iframe.setAttribute('credentialless', '');
    this.#iframe.src = browser.runtime.getURL('/suggest.html');
    this.#iframe.addEventListener('load', () => {
      const again = this.#loads > 0;
      this.#loads += 1;
      this.#loaded = true;
      this.#send();
      if (again) this.#listener.reloaded();
    });
    this.#host.attachShadow({ mode: 'closed' }).append(this.#iframe);
    this.#size();
  }

  /** Shows it at a composer. */
  show(anchor: HTMLElement): void {
    this.#anchor = anchor;
    // Composers grow with their text: the frame must be out of the way at once.
    this.#grown.disconnect();
    this.#grown.observe(anchor);
    if (!this.#host.isConnected) {
      // Pages remove what they do not know; put back, the iframe loads anew.
      this.#loaded = false;
      document.documentElement.append(this.#host);
    }
    if (!this.isShown) this.#undress();
    this.#dress({ display: 'block' });
    // Into the top layer, above whatever the page put there before.
    if (!this.#host.matches(':popover-open')) this.#host.showPopover();
    this.place();
    if (this.#timer !== undefined) return;
    this.#again();
    addEventListener('scroll', this.#follow, { capture: true, passive: true });
    addEventListener('resize', this.#follow, { passive: true });
  }

  hide(): void {
    this.#open = false;
    this.#look();
    this.#size();
    this.#dress({ display: 'none' });
    if (this.#host.matches(':popover-open')) this.#host.hidePopover();
    this.#grown.disconnect();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    removeEventListener('scroll', this.#follow, { capture: true });
    removeEventListener('resize', this.#follow);
  }

  /** Takes the open or the closed size. */
  resize(open: boolean): void {
    this.#open = open;
    this.#size();
    this.place();
    this.#look();
  }

  focus(): void {
    this.#iframe.focus();
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#host;
  }

  get isShown(): boolean {
    return this.#timer !== undefined;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Gives the frame what proves whose it is; only our own origin can receive it. */
  present(ticket: string): void {
    this.#ticket = ticket;
    this.#send();
  }

  /** Above the composer where there is room, below it otherwise: never over it. */
  place(): void {
    if (!this.#anchor?.isConnected) return;
    const { width, height } = sizeOf(this.#open);
    const box = this.#anchor.getBoundingClientRect();
    const above = box.top - GAP - height;
    const top = above >= 0 ? above : Math.min(box.bottom + GAP, innerHeight - height);
    const left = Math.max(0, Math.min(box.left, innerWidth - width));
    // Whole pixels are written as they are read.
    const [y, x] = [Math.max(0, top), left].map(Math.round);
    this.#dress({ top: `${y}px`, left: `${x}px` });
  }

  /** Looks again, at a time that nobody can tell beforehand. */
  #again(): void {
    const { least, most } = FOLLOW;
    const next = () => {
      this.#again();
      this.#follow();
    };
    this.#timer = setTimeout(next, least + Math.random() * (most - least));
  }

  /** Takes off what the page wrote onto the host while it was shown before. */
  #undress(): void {
    this.#altered = false;
    if (this.#host.style.cssText === this.#written) return;
    this.#host.style.cssText = '';
    this.#written = '';
    this.#dress(PLAIN);
    this.#size();
  }

  /** Writes onto the host, and only what is new: the page hears of everything that is written there. */
  #dress(rules: Record<string, string>): void {
    if (this.#host.style.cssText !== this.#written) this.#altered = true;
    style(this.#host, rules);
    this.#written = this.#host.style.cssText;
  }

  #look(whole = this.#isWhole()): void {
    const clear = this.#open && whole && isClear(this.#host);
    if (clear !== this.#clear) this.#listener.clear(clear);
    this.#clear = clear;
  }

  /** A page that makes it smaller than it need be, or writes a style onto it, hides what would be inserted. */
  #isWhole(): boolean {
    if (this.#altered || this.#host.style.cssText !== this.#written) return false;
    const { width, height } = sizeOf(this.#open);
    const box = this.#host.getBoundingClientRect();
    return box.width >= width - 1 && box.height >= height - 1;
  }

  #size(): void {
    const { width, height } = sizeOf(this.#open);
    const size = { width: `${width}px`, height: `${height}px` };
    this.#dress(size);
    style(this.#iframe, size);
  }

  #send(): void {
    if (!this.#loaded || !this.#ticket) return;
    const message = { satchel: 'ticket', ticket: this.#ticket };
    this.#iframe.contentWindow?.postMessage(message, ORIGIN);
    this.#ticket = undefined;
  }
}

/** One size closed and one open, or as much of it as the window has room for: nothing else decides. */
function sizeOf(open: boolean): { width: number; height: number } {
  const { width, height } = open ? OPEN : CLOSED;
  return { width: Math.min(width, innerWidth), height: Math.min(height, innerHeight) };
}

/** The frame's real origin; the address it is loaded from may be a disguise. */
const ORIGIN = import.meta.env.FIREFOX
  ? new URL(browser.runtime.getURL('/suggest.html')).origin
  : `chrome-extension://${browser.runtime.id}`;

function style(element: HTMLElement, rules: Record<string, string>): void {
  for (const [name, value] of Object.entries(rules)) {
    if (element.style.getPropertyValue(name) === value) continue;
    element.style.setProperty(name, value, 'important');
  }
}
