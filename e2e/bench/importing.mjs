/**
 * Turns a second: a ChatGPT export imported, sealed, indexed and encoded by the engine, against
 * `@huggingface/transformers`, which only encodes the same texts, in batches of like length.
 */
import { env, pipeline } from '/npm/@huggingface/transformers/dist/transformers.web.min.js';
import { Line } from './line.mjs';
import { Dice, median, text, timed } from './tools.mjs';

const TURNS = 100;
const ROUNDS = 3;
/** Of these it may take what serves it best. */
const BATCHES = [1, 4, 16];
const PASSPHRASE = 'a passphrase for what is measured';

async function theirs() {
  Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: '/peer/' });
  env.useBrowserCache = false;
  Object.assign(env.backends.onnx.wasm, { numThreads: 1, wasmPaths: '/npm/onnxruntime-web/dist/' });
  const encode = await pipeline('feature-extraction', 'minilm', { device: 'wasm', dtype: 'q8' });
  return async (texts, batch) => {
    const sorted = texts.toSorted((a, b) => a.length - b.length);
    for (let at = 0; at < sorted.length; at += batch) {
      await encode(sorted.slice(at, at + batch), { pooling: 'mean', normalize: true });
    }
  };
}

/** Turns as people and assistants write them, none like another. */
function turns(lines, count, dice) {
  return Array.from({ length: count }, () => {
    const some = Array.from({ length: 1 + dice.below(2) }, () => lines[dice.below(lines.length)]);
    return `${dice.words(2)}: ${some.join(' ')}`.slice(0, 400);
  });
}

/** The same as a ChatGPT export, unpacked. */
function exported(texts, round) {
  const mapping = {};
  texts.forEach((text, at) => {
    mapping[at] = {
      id: String(at),
      parent: at > 0 ? String(at - 1) : null,
      children: [],
      message: {
        id: `${round}-${at}`,
        author: { role: at % 2 ? 'assistant' : 'user' },
        create_time: 1_700_000_000 + at,
        content: { content_type: 'text', parts: [text] },
      },
    };
  });
  const about = { title: `Round ${round}`, conversation_id: `c${round}`, create_time: 1_700_000_000 };
  return new Blob([JSON.stringify([{ ...about, current_node: String(texts.length - 1), mapping }])]);
}

export async function importing() {
  const peer = await theirs();
  const engine = await Line.to('importing');
  await engine.ask('create', PASSPHRASE);
  await engine.ask('load');
  const lines = (await text('/texts.txt')).split('\n').filter((line) => line.length > 0);
  const dice = new Dice(5);
  const warm = turns(lines, 16, dice);
  await engine.ask('import', exported(warm, 'warm'));
  let best;
  for (const batch of BATCHES) {
    await peer(warm, batch);
    const { ms } = await timed(() => peer(warm, batch));
    if (!best || ms < best.ms) best = { batch, ms };
  }
  const times = { ours: [], peer: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const texts = turns(lines, TURNS, dice);
    const { value, ms } = await engine.ask('import', exported(texts, round));
    if (value.value.kept !== TURNS) throw new Error(`imported ${JSON.stringify(value)}`);
    const { value: now } = await engine.ask('ask', { type: 'status' });
    if (now.pending !== 0) throw new Error(`${now.pending} wait for their vectors`);
    times.ours.push(ms);
    times.peer.push((await timed(() => peer(texts, best.batch))).ms);
  }
  engine.end();
  const [ours_tps, peer_tps] = [times.ours, times.peer].map((all) => (TURNS / median(all)) * 1000);
  return { import: { ours_tps, peer_tps, ratio: ours_tps / peer_tps, turns: TURNS, peer_batch: best.batch } };
}
