/** Which conversation a page shows, and what was said in it last. */
import { queryDeep } from './dom';
import type { Site } from './site';
import { shownIn } from './text';

/** A part of an address that somebody made up has no digits, or is short. */
const MADE = /^(?=.*\d)[\w-]{8,}$/;
/** What has more elements than this is no answer but a page. */
const MANY = 5000;
/** The most answers to one message. */
const MOST = 16;

/** What tells a conversation from others of its site, by its address; nothing where that says nothing, or not yet. */
export function conversationAt(address: string, site?: Site): string | undefined {
  const { pathname, search, hash } = new URL(address);
  if (site) {
    const found = site.conversation && new RegExp(site.conversation).exec(pathname + search + hash);
    return found ? found[1] : undefined;
  }
  return [...pathname.split('/'), ...`${search}&${hash}`.split(/[?&#/=]/)].findLast((part) =>
    MADE.test(part),
  );
}

/** What was answered to the user's last message, as the page of a known site shows it. */
export function lastAnswers(document: Document, site: Site): string[] {
  const asked = firstOf(document, site.turns.user).at(-1);
  const answers = firstOf(document, site.turns.assistant).filter((turn) => follows(asked, turn));
  const outer = answers.filter((turn) => !answers.some((o) => o !== turn && o.contains(turn)));
  return outer
    .slice(-MOST)
    .filter((turn) => turn.querySelectorAll('*').length <= MANY)
    .map((turn) => shownIn(turn as HTMLElement).trim())
    .filter((text) => text !== '');
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

function follows(asked: Element | undefined, turn: Element): boolean {
  const FOLLOWING = 4;
  return asked === undefined || (asked.compareDocumentPosition(turn) & FOLLOWING) !== 0;
}
