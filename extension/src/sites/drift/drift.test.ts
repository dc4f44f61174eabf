/**
 * Drift: how much of what Satchel finds is left after a site's next releases.
 *
 * Every adapter's page is changed in fifty ways that follow from a seed. What is asked is what a
 * person would see: was the composer found, was the send control, and was ever another field taken.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';

import { composerAt, findComposer } from '../find';
import { siteIn } from '../match';
import { findSend } from '../send';
import { SITES } from '../table';
import { FIXTURES, STRANGERS } from './fixtures-more';
import { mutate } from './mutate';
import { pageOf, partOf, type Fixture } from './page';

/** Changed pages for each fixture. */
const PAGES = 50;
/** The share that must be found. */
const GOAL = 0.95;
/** An address that no adapter knows. */
const STRANGE = 'https://chat.example.org/';
/** What must never be taken for a composer, however much a page has changed. */
const FORBIDDEN = ['search', 'rename', 'title', 'settings', 'clipboard', 'inert'];

interface Row {
  id: string;
  pages: number;
  /** The composer: by adapter or looks; by the adapter alone; by looks alone, as of a strange site. */
  composer: number;
  adapter: number;
  looks: number;
  /** The send control of the composer, by the adapter or looks; by looks alone. */
  send: number;
  sendLooks: number;
  taken: string[];
}

/** What was found of known chats and of others: told as a file beside what else is built. */
const report: Record<string, Row[]> = {};
after(() => {
  mkdirSync('../target', { recursive: true });
  writeFileSync('../target/drift.json', `${JSON.stringify(report, null, 2)}\n`);
});

function drift(fixture: Fixture, at: number): Row {
  const row: Row = {
    id: fixture.id,
    pages: PAGES,
    composer: 0,
    adapter: 0,
    looks: 0,
    send: 0,
    sendLooks: 0,
    taken: [],
  };
  for (let seed = 0; seed < PAGES; seed++) {
    const document = pageOf(fixture);
    mutate(document, at * 1000 + seed);
    const site = siteIn([document], fixture.address);
    const found = findComposer(document, fixture.address);
    const looks = findComposer(document, STRANGE);
    for (const { composer } of [found, looks].filter((each) => each !== undefined)) {
      const part = partOf(composer)!;
      if (FORBIDDEN.includes(part)) row.taken.push(`${part} at ${seed}`);
    }
    if (partOf(looks?.composer) === 'composer') row.looks += 1;
    if (partOf(found?.composer) !== 'composer') continue;
    row.composer += 1;
    if (found!.selector) row.adapter += 1;
    if (partOf(findSend(found!.composer, site)) === 'send') row.send += 1;
    if (partOf(findSend(found!.composer)) === 'send') row.sendLooks += 1;
  }
  return row;
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`;

function table(rows: readonly Row[]): string[] {
  const head = ['site', 'composer', '(adapter)', '(looks alone)', 'send', '(looks alone)'];
  const line = (row: Row) => [
    row.id,
    ...[row.composer, row.adapter, row.looks, row.send, row.sendLooks].map((count) =>
      percent(count, row.pages),
    ),
  ];
  const lines = [head, ...rows.map(line), line(sum(rows))];
  return lines.map(
    ([first, ...rest]) => first!.padEnd(18) + rest.map((cell) => cell.padStart(14)).join(''),
  );
}

function sum(rows: readonly Row[]): Row {
  const add = (key: 'pages' | 'composer' | 'adapter' | 'looks' | 'send' | 'sendLooks') =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    id: 'all',
    pages: add('pages'),
    composer: add('composer'),
    adapter: add('adapter'),
    looks: add('looks'),
    send: add('send'),
    sendLooks: add('sendLooks'),
    taken: rows.flatMap((row) => row.taken.map((taken) => `${row.id}: ${taken}`)),
  };
}

test('every adapter has a page, and finds composer and send control in it by its own selectors', () => {
  assert.deepEqual(new Set(FIXTURES.map(({ id }) => id)), new Set(SITES.map(({ id }) => id)));
  for (const fixture of FIXTURES) {
    const document = pageOf(fixture);
    const found = findComposer(document, fixture.address);
    assert.equal(found?.site?.id, fixture.id);
    assert.ok(found?.selector, `${fixture.id}: by its looks only`);
    assert.equal(partOf(found?.composer), 'composer', fixture.id);
    assert.equal(partOf(findSend(found!.composer, found!.site)), 'send', fixture.id);
  }
});

test('whoever writes in another field of a chat gets no frame there', () => {
  for (const fixture of [...FIXTURES, ...STRANGERS]) {
    for (const address of [fixture.address, STRANGE]) {
      const document = pageOf(fixture);
      for (const field of document.querySelectorAll('[data-part]')) {
        if (['composer', 'send'].includes(partOf(field)!)) continue;
        assert.equal(composerAt(field, address), undefined, `${fixture.id}: ${partOf(field)}`);
      }
      const composer = findComposer(document, address)!.composer;
      assert.equal(composerAt(composer, address)?.composer, composer, fixture.id);
    }
  }
});

test('changed pages: what is found of known chats', (context) => {
  const rows = FIXTURES.map(drift);
  const all = sum(rows);
  report.known = [...rows, all];
  for (const line of table(rows)) context.diagnostic(line);
  assert.deepEqual(all.taken, [], 'something else was taken for a composer');
  for (const share of [all.composer, all.looks, all.send]) assert.ok(share >= GOAL * all.pages);
});

test('changed pages: what is found of chats that nobody here has seen', (context) => {
  const rows = STRANGERS.map((fixture, at) => drift(fixture, 100 + at));
  const all = sum(rows);
  report.strange = [...rows, all];
  for (const line of table(rows)) context.diagnostic(line);
  assert.deepEqual(all.taken, [], 'something else was taken for a composer');
  for (const share of [all.composer, all.send]) assert.ok(share >= GOAL * all.pages);
});
