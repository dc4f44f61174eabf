/** What recall is measured against: words, meaning, and both, as the packages' own guides use them. */
import { create, insertMultiple, search } from '/npm/@orama/orama/dist/browser/index.js';
import { loadHnswlib } from '/npm/hnswlib-wasm/dist/hnswlib.js';
import MiniSearch from '/npm/minisearch/dist/es/index.js';
import { WIDTH, breath } from './tools.mjs';

/** How many are added between two looks at the clock. */
const CHUNK = 500;

/** hnswlib's graph: neighbours, and how many are looked at in building and in searching. */
const [NEIGHBOURS, BUILDING, SEARCHING] = [16, 100, 64];

const MAKERS = {
  async minisearch() {
    const index = new MiniSearch({ fields: ['text'] });
    return {
      add: (texts, vectors, from) => index.addAll(texts.map((text, at) => ({ id: from + at, text }))),
      find: (text, vector, count) => index.search(text).slice(0, count).map(({ id }) => id),
    };
  },
  async hnswlib(size) {
    const library = await loadHnswlib();
    const index = new library.HierarchicalNSW('ip', WIDTH, '');
    index.initIndex(size, NEIGHBOURS, BUILDING, 7);
    index.setEfSearch(SEARCHING);
    return {
      add: (texts, vectors, from) => index.addPoints(vectors, vectors.map((_, at) => from + at), false),
      find: (text, vector, count) => Array.from(index.searchKnn(vector, count, undefined).neighbors),
    };
  },
  async orama() {
    const index = create({ schema: { text: 'string', vector: `vector[${WIDTH}]` } });
    return {
      add: async (texts, vectors, from) => {
        const one = (text, at) => ({ id: String(from + at), text, vector: Array.from(vectors[at]) });
        await insertMultiple(index, texts.map(one), CHUNK);
      },
      find: async (text, vector, count) => {
        const nearest = { value: Array.from(vector), property: 'vector' };
        const found = await search(index, { mode: 'hybrid', term: text, vector: nearest, similarity: 0.5, limit: count });
        return found.hits.map(({ id }) => Number(id));
      },
    };
  },
};

export const PEERS = Object.keys(MAKERS);

/** A peer with all of these in it, and the time that it took; none if it took longer than the limit. */
export async function build(name, texts, vectors, limit) {
  const start = performance.now();
  const peer = await MAKERS[name](texts.length);
  for (let at = 0; at < texts.length; at += CHUNK) {
    await peer.add(texts.slice(at, at + CHUNK), vectors.slice(at, at + CHUNK), at);
    await breath();
    const spent = performance.now() - start;
    // Given up once it is plain that it will not do: most slow down as they grow.
    const done = Math.min(texts.length, at + CHUNK);
    if (spent > 8000 && (spent / done) * texts.length > limit) {
      return { skipped: `building takes more than ${limit / 1000} s: ${done} took ${(spent / 1000).toFixed(1)} s` };
    }
  }
  return { find: peer.find, ms: performance.now() - start };
}
