/**
 * What must hold of every entry of the table. Run by the tests and before each build: a selector
 * with a slip would only be noticed when the site's composer is no longer found.
 */
import { readPattern } from './match';
import type { Site } from './site';

/** Everything that is wrong with a table; `query` throws on what is no selector. */
export function complaintsAbout(sites: readonly Site[], query: (css: string) => void): string[] {
  const complaints: string[] = [];
  const taken = new Set<string>();
  for (const site of sites) {
    const say = (what: string) => complaints.push(`${site.id || 'a site'}: ${what}`);
    if (!/^[a-z][a-z0-9-]*$/.test(site.id)) say('its id is no plain word');
    if (taken.has(site.id)) say('its id is taken');
    taken.add(site.id);
    if (site.name.trim() !== site.name || site.name === '') say('it has no name');
    if (site.composer.selectors.length === 0) say('it has no composer');
    if (site.matches.length === 0 && !site.detect?.length) say('nothing to know it by');

    for (const pattern of site.matches) {
      if (!readPattern(pattern)) say(`no match pattern: ${pattern}`);
      else if (taken.has(pattern)) say(`another site has ${pattern}`);
      taken.add(pattern);
    }
    if (site.conversation !== undefined && groupsOf(site.conversation) !== 1)
      say('what tells its conversations apart is no expression with one group');
    for (const css of selectorsOf(site)) {
      try {
        query(css);
      } catch {
        say(`no selector: ${css}`);
      }
    }
  }
  return complaints;
}

/** How many groups an expression has; none if it is no expression. */
function groupsOf(expression: string): number {
  try {
    return (new RegExp(`${expression}|`).exec('')?.length ?? 1) - 1;
  } catch {
    return 0;
  }
}

/** Every selector of an entry. */
export function selectorsOf({ detect, composer, send, stop, turns }: Site): string[] {
  return [
    ...(detect ?? []),
    ...composer.selectors,
    ...(composer.root ?? []),
    ...(composer.never ?? []),
    ...send,
    ...stop,
    ...turns.user,
    ...turns.assistant,
  ];
}
