/** The core's module, of the two the one that the extension would take in this browser. */
import * as relaxed from '/pkg/satchel_relaxed.js';
import * as simd from '/pkg/satchel.js';
import { bytes } from './tools.mjs';

const RELAXED = '/pkg/satchel_relaxed_bg.wasm';

/** Whether this browser takes the one with relaxed SIMD. */
export const takesRelaxed = async () => WebAssembly.validate(await bytes(RELAXED));

/** The module, ready, and its memory. */
export async function core(isRelaxed) {
  const [module, file] = (isRelaxed ?? (await takesRelaxed())) ? [relaxed, RELAXED] : [simd, '/pkg/satchel_bg.wasm'];
  const { memory } = await module.default({ module_or_path: file });
  return { module, memory };
}
