/**
 * Conversations of a site of which the user wants them kept: what was sent, and what was answered to what was sent
 * before. What is told here waits in the inbox.
 *
 * An answer is read when the next message has gone, or when the page is left: by then it is whole. Nothing of a page is
 * read where the user does not want that, nor while they press a key: a page could measure that.
 */
import { toHex } from '../hex';
import type { Said } from '../protocol';
import {
  answersTo,
  conversationAt,
  isAnswering,
  lastMessage,
  says,
  type Message,
} from '../sites/conversation';
import { openRoots } from '../sites/dom';
import { siteIn } from '../sites/match';
import type { Site } from '../sites/site';

/** Milliseconds after which it is looked whether a message stands in the page; chats name a new conversation meanwhile. */
const LOOKS = [500, 1500, 3000, 6000];

/** What is known when a message is on its way. */
export interface Before {
  site: Site | undefined;
  /** The conversation, as far as it is known. */
  name: string | undefined;
  /** The user's message before, as the page shows it. */
  last: Message | undefined;
}

/** What was sent and does not stand in the page yet. */
interface Held {
  name: string | undefined;
  answers: string[];
  sent: string;
}

export class Keeping {
  readonly #tell: (said: Said) => void;
  #wanted = false;
  /** The conversation of a page whose address tells of none. */
  #unnamed = fresh();
  /** The conversation in which an answer is awaited. */
  #awaited: string | undefined;
  #held: Held | undefined;
  #looking: ReturnType<typeof setTimeout>[] = [];

  constructor(tell: (said: Said) => void) {
    this.#tell = tell;
  }

  want(holds: boolean): void {
    this.#wanted = holds;
    if (holds) return;
    this.#looking.forEach(clearTimeout);
    this.#awaited = this.#held = undefined;
  }

  /** To be asked while a message is on its way: it looks at little. */
  before(): Before | undefined {
    if (!this.#wanted) return undefined;
    const site = here();
    const last = site && lastMessage(document, site);
    return { site, name: conversationAt(location.href, site), last };
  }

  /** The user has sent this. `gone`: the composer went with it. */
  sent(sent: string, before: Before | undefined, gone: boolean): void {
    if (!this.#wanted || !before) return;
    this.#release();
    const { site, name, last } = before;
    // Nothing was said in this page yet: another conversation without a name.
    if (site && site.turns.user.length > 0 && !last) this.#unnamed = fresh();
    const same = this.#awaited !== undefined && this.#awaited === (name ?? this.#unnamed);
    const answers = site && same ? read(site, last) : [];
    this.#held = { name, answers, sent };
    this.#looking = LOOKS.map((after, at) =>
      setTimeout(() => this.#look(at === LOOKS.length - 1, gone), after),
    );
  }

  /** The page is left: what was answered is told now, if it is whole. */
  leave(): void {
    if (!this.#wanted) return;
    this.#release();
    const site = here();
    const name = conversationAt(location.href, site) ?? this.#unnamed;
    if (!site || this.#awaited !== name || isAnswering(document, site)) return;
    const answers = read(site, lastMessage(document, site));
    if (answers.length > 0) this.#say(name, { answers, sent: '' });
  }

  /** Whether the page shows the message as the user's: then its address is that of the conversation. */
  #look(last: boolean, gone: boolean): void {
    const held = this.#held;
    const site = here();
    if (!held) return;
    const shown = site && lastMessage(document, site);
    const stands = shown !== undefined && says(shown, held.sent);
    if (stands) held.name ??= conversationAt(location.href, site);
    const named = held.name !== undefined || site?.conversation === undefined;
    // Of a chat that nobody knows it cannot be seen; whoever went elsewhere with words in the composer has not sent them.
    const sent = stands || (!gone && (last || !site));
    if (sent && (named || last)) this.#release();
    else if (last) this.#held = undefined;
  }

  #release(): void {
    this.#looking.forEach(clearTimeout);
    const held = this.#held;
    this.#held = undefined;
    if (held) this.#say(held.name ?? this.#unnamed, held);
  }

  #say(conversation: string, { answers, sent }: Pick<Held, 'answers' | 'sent'>): void {
    this.#awaited = conversation;
    this.#tell({ conversation, title: document.title.slice(0, 300), answers, sent });
  }
}

/** What a page is made of may be too much, or in the way. */
function read(site: Site, message: Message | undefined): string[] {
  try {
    return answersTo(document, site, message);
  } catch {
    return [];
  }
}

function fresh(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

function here(): Site | undefined {
  return siteIn(openRoots(document), location.href);
}
