/**
 * Owns the engine's Worker: started when first needed, started again when it ended itself.
 * Chromium runs this in the offscreen document, Firefox in the event page.
 */
import { workerUrl } from './worker-url';
import type { Introduce, Role } from './wire';
import address from './worker?worker&url';

let worker: Worker | undefined;

/** Hands a client's port to the engine. */
export function introduce(role: Role, port: MessagePort): void {
  worker ??= start();
  worker.postMessage({ role, port } satisfies Introduce, [port]);
}

/** Ends the engine at once, whatever it does. */
export function dismiss(): void {
  worker?.terminate();
  worker = undefined;
}

function start(): Worker {
  const started = new Worker(workerUrl(address), { type: 'module', name: 'satchel-engine' });
  const gone = () => {
    started.terminate();
    if (worker === started) worker = undefined;
  };
  started.addEventListener('message', gone);
  started.addEventListener('error', gone);
  return started;
}
