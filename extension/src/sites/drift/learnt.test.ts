/**
 * Drift of fields that users pointed at: each page is changed again and again, as by releases one after the other, and
 * what was learnt follows by being learnt anew wherever it was found.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openRoots, queryDeep } from '../dom';
import { canBeLearnt, learn, readLearnt, recognise, type Learnt } from '../learnt';
import { FIXTURES, STRANGERS } from './fixtures-more';
import { mutate } from './mutate';
import { open, pageOf, part, partOf, type Fixture } from './page';

/** Lives of each page, and releases in each. */
const LIVES = 6;
const RELEASES = 5;
/** The share of releases after which it must be found. */
const GOAL = 0.95;

interface Row {
  id: string;
  pages: number;
  /** Found, where what was found is learnt anew; where it is not. */
  healed: number;
  once: number;
  taken: string[];
}

function composerOf(document: Document): HTMLElement {
  return queryDeep(document, '[data-part="composer"]')[0] as HTMLElement;
}

function live(fixture: Fixture, at: number): Row {
  const row: Row = { id: fixture.id, pages: LIVES * RELEASES, healed: 0, once: 0, taken: [] };
  for (let life = 0; life < LIVES; life++) {
    const document = pageOf(fixture);
    const once = learn(composerOf(document));
    let learnt: Learnt = once;
    for (let release = 0; release < RELEASES; release++) {
      mutate(document, at * 1000 + life * RELEASES + release);
      const known = recognise(openRoots(document), learnt);
      const part = partOf(known?.field);
      if (known && part !== 'composer') row.taken.push(`${part} at ${life}.${release}`);
      if (part === 'composer') {
        row.healed += 1;
        learnt = readLearnt(JSON.parse(JSON.stringify(known!.anew ?? learnt)))!;
      }
      if (partOf(recognise(openRoots(document), once)?.field) === 'composer') row.once += 1;
    }
  }
  return row;
}

test('what the user pointed at is found again after releases, and nothing else is taken for it', (context) => {
  const rows = [...FIXTURES, ...STRANGERS].map(live);
  const total = (key: 'pages' | 'healed' | 'once') => rows.reduce((sum, row) => sum + row[key], 0);
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`;
  for (const { id, pages, healed, once } of rows)
    context.diagnostic(
      `${id.padEnd(18)}${percent(healed, pages)} (learnt once: ${percent(once, pages)})`,
    );
  const [pages, healed, once] = [total('pages'), total('healed'), total('once')];
  context.diagnostic(`all: ${percent(healed, pages)} (learnt once: ${percent(once, pages)})`);
  assert.deepEqual(
    rows.flatMap(({ id, taken }) => taken.map((one) => `${id}: ${one}`)),
    [],
  );
  assert.ok(healed >= GOAL * pages, `${healed} of ${pages}`);
});

test('where what was learnt is missing, nothing is taken for it', () => {
  for (const fixture of [...FIXTURES, ...STRANGERS]) {
    const document = pageOf(fixture);
    const composer = composerOf(document);
    const learnt = learn(composer);
    assert.equal(recognise(openRoots(document), learnt)?.field, composer, fixture.id);
    composer.remove();
    assert.equal(partOf(recognise(openRoots(document), learnt)?.field), undefined, fixture.id);
  }
});

test('a field that looks like no composer is found if it was learnt, and one for secrets is not', () => {
  const box = 'data-box="300,100,640,48"';
  const of = (field: string) => `<aside><input id="other" ${box}></aside><main>${field}</main>`;
  const odd = open(of(`<input id="it" class="odd" placeholder="Search" ${box}>`));
  const field = part(odd, '#it') as HTMLElement;
  const learnt = learn(field);
  assert.equal(recognise([odd], learnt)?.field, field);
  assert.ok(canBeLearnt(field));
  const secret = open(
    of(`<input id="it" class="odd" placeholder="Search" autocomplete="one-time-code" ${box}>`),
  );
  assert.equal(recognise([secret], learnt), undefined);
  assert.ok(!canBeLearnt(part(secret, '#it') as HTMLElement));
});

test('what is kept says no word of the page, and what is malformed counts as nothing', () => {
  const document = open(
    '<textarea id="it" placeholder="Hello Oriane" data-box="300,100,640,48"></textarea>',
  );
  const kept = JSON.stringify(learn(part(document, '#it') as HTMLElement));
  assert.match(kept, /^{"traits":\[(\[\d+,[\d.]+\],?)+\]}$/);
  assert.deepEqual(readLearnt(JSON.parse(kept)), JSON.parse(kept));
  const [many, heavy] = [Array(65).fill([1, 1]), [[1, 5]]];
  for (const traits of [
    undefined,
    'x',
    [],
    many,
    heavy,
    [[1]],
    [[1.5, 1]],
    [[1, 0]],
    [[1, -1]],
    [['1', 1]],
  ])
    assert.equal(readLearnt({ traits }), undefined);
  assert.equal(readLearnt(null), undefined);
});
