/** Which conversation a page shows, and what was said in it last. */
import { queryDeep } from './dom';
import type { Site } from './site';
import { shownIn } from './text';

/** A part of an address that somebody made up has no digits, or is short. */
const MADE = /^(?=.*\d)[\w-]{8,}$/;
/** The most answers to one message, */
const MOST = 16;
/** elements in all of them, */
const ELEMENTS = 4000;
/** and characters: what is longer is no answer but a page. */
const CHARACTERS = 64_000;
/** So much of a message tells it from others. */
const TELLING = 40;

/** What tells a conversation from others of its site, by its address; nothing where that says nothing, or not yet. */
export function conversationAt(address: string, site?: Site): string | undefined {
  const { pathname, search, hash } = new URL(address);
  if (site) {
    const found = site.conversation && new RegExp(site.conversation).exec(pathname + search + hash);
    return found ? found[1] : undefined;
  }
  const parts = [pathname, hash, search].map((part) => part.split(/[?&#/=]/));
  return parts.map((part) => part.findLast((one) => MADE.test(one))).find((one) => one);
}

/** A message of the user's, as a page shows it: pages draw anew what they show, and it is known again by its words. */
export interface Message {
  element: Element;
  words: string;
}

/** The user's last message, as the page of a known site shows it. */
export function lastMessage(document: Document, site: Site): Message | undefined {
  const element = firstOf(document, site.turns.user).at(-1);
  return element && { element, words: bare(element.textContent ?? '') };
}

/** Whether a message is this one, by its beginning. */
export function says({ words }: Message, sent: string): boolean {
  const beginning = bare(sent.slice(0, 10 * TELLING)).slice(0, TELLING);
  return beginning !== '' && words.includes(beginning);
}

function bare(text: string): string {
  return text.slice(0, CHARACTERS).replace(/\s+/g, '');
}

/** What was answered to a message, up to the next one; to whatever was sent, where nothing says what that was. */
export function answersTo(document: Document, site: Site, to: Message | undefined): string[] {
  const messages = firstOf(document, site.turns.user);
  const message = messages.findLast(
    (one) => one === to?.element || (to && bare(one.textContent ?? '') === to.words),
  );
  // It stands nowhere any more: what was answered to it cannot be told from the rest.
  if (to && !message) return [];
  const next = messages.find((one) => message && follows(message, one));
  const between = firstOf(document, site.turns.assistant)
    .filter((turn) => !message || follows(message, turn))
    .filter((turn) => !next || follows(turn, next))
    .slice(-MOST);
  const outer = between.filter((turn) => !between.some((o) => o !== turn && o.contains(turn)));
  const answers: string[] = [];
  let [elements, characters] = [ELEMENTS, CHARACTERS];
  for (const turn of outer) {
    elements -= turn.querySelectorAll('*').length;
    characters -= turn.textContent?.length ?? 0;
    if (elements < 0 || characters < 0) break;
    const text = shownIn(turn as HTMLElement).trim();
    if (text !== '') answers.push(text);
  }
  return answers;
}

/** Whether an answer is being written. */
export function isAnswering(document: Document, site: Site): boolean {
  return site.stop.some((css) => queryDeep(document, css).length > 0);
}

/** All that the best selector finds that finds any. */
function firstOf(document: Document, selectors: readonly string[]): Element[] {
  for (const css of selectors) {
    const found = queryDeep(document, css);
    if (found.length > 0) return found;
  }
  return [];
}

function follows(first: Element, second: Element): boolean {
  const FOLLOWING = 4;
  return (first.compareDocumentPosition(second) & FOLLOWING) !== 0;
}
