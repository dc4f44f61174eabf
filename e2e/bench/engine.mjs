/** The whole engine in a Worker, as the extension has it: its rows in IndexedDB, its keys in a private file. */
import { core } from './core.mjs';
import { bytes, timed } from './tools.mjs';

const STEP = 30;
let module;
let memory;
let engine;

async function ask(request) {
  const reply = await engine.handle(request);
  if (reply.type === 'failed') throw new Error(`${request.type}: ${reply.code}`);
  return reply;
}

/** Works until nothing is left to be done. What the job came to. */
async function work() {
  let end;
  for (let more = true; more;) {
    const step = await engine.step(STEP);
    end = step.ended ?? end;
    more = step.more;
  }
  if (end?.type === 'failed') throw new Error(end.value?.code);
  return end;
}

const ACTS = {
  async module(isRelaxed) {
    ({ module, memory } = await core(isRelaxed));
  },
  async open(name) {
    engine = await module.Engine.open(name);
  },
  create: (passphrase) => ask({ type: 'create', with: { way: 'passphrase', passphrase } }),
  async load() {
    engine.loadEncoder(await bytes('/model/minilm.model'));
  },
  /** Imports a file, and gives all of it vectors. */
  async import(blob) {
    engine.beginImport(new File([blob], 'conversations.json'));
    return work();
  },
  /** Takes a backup for the user's own: its vectors come with it. */
  async restore(blob, passphrase) {
    engine.beginRestore(new File([blob], 'seed.satchel'), passphrase, false, true);
    return work();
  },
  work,
  key: () => engine.accessKey(),
  async wake(key) {
    const reply = await engine.wake(key);
    if (reply.type === 'failed') throw new Error(`wake: ${reply.code}`);
    return reply;
  },
  ask,
  memory: () => memory.buffer.byteLength,
};

self.onmessage = async ({ data: { id, act, with: given } }) => {
  try {
    const { value, ms } = await timed(() => ACTS[act](...given));
    self.postMessage({ id, value, ms });
  } catch (error) {
    const why = error?.code ? `${act}: ${error.code}` : String(error?.stack ?? error);
    self.postMessage({ id, error: why });
  }
};
self.postMessage('ready');
