import '../../fake-browser';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { browser } from 'wxt/browser';

import type { LedgerView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { PRACTICE } from '../sites';
import { asJson, asText, bySite, byText, readAll } from './told';

Object.assign(browser, { i18n: { getMessage: (key: string) => `<${key}>` } });

const A = 'https://a.example';
const B = 'https://b.example';

function entry(id: string, time: number, site: string, text?: string): LedgerView {
  return { id, time, site, text, memory: text };
}

test('a site is told of by what it was told last, and how much', () => {
  const told = [
    entry('1', 10, A, 'x'),
    entry('2', 20, A, 'x'),
    entry('3', 30, B, 'y'),
    entry('4', 5, A, 'z'),
  ];
  assert.deepEqual(bySite(told), [
    { site: B, times: 1, texts: 1, last: 30 },
    { site: A, times: 3, texts: 2, last: 20 },
  ]);
});

test('a text that was told to two sites is told of once', () => {
  const told = [entry('2', 20, B, 'x'), entry('1', 10, A, 'x'), entry('3', 15, A)];
  assert.deepEqual(byText(told), [
    { text: 'x', here: true, times: 2, first: 10, last: 20, sites: [B, A] },
    { text: undefined, here: false, times: 1, first: 15, last: 15, sites: [A] },
  ]);
});

test('all is read, in as many answers as it takes, and nothing twice', async () => {
  const all = Array.from({ length: 450 }, (_, at) => entry(String(at), 1000 - at, A, 'x'));
  let asked = 0;
  const ask = async ({ offset, limit }: { offset: number; limit: number }) => {
    // One more comes in after the first answer, before all others.
    if ((asked += 1) === 2) all.unshift(entry('new', 2000, B, 'y'));
    return { entries: all.slice(offset, offset + limit), total: all.length };
  };
  const read = await readAll({ ask } as unknown as Engine);
  assert.equal(read.length, 450);
  assert.equal(new Set(read.map(({ id }) => id)).size, 450);
});

test('a file says when, where and what', () => {
  const told = [entry('1', Date.UTC(2026, 0, 2, 3, 4), A, 'two\nlines'), entry('2', 0, B)];
  assert.equal(
    asText(told, 'gone'),
    `2026-01-02 03:04 UTC  ${A}\n  two\n  lines\n\n1970-01-01 00:00 UTC  ${B}\n  gone\n`,
  );
  assert.deepEqual(JSON.parse(asJson(told)).told[1], {
    time: '1970-01-01T00:00:00.000Z',
    site: B,
    text: null,
  });
});

test('a file says nothing of which browser it was made in', () => {
  const own = 'moz-extension://6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  const told = [entry('1', 0, PRACTICE, 'x'), entry('2', 0, own, 'y')];
  for (const file of [asText(told, 'gone'), asJson(told)]) {
    assert.equal(file.split('<practice_chat>').length, 3, file);
    assert.doesNotMatch(file, /extension/);
  }
});
