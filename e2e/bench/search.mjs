/**
 * Recall with all its signals (without the query's embedding) over made-up memories, as the extension's
 * module does it, against packages from npm: for words minisearch, for meaning hnswlib-wasm, for both orama.
 */
import { Cloud, Nearest, put, scale, small } from './cloud.mjs';
import { core } from './core.mjs';
import { PEERS, build } from './peers.mjs';
import { Dice, WIDTH, breath, mean, median, part, timed } from './tools.mjs';

const SIZES = [1000, 10_000, 100_000];
const QUERIES = 100;
/** Queries that peers are asked too, and that are held to an exact scan: of the vectors as they are kept, and of those before rounding. */
const COMPARED = 25;
const COUNT = 10;
/** Milliseconds that a peer may take to be built. */
const LIMIT = 45_000;
/** Milliseconds after which peers are asked no more: some take seconds for an answer. */
const ENOUGH = 20_000;
/** Milliseconds of searching before anything counts: browsers compile a module twice, the second time well. */
const SETTLING = 2000;
const CHUNK = 1000;

export async function search() {
  const { module, memory } = await core();
  const dice = new Dice(11);
  const cloud = new Cloud(dice);
  const [texts, vectors] = [[], []];
  const found = { search: {}, build: {}, memory_mb: { index: {} } };
  for (const size of SIZES) {
    while (texts.length < size) {
      texts.push(dice.words(8 + dice.below(28)));
      vectors.push(cloud.memory());
    }
    globalThis.progress = `search ${size}`;
    [found.search[size], found.build[size]] = await measure(module.Recall, texts, vectors, { dice, cloud });
    // A module's memory never shrinks: it is what the largest so far took.
    found.memory_mb.index[size] = memory.buffer.byteLength / 1e6;
  }
  return found;
}

async function measure(Recall, texts, vectors, { dice, cloud }) {
  const recall = new Recall();
  const rows = new Int8Array(texts.length * WIDTH);
  vectors.forEach((vector, at) => put(vector, rows, at));
  const row = (at) => rows.subarray(at * WIDTH, (at + 1) * WIDTH);
  const start = performance.now();
  for (let at = 0; at < texts.length; at += CHUNK) {
    recall.add(texts.slice(at, at + CHUNK), rows.subarray(at * WIDTH, (at + CHUNK) * WIDTH));
  }
  const built = { ours_ms: performance.now() - start };
  const scales = vectors.map((_, at) => scale(row(at)));
  const peers = {};
  for (const name of PEERS) {
    globalThis.progress = `building ${name} of ${texts.length}`;
    await breath();
    const peer = await build(name, texts, vectors, LIMIT);
    built[`${name}_ms`] = peer.ms ?? peer.skipped;
    if (peer.find) peers[name] = { ...peer, times: [], recall: [] };
  }
  const [times, nearest, recalls, unrounded] = [[], [], [], []];
  globalThis.progress = `searching ${texts.length}`;
  const queries = Array.from({ length: 2 * QUERIES }, () => {
    const meant = dice.below(texts.length);
    const draft = `${texts[meant].split(' ').slice(0, 5).join(' ')} ${dice.words(5)}`;
    const vector = cloud.query(vectors[meant]);
    return { draft, vector, coded: small(vector) };
  });
  const settling = queries.splice(QUERIES);
  for (const end = performance.now() + SETTLING; performance.now() < end;) {
    for (const { draft, coded } of settling) recall.search(draft, coded, COUNT);
  }
  const began = performance.now();
  for (const [number, { draft, vector, coded }] of queries.entries()) {
    times.push((await timed(() => recall.search(draft, coded, COUNT))).ms);
    if (number % 4 !== 0 || number / 4 >= COMPARED) continue;
    const [wanted, exact] = [new Nearest(vector, COUNT), new Nearest(coded, COUNT)];
    vectors.forEach((vector, number) => wanted.see(number, vector));
    scales.forEach((by, number) => exact.see(number, row(number), by));
    await breath();
    const alone = await timed(() => Array.from(recall.nearest(coded, COUNT)));
    nearest.push(alone.ms);
    recalls.push(exact.share(alone.value));
    unrounded.push(wanted.share(alone.value));
    if (performance.now() - began > ENOUGH) continue;
    for (const peer of Object.values(peers)) {
      const asked = await timed(() => peer.find(draft, vector, COUNT));
      peer.times.push(asked.ms);
      peer.recall.push(wanted.share(asked.value));
    }
  }
  recall.free();
  const figures = { p50_ms: median(times), p95_ms: part(times, 0.95), nearest_ms: median(nearest) };
  const shares = { recall_at_10: mean(recalls), unrounded_at_10: mean(unrounded) };
  return [{ ...figures, ...shares, ...against(peers, times) }, built];
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
