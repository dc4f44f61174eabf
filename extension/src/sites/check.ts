/**
 * What must hold of every entry of the table. Run by the tests and before each build: a selector
 * with a slip would only be noticed when the site's composer is no longer found.
 */
import { readPattern } from './match';
import type { ComposerKind, Site } from './site';

const KINDS: readonly ComposerKind[] = [
  'textarea',
  'contenteditable',
  'prosemirror',
  'lexical',
  'quill',
  'slate',
  'codemirror',
];

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
    if (!KINDS.includes(site.composer.kind)) say(`unknown kind ${site.composer.kind}`);
    if (site.composer.selectors.length === 0) say('it has no composer');
    if (site.matches.length === 0 && !site.detect?.length) say('nothing to know it by');

    for (const pattern of site.matches) {
      if (!readPattern(pattern)) say(`no match pattern: ${pattern}`);
      else if (taken.has(pattern)) say(`another site has ${pattern}`);
      taken.add(pattern);
    }
    for (const css of selectorsOf(site)) {
      try {
        query(css);
      } catch {
        say(`no selector: ${css}`);
      }
    }
    if (site.conversation && !hasGroup(site.conversation.pattern)) {
      say(`no pattern with a group: ${site.conversation.pattern}`);
    }
  }
  return complaints;
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

/** Whether it is a regular expression with a group for the id. */
function hasGroup(pattern: string): boolean {
  try {
    // With an empty way out it always matches, and tells how many groups it has.
    return (new RegExp(`${pattern}|`).exec('')?.length ?? 0) > 1;
  } catch {
    return false;
  }
}
