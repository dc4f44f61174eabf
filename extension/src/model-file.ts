/**
 * The language model that the user gives Satchel in place of its own: a file in the extension's
 * private storage. That it is there is the setting; nothing else says so.
 *
 * It is one known file, as nothing is fetched that nobody asked for, and a model of somebody else's
 * making could see to it that their words are always found.
 */
import { Failure } from './failure';
import { toHex } from './hex';

/** multilingual-e5-small, as `cargo xtask model --which multilingual` packs it. */
export const MULTILINGUAL = {
  name: 'multilingual.model',
  bytes: 81_974_336,
  sha256: 'e8b6973e6888c3a3b4c7f956e44a5ccc565cae635000d1402378385d7c4bd4fa',
} as const;

/** Keeps a file as the model, in place of none or of one of before; all of it or nothing. */
export async function keepModel(file: Blob): Promise<void> {
  if (file.size !== MULTILINGUAL.bytes) throw refusal('input', 'model_other');
  const bytes = await file.arrayBuffer().catch(() => {
    throw refusal('device', 'file_unreadable');
  });
  if ((await sha256(bytes)) !== MULTILINGUAL.sha256) throw refusal('input', 'model_other');
  try {
    const root = await navigator.storage.getDirectory();
    const kept = await root.getFileHandle(MULTILINGUAL.name, { create: true });
    // What is written takes the file's place when it is closed, and not before.
    const writing = await kept.createWritable();
    await writing.write(bytes);
    await writing.close();
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    // An empty file would be a broken model.
    if (!(await isModelKept())) await dropModel();
    throw refusal('device', full ? 'store_full' : 'model_unkept');
  }
}

/** Whether there is one. */
export async function isModelKept(): Promise<boolean> {
  return ((await keptFile())?.size ?? 0) > 0;
}

/**
 * Its bytes; nothing if there is none, and none at all if it is another than was given: whoever can
 * write into the browser's profile cannot change what is signed, but could change this.
 */
export async function readModel(): Promise<ArrayBuffer | undefined> {
  const file = await keptFile();
  if (!file || file.size === 0) return undefined;
  const bytes = await file.arrayBuffer();
  return (await sha256(bytes)) === MULTILINGUAL.sha256 ? bytes : new ArrayBuffer(0);
}

/** Goes back to the one that Satchel brings. */
export async function dropModel(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(MULTILINGUAL.name).catch((error: unknown) => {
    if (!isMissing(error)) throw refusal('device', 'model_unkept');
  });
}

async function keptFile(): Promise<File | undefined> {
  const root = await navigator.storage.getDirectory();
  try {
    return await (await root.getFileHandle(MULTILINGUAL.name)).getFile();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', bytes));
}

function refusal(kind: 'input' | 'device', code: string): Failure {
  return new Failure({ kind, code, place: undefined });
}
