/** The encoder against onnxruntime-web on the same tokens. */
import * as ort from '/npm/onnxruntime-web/dist/ort.wasm.min.mjs';
import * as relaxed from '/pkg/satchel_relaxed.js';
import * as simd from '/pkg/satchel.js';
import { WIDTH, breath, bytes, median } from './tools.mjs';

const TOKENS = [16, 64, 128];
const ROUNDS = 21;
const WARM_UP = 3;
/** Milliseconds of running before anything counts: browsers compile a module twice, the second time well. */
const SETTLING = 4000;
/** In the vocabulary: the marks of beginning and end, and a word that is one token. */
const [FIRST, LAST, WORD, ID] = [101, 102, 'house', 2160];

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
  ort.env.wasm.wasmPaths = '/npm/onnxruntime-web/dist/';
  const model = await bytes('/peer/minilm/onnx/model_quantized.onnx');
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

function cosine(a, b) {
  const product = (x, y) => x.reduce((sum, number, at) => sum + number * y[at], 0);
  const [x, y] = [Array.from(a), Array.from(b)];
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

export async function embed() {
  const all = { ort: await theirs(), simd: await ours(simd, '/pkg/satchel_bg.wasm') };
  // Relaxed SIMD is the browser's to have: what it takes not, it says.
  const relaxed_simd = WebAssembly.validate(await bytes('/pkg/satchel_relaxed_bg.wasm'));
  if (relaxed_simd) all.relaxed = await ours(relaxed, '/pkg/satchel_relaxed_bg.wasm');
  const found = { relaxed_simd, load_ms: {}, embed: {}, embed_simd128: {} };
  for (const [name, one] of Object.entries(all)) found.load_ms[name] = one.load;
  for (const end = performance.now() + SETTLING; performance.now() < end;) {
    for (const one of Object.values(all)) await one.encode(TOKENS[0]);
    await breath();
  }
  for (const tokens of TOKENS) {
    const times = { ort: [], simd: [], relaxed: [] };
    const vectors = {};
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const [name, one] of Object.entries(all)) {
        const start = performance.now();
        vectors[name] = await one.encode(tokens);
        if (round >= 0) times[name].push(performance.now() - start);
      }
      await breath();
    }
    if (vectors.relaxed?.some((number, at) => number !== vectors.simd[at])) throw new Error('they differ');
    const ort_ms = median(times.ort);
    for (const [key, name] of [['embed', 'relaxed'], ['embed_simd128', 'simd']]) {
      if (!all[name]) continue;
      const ours_ms = median(times[name]);
      found[key][tokens] = { ours_ms, ort_ms, ratio: ours_ms / ort_ms };
    }
    found.embed_simd128[tokens].cosine = cosine(vectors.simd, vectors.ort);
  }
  return found;
}
