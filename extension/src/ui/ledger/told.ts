/** The ledger as a whole: by site, by what was told, and as a file that is made here. */
import type { LedgerView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { publicName } from '../sites';

/** As many entries as one answer gives. */
const PAGE = 200;

/** What one site was told. */
export interface SiteTold {
  site: string;
  times: number;
  /** Different texts. */
  texts: number;
  last: number;
}

/** One text that was told; nothing where it was shredded since. */
export interface TextTold {
  text: string | undefined;
  /** Whether its memory is still here. */
  here: boolean;
  times: number;
  first: number;
  last: number;
  sites: string[];
}

/** Every entry, newest first. */
export async function readAll(engine: Pick<Engine, 'ask'>): Promise<LedgerView[]> {
  // What is written meanwhile moves the others on: none is taken twice.
  const entries = new Map<string, LedgerView>();
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const reply = await engine.ask({ type: 'ledger', offset, limit: PAGE });
    for (const entry of reply.entries) entries.set(entry.id, entry);
    total = reply.total;
  }
  return [...entries.values()].sort((a, b) => b.time - a.time);
}

/** The sites, that which was told something last first. */
export function bySite(entries: readonly LedgerView[]): SiteTold[] {
  const sites = new Map<string, LedgerView[]>();
  for (const entry of entries) sites.set(entry.site, [...(sites.get(entry.site) ?? []), entry]);
  return [...sites]
    .map(([site, told]) => ({
      site,
      times: told.length,
      texts: byText(told).length,
      last: Math.max(...told.map(({ time }) => time)),
    }))
    .sort((a, b) => b.last - a.last);
}

/** What was told, that which was told last first. A memory that was changed in between was told as two texts. */
export function byText(entries: readonly LedgerView[]): TextTold[] {
  const texts = new Map<string | undefined, TextTold>();
  for (const { text, memory, time, site } of entries) {
    const known = texts.get(text);
    if (!known) {
      const here = memory !== undefined;
      texts.set(text, { text, here, times: 1, first: time, last: time, sites: [site] });
      continue;
    }
    known.times += 1;
    known.first = Math.min(known.first, time);
    known.last = Math.max(known.last, time);
    if (!known.sites.includes(site)) known.sites.push(site);
  }
  return [...texts.values()].sort((a, b) => b.last - a.last);
}

/** Entries for another program. */
export function asJson(entries: readonly LedgerView[]): string {
  const told = entries.map(({ time, site, text }) => ({
    time: new Date(time).toISOString(),
    site: publicName(site),
    text: text ?? null,
  }));
  return `${JSON.stringify({ satchel: 'ledger', version: 1, told }, undefined, 2)}\n`;
}

/** Entries for people: a line on when and where, then the text. */
export function asText(entries: readonly LedgerView[], gone: string): string {
  return entries
    .map(({ time, site, text }) => {
      const when = new Date(time).toISOString().slice(0, 16).replace('T', ' ');
      return `${when} UTC  ${publicName(site)}\n  ${(text ?? gone).replace(/\n/g, '\n  ')}\n`;
    })
    .join('\n');
}
