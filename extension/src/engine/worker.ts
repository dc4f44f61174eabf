/**
 * The engine's Worker: the Rust core, one thing at a time.
 *
 * Requests are answered in the order in which they come; when none waits, long work is done in
 * steps short enough that a draft does not notice. It starts locked. If the core traps, nothing of
 * it can be trusted any more: the Worker ends itself, its owner starts another, and what was
 * committed is there.
 */
import * as simd from '../../../pkg/satchel';
import type { Engine, Error, JobEnd, Reply, Request, Status } from '../../../pkg/satchel';
import * as relaxed from '../../../pkg/satchel_relaxed';
import { clear } from '../backup-file';
import { readModel } from '../model-file';
import { beginFreshLog } from './fresh-log';
import { hasRelaxedSimd } from './relaxed';
import type { FromEngine, Introduce, Job, Role, ToEngine } from './wire';

/** Milliseconds of long work between looks at the queue. */
const STEP = 30;
/** Milliseconds between two reports of a status that changes all the time. */
const REPORT = 250;
/** Milliseconds until what a backup left behind is looked for again: at first, and at most. */
const SOON = 1_000;
const LATE = 60_000;

/** Replies after which another key opens the vault, or none. */
const KEYED = new Set<Reply['type']>(['create', 'unlock', 'lock', 'changeSlots', 'forget']);
/** Of work that keeps nothing when it is stopped. */
const STOPPED: Error = { kind: 'state', code: 'job_stopped', place: undefined };

interface Client {
  role: Role;
  port: MessagePort;
}

const alive = `satchel-engine-${crypto.randomUUID()}`;
/** Every client that was introduced, and those that were greeted. */
const introduced = new Set<Client>();
const clients = new Set<Client>();
const queue: (() => Promise<void>)[] = [];
let fresh = true;
/** Who began the work that runs. */
let employer: { client: Client; id: number; kind: Job['kind'] } | undefined;
let working = false;
let reported = 0;
let lastStatus = '';

const engine = start();
engine.catch(end);

async function start(): Promise<Engine> {
  // One engine at a time, however many were started; the lock goes with the Worker.
  await held('satchel-writer');
  await held(alive);
  const [core, module] = hasRelaxedSimd() ? [relaxed, 'satchel_relaxed_bg'] : [simd, 'satchel_bg'];
  // The engine before this one may have left a backup behind, which no receipt would know.
  await Promise.all([
    core.default({ module_or_path: `/engine/${module}.wasm` }),
    beginFreshLog(),
    clear().then((done) => void (done || clearLater(SOON))),
  ]);
  return core.Engine.open('satchel');
}

/** Where the page whose backup that was had not let go of it yet. */
function clearLater(wait: number): void {
  setTimeout(async () => {
    if (!(await clear())) clearLater(Math.min(wait * 2, LATE));
  }, wait);
}

/** Waits for a Web Lock and keeps it. */
function held(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(reject);
  });
}

/** The owner's message: a client. Everything else comes over the clients' ports. */
self.addEventListener('message', (event: MessageEvent<Introduce>) => {
  const client: Client = { role: event.data.role, port: event.data.port };
  introduced.add(client);
  client.port.addEventListener('close', () => {
    introduced.delete(client);
    clients.delete(client);
  });
  enqueue(async (core) => {
    clients.add(client);
    const key = client.role === 'background' ? core.accessKey() : undefined;
    say(client, { type: 'hello', build: __BUILD__, alive, fresh, key });
    key?.fill(0);
    client.port.onmessage = (message: MessageEvent<ToEngine>) => receive(client, message.data);
  });
});

function receive(client: Client, message: ToEngine): void {
  switch (message.type) {
    case 'ask':
      return enqueue((core) => answer(core, client, message.id, message.request));
    case 'job':
      return enqueue((core) => begin(core, client, message.id, message.job));
    case 'cancel':
      return enqueue(async (core) => {
        if (employer?.id !== message.id || employer.client !== client) return;
        await endJob(core, core.cancelJob() ?? { type: 'failed', value: STOPPED });
      });
    case 'stop':
      return enqueue(async (core) => {
        if (employer?.kind !== message.kind) return;
        core.cancelJob();
        await endJob(core, { type: 'failed', value: STOPPED });
      });
    case 'model':
      // Without a key there is nothing to encode; whoever brings one has it loaded.
      if (loads > 0) void loadEncoder();
      return;
    case 'wake':
      if (client.role !== 'background') return;
      return enqueue(async (core) => {
        const reply = await core.wake(message.key);
        // A key of another vault or epoch opens nothing: the background forgets it. A device that
        // refuses may be better disposed next time.
        if (reply.type === 'failed' && reply.kind === 'device') return;
        await changed(core, reply.type === 'status');
      });
  }
}

