/**
 * Recall with all its signals (without the query's embedding) over made-up memories, as the extension's
 * module does it, against packages from npm: for words minisearch, for meaning hnswlib-wasm, for both orama.
 */
import * as relaxed from '/pkg/satchel_relaxed.js';
import * as simd from '/pkg/satchel.js';
import { PEERS, build } from './peers.mjs';
import { Dice, WIDTH, breath, bytes, median, part, small, timed, unit } from './tools.mjs';

const SIZES = [1000, 10_000, 100_000];
const QUERIES = 100;
/** Queries that peers are asked too, and that are held to an exact scan of the unrounded vectors. */
const COMPARED = 25;
const COUNT = 10;
/** Milliseconds that a peer may take to be built. */
const LIMIT = 45_000;
/** Milliseconds after which peers are asked no more: some take seconds for an answer. */
const ENOUGH = 20_000;
/** Directions around which vectors lie, and how far from them. */
const [TOPICS, SPREAD] = [300, 1.2];
const CHUNK = 1000;

function direction(dice) {
  return unit(Float32Array.from({ length: WIDTH }, () => dice.next() + dice.next() - 1));
}

function near(vector, dice, spread) {
  const noise = direction(dice);
  return unit(vector.map((x, at) => x + spread * noise[at]));
}

function product(a, b) {
  let sum = 0;
  for (let at = 0; at < WIDTH; at++) sum += a[at] * b[at];
  return sum;
}

function exact(vectors, query) {
  const scored = vectors.map((vector, at) => [product(vector, query), at]);
  return scored.sort((a, b) => b[0] - a[0]).slice(0, COUNT).map(([, at]) => at);
}

/** How many of those that should be found were found. */
const share = (found, wanted) => wanted.filter((at) => found.includes(at)).length / wanted.length;
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

async function core() {
  const wasm = '/pkg/satchel_relaxed_bg.wasm';
  const [module, file] = WebAssembly.validate(await bytes(wasm)) ? [relaxed, wasm] : [simd, '/pkg/satchel_bg.wasm'];
  const { memory } = await module.default({ module_or_path: file });
  return { Recall: module.Recall, memory };
}

export async function search() {
  const { Recall, memory } = await core();
  const dice = new Dice(11);
  const topics = Array.from({ length: TOPICS }, () => direction(dice));
  const [texts, vectors] = [[], []];
  const found = { search: {}, build: {}, memory_mb: { index: {} } };
  for (const size of SIZES) {
    while (texts.length < size) {
      texts.push(dice.words(8 + dice.below(28)));
      vectors.push(near(topics[dice.below(TOPICS)], dice, SPREAD));
    }
    globalThis.progress = `search ${size}`;
    [found.search[size], found.build[size]] = await measure(Recall, texts, vectors, dice);
    // A module's memory never shrinks: it is what the largest so far took.
    found.memory_mb.index[size] = memory.buffer.byteLength / 1e6;
  }
  return found;
}

async function measure(Recall, texts, vectors, dice) {
  const recall = new Recall();
  const start = performance.now();
  for (let at = 0; at < texts.length; at += CHUNK) {
    const coded = new Int8Array(Math.min(CHUNK, texts.length - at) * WIDTH);
    vectors.slice(at, at + CHUNK).forEach((vector, n) => coded.set(small(vector), n * WIDTH));
    recall.add(texts.slice(at, at + CHUNK), coded);
  }
  const built = { ours_ms: performance.now() - start };
  const peers = {};
  for (const name of PEERS) {
    globalThis.progress = `building ${name} of ${texts.length}`;
    await breath();
    const peer = await build(name, texts, vectors, LIMIT);
    built[`${name}_ms`] = peer.ms ?? peer.skipped;
    if (peer.find) peers[name] = { ...peer, times: [], recall: [] };
  }
  const [times, recalls] = [[], []];
  const began = performance.now();
  globalThis.progress = `searching ${texts.length}`;
  for (let number = 0; number < QUERIES; number++) {
    const meant = dice.below(texts.length);
    const words = texts[meant].split(' ');
    const draft = `${words.slice(0, 5).join(' ')} ${dice.words(5)}`;
    const vector = near(vectors[meant], dice, 0.6);
    const coded = small(vector);
    const { ms } = await timed(() => recall.search(draft, coded, COUNT));
    // The first of all only warm up.
    if (number > 2) times.push(ms);
    if (number % 4 !== 0 || number / 4 >= COMPARED) continue;
    const wanted = exact(vectors, vector);
    await breath();
    recalls.push(share(Array.from(recall.nearest(coded, COUNT)), wanted));
    if (performance.now() - began > ENOUGH) continue;
    for (const peer of Object.values(peers)) {
      const asked = await timed(() => peer.find(draft, vector, COUNT));
      peer.times.push(asked.ms);
      peer.recall.push(share(asked.value, wanted));
    }
  }
  recall.free();
  return [{ p50_ms: median(times), p95_ms: part(times, 0.95), recall_at_10: mean(recalls), ...against(peers, times) }, built];
}

/** The quickest that answers the same question: words and meaning. Without one, what there is. */
function against(peers, times) {
  const each = Object.entries(peers).map(([name, { times, recall }]) => {
    const told = { p50_ms: median(times), p95_ms: part(times, 0.95) };
    return [name, name === 'hnswlib' ? { ...told, recall_at_10: mean(recall) } : told];
  });
  const all = Object.fromEntries(each);
  const ways = [];
  if (all.orama) ways.push(['orama', all.orama.p50_ms]);
  if (all.minisearch && all.hnswlib) {
    ways.push(['minisearch + hnswlib', all.minisearch.p50_ms + all.hnswlib.p50_ms]);
  }
  if (ways.length === 0 && all.minisearch) ways.push(['minisearch, words alone', all.minisearch.p50_ms]);
  ways.sort((a, b) => a[1] - b[1]);
  const [peer, peer_ms] = ways[0] ?? [null, null];
  return { peer, peer_ms, ratio: peer_ms && median(times) / peer_ms, peers: all };
}
