/** A chat that nobody here has seen, as an entry of the table: for who wants to send it in. */
import { openRoots } from './dom';
import { locatorOf } from './locator';
import { siteIn } from './match';
import { findSend } from './send';
import type { Site } from './site';

/** The entry of the page that a composer stands in, as far as it can be seen now. */
export function entryOf(composer: HTMLElement, address: string): Site {
  const { hostname, protocol } = new URL(address);
  const send = findSend(composer, siteIn(openRoots(composer.ownerDocument), address));
  return {
    id: `at-${hostname.replace(/[^a-z0-9]+/g, '-')}`,
    name: hostname,
    matches: protocol === 'https:' ? [`https://${hostname}/*`] : [],
    ...(protocol === 'https:' ? {} : { detect: [selectorOf(composer)] }),
    composer: { selectors: [selectorOf(composer)] },
    send: send ? [selectorOf(send)] : [],
    stop: [],
    turns: { user: [], assistant: [] },
  };
}

/** Selectors of the table are tried in every shadow root: the innermost is enough. */
function selectorOf(element: Element): string {
  return locatorOf(element).split(' >>> ').at(-1)!;
}
