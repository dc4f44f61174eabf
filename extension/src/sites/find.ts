/**
 * Which field of a page is its composer: by the site's own adapter, and by looks where that finds
 * nothing or nobody knows the site. It would rather miss a composer than take a search box.
 */
import { closest, fieldOf, fieldsIn, isUsable, openRoots, type Root } from './dom';
import { recognise, type Learnt } from './learnt';
import { isBesideChat, siteIn } from './match';
import { isEnough, score } from './score';
import type { Site } from './site';

/** Fields that are scored in one search. */
const MOST_FIELDS = 60;
/** What a site's own selectors found needs no more than this: selectors say the rest. */
const TRUST = 10;
/** A field in use may be this much behind the best: pages with two chats. */
const TIE = 10;

/** A composer that was found. */
export interface Found {
  composer: HTMLElement;
  /** The site whose adapter found it, or whose page it is in. */
  site?: Site;
  /** The selector that found it; none where it was found by its looks. */
  selector?: string;
  /** It is what the user pointed at, and has changed since: to be learnt anew. */
  anew?: Learnt;
}

/** The composer of a page. */
export function findComposer(document: Document, address: string): Found | undefined {
  if (isBesideChat(address)) return undefined;
  const roots = openRoots(document);
  const site = siteIn(roots, address);
  return (site && byAdapter(roots, site)) ?? byLooks(fieldsIn(roots), site);
}

/** The composer that an element is or stands in, if the page's composer is that one. What the user pointed at comes first. */
export function composerAt(target: Element, address: string, learnt?: Learnt): Found | undefined {
  const field = fieldOf(target);
  if (!field || !isUsable(field) || isBesideChat(address)) return undefined;
  const roots = rootsAround(field);
  const site = siteIn(roots, address);
  const shown = learnt && recognise(roots, learnt);
  if (shown) {
    if (shown.field !== field) return undefined;
    return { composer: field, ...(site && { site }), ...(shown.anew && { anew: shown.anew }) };
  }
  const known = site && byAdapter(roots, site);
  if (known?.composer === field) return known;

  const own = score(field);
  if (!isEnough(field, own) || (site && isElse(field, site))) return undefined;
  // The adapter may be out of date: what looks better than what it found is taken.
  if (known) return (score(known.composer) ?? 0) < own ? { composer: field, site } : undefined;
  const others = likeliest(fieldsIn(roots));
  const isSecond = others.some((other) => other !== field && (score(other) ?? 0) > own + TIE);
  return isSecond ? undefined : { composer: field, ...(site && { site }) };
}

/** By the site's selectors, best first; of those that match one, what looks best. */
function byAdapter(roots: readonly Root[], site: Site): Found | undefined {
  for (const selector of site.composer.selectors) {
    const fields = roots
      .flatMap((root) => [...root.querySelectorAll(selector)].map(fieldOf))
      .filter((field) => field !== undefined && !isElse(field, site));
    const composer = bestOf([...new Set(fields)] as HTMLElement[], site);
    if (composer) return { composer, site, selector };
  }
  return undefined;
}

/** By looks alone. */
function byLooks(fields: readonly HTMLElement[], site?: Site): Found | undefined {
  let found: { composer: HTMLElement; total: number } | undefined;
  for (const composer of likeliest(fields)) {
    if (site && isElse(composer, site)) continue;
    const total = score(composer);
    if (isEnough(composer, total) && total > (found?.total ?? 0)) found = { composer, total };
  }
  return found && { composer: found.composer, ...(site && { site }) };
}

/** What speaks for a field of a known site, beside its looks: that it stands where it should. */
function bestOf(fields: readonly HTMLElement[], site: Site): HTMLElement | undefined {
  const home = site.composer.root?.join();
  let found: { field: HTMLElement; total: number } | undefined;
  for (const field of likeliest(fields.filter(isUsable))) {
    const total = (score(field) ?? -1) + (home && closest(field, home) ? 20 : 0);
    if (total >= TRUST && total > (found?.total ?? 0)) found = { field, total };
  }
  return found?.field;
}

/** As many fields as are scored; lines last, of which forms and tables are full. */
function likeliest(fields: readonly HTMLElement[]): HTMLElement[] {
  const isLine = (field: HTMLElement) => field.localName === 'input';
  const [areas, lines] = [fields.filter((each) => !isLine(each)), fields.filter(isLine)];
  return [...areas, ...lines].slice(0, MOST_FIELDS);
}

/** What the site is known to have beside its composer: edit boxes in turns, and what it names. */
function isElse(field: Element, site: Site): boolean {
  const { turns, composer } = site;
  const past = [...turns.user, ...turns.assistant].join();
  const never = (composer.never ?? []).join();
  return (
    (past !== '' && closest(field, past) !== undefined) || (never !== '' && field.matches(never))
  );
}

/** The document and the shadow roots that a field stands in, from the inside out. */
function rootsAround(field: Element): (Document | ShadowRoot)[] {
  const roots: (Document | ShadowRoot)[] = [];
  for (let at: Element | undefined = field; at;) {
    const root = at.getRootNode() as Document | ShadowRoot;
    roots.push(root);
    at = (root as Partial<ShadowRoot>).host;
  }
  return roots;
}
