/**
 * Which site an address belongs to.
 *
 * A host that the table knows only by some of its paths (a chat inside something larger) is silent
 * everywhere else: whoever enabled "Grok on X" did not mean their posts.
 */
import type { Root } from './dom';
import type { Site } from './site';
import { SITES } from './table';

/** What a match pattern is made of. */
interface Pattern {
  scheme: string;
  host: string;
  path: string;
}

/** A pattern's parts; nothing if it is none. Only https: the known sites have nothing else. */
export function readPattern(pattern: string): Pattern | undefined {
  const parts = /^(https):\/\/(\*\.[a-z0-9.-]+|[a-z0-9.-]+)(\/.*)$/.exec(pattern);
  return parts ? { scheme: parts[1]!, host: parts[2]!, path: parts[3]! } : undefined;
}

/** Whether an address is one that a pattern means; paths are compared together with the query. */
export function matches(pattern: string, address: string): boolean {
  const parts = readPattern(pattern);
  if (!parts || !URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${parts.scheme}:` &&
    isHost(parts.host, url.hostname) &&
    glob(parts.path).test(url.pathname + url.search)
  );
}

/** The site at an address, by its address alone. */
export function siteAt(address: string): Site | undefined {
  return SITES.find((site) => site.matches.some((pattern) => matches(pattern, address)));
}

/** The site that an origin belongs to, whatever the path. */
export function siteOfOrigin(origin: string): Site | undefined {
  if (!URL.canParse(origin)) return undefined;
  const { protocol, hostname } = new URL(origin);
  return SITES.find((site) => site.matches.some((pattern) => isAt(pattern, protocol, hostname)));
}

/** Whether a known chat is only a part of this host, and this is another part of it. */
export function isBesideChat(address: string): boolean {
  return siteAt(address) === undefined && siteOfOrigin(address) !== undefined;
}

/** What the browser is asked for: permissions know no paths. */
export function originsOf(site: Site): string[] {
  const origins = site.matches.flatMap((pattern) => {
    const parts = readPattern(pattern);
    return parts ? [`${parts.scheme}://${parts.host}/*`] : [];
  });
  return [...new Set(origins)];
}

/** The site in a page: by its address, or where that says nothing by what stands in the page. */
export function siteIn(roots: readonly Root[], address: string): Site | undefined {
  const stands = (css: string) => roots.some((root) => root.querySelector(css));
  return siteAt(address) ?? SITES.find((site) => site.detect?.every(stands));
}

function isAt(pattern: string, protocol: string, hostname: string): boolean {
  const parts = readPattern(pattern);
  return parts !== undefined && `${parts.scheme}:` === protocol && isHost(parts.host, hostname);
}

function isHost(host: string, hostname: string): boolean {
  if (!host.startsWith('*.')) return host === hostname;
  return hostname === host.slice(2) || hostname.endsWith(host.slice(1));
}

function glob(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
