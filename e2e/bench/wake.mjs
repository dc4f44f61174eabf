/** A vault of many memories: what it takes on the disk, to wake a Worker to it, and in memory. */
import { Line } from './line.mjs';
import { bytes, median } from './tools.mjs';

/** Opens the seeded backups: that of `satchel seed`. */
const SEEDED = 'the passphrase of a seeded vault';
const WAKES = 3;

export async function wake() {
  const found = { snapshot: {}, memory_mb: { engine: {} } };
  const sizes = new URLSearchParams(location.search).get('wake')?.split(',') ?? ['10000'];
  for (const size of sizes) {
    globalThis.progress = `wake ${size}`;
    const name = `seeded-${size}`;
    const used = async () => (await navigator.storage.estimate()).usage ?? 0;
    const before = await used();
    let engine = await Line.to(name);
    await engine.ask('create', 'a passphrase for what is measured');
    const backup = new Blob([await bytes(`/seed/${size}.satchel`)]);
    const { ms: restore_ms } = await engine.ask('restore', backup, SEEDED);
    const { value: key } = await engine.ask('key');
    engine.end();
    const times = { start: [], wake: [] };
    for (let round = 0; round < WAKES; round++) {
      const start = performance.now();
      engine = await Line.to(name);
      times.start.push(performance.now() - start);
      const { value, ms } = await engine.ask('wake', key.slice());
      if (value.memories !== Number(size)) throw new Error(`${value.memories} memories woke`);
      times.wake.push(ms);
      if (round < WAKES - 1) engine.end();
    }
    await engine.ask('load');
    await engine.ask('ask', { type: 'search', query: 'a passage about bees', limit: 10 });
    found.memory_mb.engine[size] = (await engine.ask('memory')).value / 1e6;
    engine.end();
    found.snapshot[size] = {
      worker_ms: median(times.start),
      wake_ms: median(times.wake),
      restore_ms,
      disk_mb: ((await used()) - before) / 1e6,
    };
  }
  return found;
}