async function answer(core: Engine, client: Client, id: number, request: Request): Promise<void> {
  // Of what is destroyed, no file may be left but those that the receipt names.
  if (request.type === 'shred' || request.type === 'forget') await clear();
  const reply: Reply = await core.handle(request);
  say(client, { type: 'reply', id, reply });
  if (KEYED.has(reply.type)) {
    await changed(core, true);
    // Freed memory still holds what was in it; a Worker's memory goes with the Worker.
    if (reply.type === 'lock' || reply.type === 'forget') leave();
  } else if (reply.type !== 'recall' && reply.type !== 'search') {
    await report(core, true);
  }
}

/** The vault was opened or locked: the background keeps the key, or forgets it. */
async function changed(core: Engine, known: boolean): Promise<void> {
  if (known) fresh = false;
  const key = core.accessKey();
  for (const client of clients) if (client.role === 'background') say(client, { type: 'key', key });
  key?.fill(0);
  await report(core, true);
  if (key && loads === 0) void loadEncoder();
}

/** How often a model was loaded. */
let loads = 0;

/** Only when there is something to encode: the model is most of Satchel's weight. */
async function loadEncoder(): Promise<void> {
  const load = (loads += 1);
  // A file that cannot be read is an empty one to the core, which tells what it lacks.
  const model = new Uint8Array(await modelBytes().catch(() => new ArrayBuffer(0)));
  enqueue(async (core) => {
    if (load !== loads) return;
    core.loadEncoder(model);
    // The core has its own copy: this one must not wait for the collector.
    model.buffer.transfer(0);
    await report(core, true);
  });
}

/** Of the model that the user gave, or else of our own. */
async function modelBytes(): Promise<ArrayBuffer> {
  return (await readModel()) ?? (await fetch('/engine/minilm.model')).arrayBuffer();
}

async function begin(core: Engine, client: Client, id: number, job: Job): Promise<void> {
  try {
    if (job.kind === 'look') core.beginLook(job.file);
    else if (job.kind === 'import') core.beginImport(job.file);
    else if (job.kind === 'backup') await core.beginBackup(job.name, job.passphrase);
    else core.beginRestore(job.file, job.passphrase, job.revive, job.own);
    employer = { client, id, kind: job.kind };
  } catch (error) {
    say(client, { type: 'failed', id, error: failure(error) });
  }
}

/** The status comes first: whoever hears of the end must not take the work for another page's. */
async function endJob(core: Engine, end: JobEnd): Promise<void> {
  await report(core, true);
  if (!employer) return;
  const { client, id } = employer;
  employer = undefined;
  if (end.type === 'failed') say(client, { type: 'failed', id, error: end.value });
  else say(client, { type: 'ended', id, end });
}

function enqueue(task: (core: Engine) => Promise<void>): void {
  queue.push(async () => task(await engine));
  if (!working) void work();
}

async function work(): Promise<void> {
  working = true;
  try {
    for (let more = true; more;) {
      for (let task = queue.shift(); task; task = queue.shift()) await task();
      more = await step(await engine);
      // Messages that came meanwhile are heard only between tasks of the event loop.
      await breath();
      more ||= queue.length > 0;
    }
  } catch (error) {
    end(error);
  } finally {
    working = false;
  }
}

async function step(core: Engine): Promise<boolean> {
  const { more, ended } = await core.step(STEP);
  if (ended) await endJob(core, ended);
  else await report(core, !more);
  return more;
}

/** Tells everyone how things stand, if that changed. */
async function report(core: Engine, now: boolean): Promise<void> {
  if (!now && Date.now() - reported < REPORT) return;
  reported = Date.now();
  const reply = await core.handle({ type: 'status' });
  if (reply.type !== 'status') return;
  const status: Status = reply;
  if (employer && status.job) {
    const { client, id } = employer;
    say(client, { type: 'progress', id, progress: status.job });
  }
  const text = JSON.stringify(status);
  if (text === lastStatus) return;
  lastStatus = text;
  for (const client of clients) say(client, { type: 'status', status });
}

function say(client: Client, message: FromEngine): void {
  client.port.postMessage(message);
}

const pause = new MessageChannel();
let wakeUp: (() => void) | undefined;
pause.port1.onmessage = () => wakeUp?.();

/** One turn of the event loop; a timer would be slowed down in the background. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    wakeUp = resolve;
    pause.port2.postMessage(null);
  });
}

/** Errors of the core are plain objects; anything else is a fault of ours. */
function failure(error: unknown): Error {
  const { kind, code, place } = Object(error) as Partial<Error>;
  // A DOMException has a code too: a number.
  if (typeof kind === 'string' && typeof code === 'string') return { kind, code, place };
  return { kind: 'internal', code: 'engine_failed', place: undefined };
}

/** Ends the Worker; the next question starts another. */
function leave(): void {
  self.postMessage('dead');
  self.close();
}

/** Ends the Worker after a fault; what went wrong is told by code alone, as a trap's text could hold content. */
function end(error: unknown): void {
  for (const client of introduced) say(client, { type: 'dead', error: failure(error) });
  leave();
}
