/**
 * Conversations of a site of which the user wants them kept: what was sent, and what was answered to it before. What is
 * told here waits in the inbox.
 *
 * An answer is read when the next message goes, or when the page is left: by then it is whole. Nothing of a page is
 * read where the user does not want that, nor before they have sent something.
 */
import { toHex } from '../hex';
import type { Said } from '../protocol';
import { conversationAt, isAnswering, lastAnswers } from '../sites/conversation';
import { openRoots } from '../sites/dom';
import { siteIn } from '../sites/match';
import type { Site } from '../sites/site';

/** Milliseconds after which a new conversation is looked for in the address again: chats name it when the first answer comes. */
const NAMED_BY = [1000, 3000, 6000];

export class Keeping {
  readonly #tell: (said: Said) => void;
  #wanted = false;
  /** The conversation of a page whose address tells of none. */
  readonly #unnamed = toHex(crypto.getRandomValues(new Uint8Array(16)));
  /** The conversation in which an answer is awaited. */
  #awaited: string | undefined;
  /** What was sent in a conversation whose name is not known yet. */
  #held: { answers: string[]; sent: string } | undefined;
  #naming: ReturnType<typeof setTimeout>[] = [];

  constructor(tell: (said: Said) => void) {
    this.#tell = tell;
  }

  want(holds: boolean): void {
    this.#wanted = holds;
    if (!holds) this.#forget();
  }

  /** What was answered up to now: asked while a message is on its way and does not stand in the page yet. */
  answers(): string[] {
    this.#release();
    const site = here();
    // The user has gone to another one meanwhile.
    const same = this.#awaited !== undefined && this.#awaited === this.#name(site);
    return site && same ? lastAnswers(document, site) : [];
  }

  /** The user has sent this; what was answered before is told with it. */
  sent(sent: string, answers: string[]): void {
    if (!this.#wanted) return;
    this.#release();
    this.#held = { answers, sent };
    this.#naming = NAMED_BY.map((after, at) =>
      setTimeout(() => {
        if (at === NAMED_BY.length - 1 || this.#isNamed()) this.#release();
      }, after),
    );
  }

  /** The page is left: what was answered is told now, if it is whole. */
  leave(): void {
    const answers = this.answers();
    const site = here();
    if (answers.length === 0 || (site && isAnswering(document, site))) return;
    this.#say({ answers, sent: '' });
  }

  #isNamed(): boolean {
    return conversationAt(location.href, here()) !== undefined;
  }

  #name(site: Site | undefined): string {
    return conversationAt(location.href, site) ?? this.#unnamed;
  }

  #release(): void {
    this.#naming.forEach(clearTimeout);
    const held = this.#held;
    this.#held = undefined;
    if (held) this.#say(held);
  }

  #say(said: { answers: string[]; sent: string }): void {
    this.#awaited = this.#name(here());
    this.#tell({ conversation: this.#awaited, title: document.title, ...said });
  }

  #forget(): void {
    this.#naming.forEach(clearTimeout);
    this.#awaited = this.#held = undefined;
  }
}

function here(): Site | undefined {
  return siteIn(openRoots(document), location.href);
}
