/** A million vectors: how long the nearest take, and whether they are those of an exact scan. */
import { Cloud, Nearest, put, scale, small } from './cloud.mjs';
import { core } from './core.mjs';
import { Dice, WIDTH, breath, mean, median, part, timed } from './tools.mjs';

const SIZE = 1_000_000;
const CHUNK = 2_000;
const QUERIES = 60;
/** Queries that are held to an exact scan of the same vectors. */
const COMPARED = 25;
const COUNT = 10;

export async function million() {
  const { module, memory } = await core();
  const before = memory.buffer.byteLength;
  const vectors = new module.Vectors();
  const dice = new Dice(13);
  const cloud = new Cloud(dice);
  const first = Array.from({ length: QUERIES }, () => cloud.memory());
  const queries = first.map((memory) => cloud.query(memory));
  const exact = queries.slice(0, COMPARED).map((query) => new Nearest(small(query), COUNT));
  let ours_ms = 0;
  const rows = new Int8Array(CHUNK * WIDTH);
  // No page holds a million twice: each is seen once.
  for (let from = 0; from < SIZE; from += CHUNK) {
    globalThis.progress = `${from} of a million`;
    for (let row = 0; row < CHUNK; row++) {
      const memory = first[from + row] ?? cloud.memory();
      put(memory, rows, row);
      const kept = rows.subarray(row * WIDTH, (row + 1) * WIDTH);
      const by = scale(kept);
      for (const nearest of exact) nearest.see(from + row, kept, by);
    }
    ours_ms += (await timed(() => vectors.add(rows))).ms;
    await breath();
  }
  const [times, recalls] = [[], []];
  for (const [at, query] of queries.entries()) {
    const coded = small(query);
    const { value, ms } = await timed(() => Array.from(vectors.nearest(coded, COUNT)));
    // The first of all only warm up.
    if (at > 2) times.push(ms);
    if (at < COMPARED) recalls.push(exact[at].share(value));
    await breath();
  }
  return {
    search: { [SIZE]: { p50_ms: median(times), p95_ms: part(times, 0.95), recall_at_10: mean(recalls) } },
    build: { [SIZE]: { ours_ms } },
    memory_mb: { index: { [SIZE]: (memory.buffer.byteLength - before) / 1e6 } },
  };
}
