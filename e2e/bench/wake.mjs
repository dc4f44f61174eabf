/** A vault of many memories: what it takes on the disk, to wake a Worker to it, and in memory. */
import { takesRelaxed } from './core.mjs';
import { Line } from './line.mjs';
import { bytes, median } from './tools.mjs';

/** Opens the seeded backups: that of `satchel seed`. */
const SEEDED = 'the passphrase of a seeded vault';
const WAKES = 5;
const DRAFT = 'a passage about bees';
/** What the first list waits for, in this order; the list is made by words, as the model comes later. */
const PARTS = ['worker', 'module', 'open', 'index', 'list'];

export async function wake() {
  const found = { snapshot: {}, memory_mb: { engine: {} } };
  const isRelaxed = await takesRelaxed();
  const sizes = new URLSearchParams(location.search).get('wake')?.split(',') ?? ['10000'];
  for (const size of sizes) {
    globalThis.progress = `wake ${size}`;
    const name = `seeded-${size}`;
    const used = async () => (await navigator.storage.estimate()).usage ?? 0;
    const before = await used();
    const { key, restore_ms } = await fill(name, size);
    const times = { first_list: [], model: [], next_list: [], ...Object.fromEntries(PARTS.map((part) => [part, []])) };
    let engine;
    for (let round = 0; round < WAKES; round++) {
      globalThis.progress = `wake ${size}, round ${round}`;
      engine?.end();
      engine = await once(name, { key, size, isRelaxed, times });
    }
    // What waits for an idle moment stays in memory too.
    await engine.ask('work');
    found.memory_mb.engine[size] = (await engine.ask('memory')).value / 1e6;
    engine.end();
    const parts_ms = Object.fromEntries([...PARTS, 'model', 'next_list'].map((part) => [part, median(times[part])]));
    const disk_mb = ((await used()) - before) / 1e6;
    found.snapshot[size] = { wake_ms: median(times.first_list), parts_ms, restore_ms, disk_mb };
  }
  return found;
}

/** A vault with what a backup holds, and its key. */
async function fill(name, size) {
  const engine = await Line.to(name);
  await engine.ask('create', 'a passphrase for what is measured');
  const backup = new Blob([await bytes(`/seed/${size}.satchel`)]);
  const { ms: restore_ms } = await engine.ask('restore', backup, SEEDED);
  const { value: key } = await engine.ask('key');
  engine.end();
  return { key, restore_ms };
}

/** From a Worker that does not run to the first list, to the model, and to the list with it. */
async function once(name, { key, size, isRelaxed, times }) {
  const start = performance.now();
  const engine = await Line.begun();
  times.worker.push(performance.now() - start);
  const part = async (part, act, ...given) => {
    const { value, ms } = await engine.ask(act, ...given);
    times[part].push(ms);
    return value;
  };
  const list = { type: 'search', query: DRAFT, filter: {}, limit: 5 };
  await part('module', 'module', isRelaxed);
  await part('open', 'open', name);
  const woken = await part('index', 'wake', key.slice());
  if (woken.memories !== Number(size)) throw new Error(`${woken.memories} memories woke`);
  await part('list', 'ask', list);
  times.first_list.push(performance.now() - start);
  await part('model', 'load');
  await part('next_list', 'ask', list);
  return engine;
}
