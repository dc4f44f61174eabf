/**
 * The field that the user pointed at on this site, and the one under a context menu that is open: there the user says
 * “this one”.
 */
import { browser } from 'wxt/browser';

import type { AskedByPage } from '../protocol';
import { fieldOf, fieldsIn, isUsable } from '../sites/dom';
import { composerAt } from '../sites/find';
import { canBeLearnt, learn, readLearnt, type Learnt } from '../sites/learnt';

export class Pointed {
  /** What was learnt; nothing before it was asked, or if nothing was. */
  learnt: Learnt | undefined;
  #asked: Promise<void> | undefined;
  #known = false;
  #under: EventTarget | undefined;

  constructor() {
    addEventListener(
      'contextmenu',
      (event) => {
        if (event.isTrusted) this.#under = event.composedPath()[0];
      },
      true,
    );
  }

  /** Asks what was learnt here; nothing to wait for once it is known. */
  ready(): Promise<void> | undefined {
    if (this.#known) return undefined;
    this.#asked ??= ask({ type: 'learnt' }).then((kept) => {
      // Unless the user pointed at one meanwhile.
      if (!this.#known) this.learnt = readLearnt(kept);
      this.#known = true;
    });
    return this.#asked;
  }

  /** Learns the field that the menu was opened on; nothing if that is none, or would not be found by what was learnt. */
  point(): HTMLElement | undefined {
    const field = this.#under instanceof Element ? meant(this.#under) : undefined;
    if (!field || !canBeLearnt(field)) return undefined;
    const learnt = learn(field);
    if (composerAt(field, location.href, learnt)?.composer !== field) return undefined;
    this.#keep(learnt, false);
    return field;
  }

  /** Keeps what was learnt anew: unless it was forgotten meanwhile, in another tab too. */
  keep(learnt: Learnt): void {
    this.#keep(learnt, true);
  }

  /** The user wants it forgotten. */
  forget(): void {
    this.learnt = undefined;
    this.#known = true;
  }

  #keep(learnt: Learnt, anew: boolean): void {
    this.learnt = learnt;
    this.#known = true;
    void ask({ type: 'learn', learnt, anew });
  }
}

/** The field that somebody means who points there: it, or the only one in what stands around. */
function meant(element: Element): HTMLElement | undefined {
  const field = fieldOf(element);
  if (field) return field;
  const within = fieldsIn([element]).filter(isUsable);
  return within.length === 1 ? within[0] : undefined;
}

/** Nothing where nobody answers: Satchel was updated, or taken away. */
async function ask(message: AskedByPage): Promise<unknown> {
  try {
    return await browser.runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}
