import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { isClear } from './clear';

/** As a browser computes it where nobody alters anything. */
const PLAIN: Record<string, string> = {
  filter: 'none',
  'backdrop-filter': 'none',
  transform: 'none',
  rotate: 'none',
  scale: 'none',
  translate: 'none',
  'clip-path': 'none',
  'mask-image': 'none',
  'mix-blend-mode': 'normal',
  visibility: 'visible',
  'offset-path': 'none',
};

/** What is painted over the element itself, and how it is without. */
const OVER = { 'outline-style': 'none', 'box-shadow': 'none' };

interface Fake {
  parentElement: Fake | null;
  style: Record<string, string>;
  pseudo: string;
  matches(selector: string): boolean;
  opacity: string;
  currentCSSZoom: number;
  getBoundingClientRect(): { left: number; top: number; width: number; height: number };
}

const parents = new WeakMap<object, Fake | null>();

function element(parent: Fake | null): Fake {
  const fake: Fake = {
    // So a form answers that has a field of this name.
    parentElement: null,
    style: { ...PLAIN, ...OVER },
    pseudo: 'none',
    opacity: '1',
    currentCSSZoom: 1,
    matches: (selector) => selector === ':popover-open' && onTop,
    getBoundingClientRect: () => ({ left: 100, top: 100, width: 400, height: 300 }),
  };
  parents.set(fake, parent);
  return fake;
}

/** What lies over a point; nothing by default. */
let cover: (x: number, y: number) => boolean;
/** Whether the frame is in the top layer. */
let onTop: boolean;
let html: Fake;
let host: Fake;

beforeEach(() => {
  html = element(null);
  host = element(element(html));
  cover = () => false;
  onTop = true;
  class Node {
    get parentElement(): Fake | null | undefined {
      return parents.get(this);
    }
  }
  class Document extends Node {
    elementFromPoint(x: number, y: number): Fake {
      return cover(x, y) ? html : host;
    }
  }
  Object.assign(globalThis, {
    getComputedStyle: (of: Fake, pseudo?: string) => ({
      opacity: of.opacity,
      content: pseudo === '::after' ? of.pseudo : 'none',
      getPropertyValue: (name: string) => of.style[name] ?? '',
    }),
    Node,
    Document,
    document: new Document(),
  });
});

const clear = () => isClear(host as unknown as HTMLElement);

test('a frame that the page leaves as it is is clear', () => {
  assert.equal(clear(), true);
});

test('one that is faded, bent, filtered, clipped, blended or hidden anywhere above it is not', () => {
  for (const at of [host, parents.get(host)!, html]) {
    at.opacity = '0.9';
    assert.equal(clear(), false);
    at.opacity = '1';
    for (const name of Object.keys(PLAIN)) {
      const plain = at.style[name]!;
      at.style[name] = 'anything else';
      assert.equal(clear(), false, name);
      at.style[name] = plain;
    }
  }
  assert.equal(clear(), true);
});

test('one over which the page paints with the element itself is not', () => {
  host.style['outline-style'] = 'solid';
  assert.equal(clear(), false);
  host.style['outline-style'] = 'none';
  host.style['box-shadow'] = '0 0 9px red';
  assert.equal(clear(), false);
  host.style['box-shadow'] = 'none';
  host.pseudo = '""';
  assert.equal(clear(), false);
  host.pseudo = 'none';
  // What the page does so elsewhere covers nothing.
  html.style['outline-style'] = 'solid';
  html.pseudo = '""';
  assert.equal(clear(), true);
});

test('one that the page draws small is not, whatever the user has the browser draw', () => {
  host.currentCSSZoom = 0.5;
  assert.equal(clear(), false);
});

test('one of which a part is covered is not: a strip over its words, or a corner', () => {
  cover = (_x, y) => y > 200 && y < 250;
  assert.equal(clear(), false);
  cover = (x, y) => x > 420 && y > 340;
  assert.equal(clear(), false);
  // What lies beside it covers nothing.
  cover = (x) => x < 100 || x > 500;
  assert.equal(clear(), true);
});

test('one that was taken out of the top layer is not', () => {
  onTop = false;
  assert.equal(clear(), false);
});

test('an element that is named like what a document is asked answers nothing', () => {
  Object.assign(document, { elementFromPoint: () => host });
  cover = () => true;
  assert.equal(clear(), false);
});
