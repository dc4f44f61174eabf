/**
 * What the user has sent: their key or click, after which the composer is empty.
 *
 * A page can empty its composer by itself, and put words into it; it cannot make a trusted key or click. What it
 * put there besides is told too: it is looked at as something that only the user can approve.
 */
import { openRoots } from '../sites/dom';
import { siteIn } from '../sites/match';
import { findSend } from '../sites/send';
import { textOf } from '../sites/text';
import type { Composer } from './find';

/** Milliseconds after the act at which the composer is looked at: some wait for their server. */
const LOOKS = [80, 400, 1500, 4000];

/** The composer into which the user has typed; none if there is none. */
export type Written = () => Composer | undefined;

export class Sent<Before> {
  readonly #written: Written;
  readonly #before: () => Before;
  readonly #told: (text: string, before: Before | undefined, gone: boolean) => void;
  #looking: ReturnType<typeof setTimeout>[] = [];

  /**
   * `before` is asked while the message is on its way; `told` hears of it when it has gone, and whether the composer
   * went with it.
   */
  constructor(
    written: Written,
    before: () => Before,
    told: (text: string, before: Before | undefined, gone: boolean) => void,
  ) {
    this.#written = written;
    this.#before = before;
    this.#told = told;
    addEventListener('keydown', (event) => this.#key(event), { capture: true, passive: true });
    addEventListener('click', (event) => this.#click(event), { capture: true, passive: true });
  }

  #key(event: KeyboardEvent): void {
    if (!event.isTrusted || event.key !== 'Enter' || event.isComposing) return;
    const composer = this.#written();
    if (composer && event.composedPath().includes(composer)) this.#look(composer);
  }

  #click(event: MouseEvent): void {
    if (!event.isTrusted) return;
    const composer = this.#written();
    if (!composer || event.composedPath().includes(composer)) return;
    const send = findSend(composer, siteIn(openRoots(composer.ownerDocument), location.href));
    if (send && event.composedPath().includes(send)) this.#look(composer);
  }

  /** Sees whether what stands there goes. */
  #look(composer: Composer): void {
    const text = textOf(composer).trim();
    if (text === '') return;
    const before = quietly(this.#before);
    this.#looking.forEach(clearTimeout);
    this.#looking = LOOKS.map((after) =>
      setTimeout(() => {
        if (composer.isConnected && textOf(composer).trim() !== '') return;
        this.#looking.forEach(clearTimeout);
        this.#told(text, before, !composer.isConnected);
      }, after),
    );
  }
}

/** What a page stands in the way of is not known; what was sent is told all the same. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
