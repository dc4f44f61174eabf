/**
 * The encoder against onnxruntime-web on the same tokens, in one run: all of them in turn, again and again,
 * so that whatever else the machine does meets all alike. What it found is in `globalThis.found`.
 */
import * as ort from '/ort/ort.wasm.min.mjs';
import * as relaxed from '/pkg/satchel_relaxed.js';
import * as simd from '/pkg/satchel.js';

const TOKENS = [16, 64, 128];
const ROUNDS = 15;
const WARM_UP = 3;
/** In the vocabulary: the marks of beginning and end, and a word that is one token. */
const [FIRST, LAST, WORD, ID] = [101, 102, 'house', 2160];
const WIDTH = 384;

const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

async function ours(module, wasm) {
  await module.default({ module_or_path: wasm });
  const model = await bytes('/model/minilm.model');
  const start = performance.now();
  const encoder = new module.Encoder(model);
  const load = performance.now() - start;
  return { load, encode: async (tokens) => encoder.encode([Array(tokens - 2).fill(WORD).join(' ')]) };
}

async function theirs() {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = '/ort/';
  const model = await bytes('/peer/model.onnx');
  const start = performance.now();
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const load = performance.now() - start;
  const list = (numbers) => new ort.Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, numbers.length]);
  const encode = async (tokens) => {
    const ids = [FIRST, ...Array(tokens - 2).fill(ID), LAST];
    const { last_hidden_state: states } = await session.run({
      input_ids: list(ids),
      attention_mask: list(ids.map(() => 1)),
      token_type_ids: list(ids.map(() => 0)),
    });
    const sum = new Float32Array(WIDTH);
    states.data.forEach((number, at) => (sum[at % WIDTH] += number));
    return sum;
  };
  return { load, encode };
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function cosine(a, b) {
  const product = (x, y) => x.reduce((sum, number, at) => sum + number * y[at], 0);
  const [x, y] = [Array.from(a), Array.from(b)];
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

async function measure() {
  const all = {
    ort: await theirs(),
    simd: await ours(simd, '/pkg/satchel_bg.wasm'),
    relaxed: await ours(relaxed, '/pkg/satchel_relaxed_bg.wasm'),
  };
  const found = { load_ms: {}, embed: {}, embed_simd128: {} };
  for (const [name, one] of Object.entries(all)) found.load_ms[name] = one.load;
  for (const tokens of TOKENS) {
    const times = { ort: [], simd: [], relaxed: [] };
    const vectors = {};
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const [name, one] of Object.entries(all)) {
        const start = performance.now();
        vectors[name] = await one.encode(tokens);
        if (round >= 0) times[name].push(performance.now() - start);
      }
    }
    if (vectors.simd.some((number, at) => number !== vectors.relaxed[at])) throw new Error('they differ');
    const ort_ms = median(times.ort);
    for (const [key, name] of [['embed', 'relaxed'], ['embed_simd128', 'simd']]) {
      const ours_ms = median(times[name]);
      found[key][tokens] = { ours_ms, ort_ms, ratio: ours_ms / ort_ms };
    }
    found.embed[tokens].cosine = cosine(vectors.relaxed, vectors.ort);
  }
  return found;
}

globalThis.found = await measure().catch((error) => ({ error: String(error.stack ?? error) }));
