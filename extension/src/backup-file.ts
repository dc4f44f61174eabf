/**
 * The file that a backup is written into. It is private to the extension; the page hands it to the
 * browser to save, and nothing else of Satchel keeps one: what was shredded must not live on here.
 */
export interface Written {
  name: string;
  /** What the browser can save it from, until it is left. */
  url: string;
  /** The page shows it no more. */
  leave(): void;
}

/** Held, shared, by every page that has a file; whoever gets it alone knows that no page has. */
const LOCK = 'satchel-backup-file';
const OURS = /^satchel-\d{4}-\d{2}-\d{2}\.satchel$/;
/** Milliseconds that the browser may take to copy it after the user has gone on. */
const GRACE = 60_000;
/** How much of a file's beginning opens it, in bytes: the core overwrites as much of one that was stopped. */
const BEGINNING = 4096;

/** A file as only Workers can hold it: written in place. */
interface InPlace {
  createSyncAccessHandle(): Promise<{
    write(bytes: Uint8Array, where: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

/** What a backup of this day is called. */
export function nameOf(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((n) => `${n}`.padStart(2, '0'));
  return `satchel-${date.getFullYear()}-${month}-${day}.satchel`;
}

/** Has a file written, and holds it for the browser to save. */
export async function write(name: string, writing: () => Promise<void>): Promise<Written> {
  const letGo = await hold();
  try {
    await writing();
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle(name)).getFile();
    const url = URL.createObjectURL(file);
    const leave = async () => {
      URL.revokeObjectURL(url);
      await letGo();
      await sweep(name);
    };
    return { name, url, leave: () => void setTimeout(leave, GRACE) };
  } catch (error) {
    await letGo();
    await sweep();
    throw error;
  }
}

/**
 * Removes this file, and what is left of those that were stopped, unless a page has a file now. What still opens may be
 * of an engine that ended while it wrote: that is for the next one to spoil, as pages cannot write in place. Never fails.
 */
export async function sweep(whole?: string): Promise<void> {
  await alone(async (root, name) => {
    if (name === whole || (await isSpoiled(root, name))) await root.removeEntry(name);
  });
}

/**
 * For the engine's Worker: spoils and removes every file, unless a page has one; whether it could. No receipt tells of
 * one that was left half written, and a disk may keep what is only removed. Never fails: what is still being written is
 * found the next time.
 */
export function clear(): Promise<boolean> {
  return alone(async (root, name) => {
    const file = (await root.getFileHandle(name)) as unknown as InPlace;
    const access = await file.createSyncAccessHandle();
    try {
      access.write(new Uint8Array(BEGINNING), { at: 0 });
      access.flush();
    } finally {
      access.close();
    }
    await root.removeEntry(name);
  });
}

/** Does something to each of the files, unless a page has one; whether it could be done to all. */
async function alone(
  act: (root: FileSystemDirectoryHandle, name: string) => Promise<void>,
): Promise<boolean> {
  const toEach = async (lock: Lock | null): Promise<boolean> => {
    if (!lock) return false;
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of root.keys()) if (OURS.test(name)) names.push(name);
    let all = true;
    for (const name of names) await act(root, name).catch(() => (all = false));
    return all;
  };
  return navigator.locks.request(LOCK, { ifAvailable: true }, toEach).catch(() => false);
}

/** Whether nothing is left that opens it. */
async function isSpoiled(root: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  const file = await (await root.getFileHandle(name)).getFile();
  const beginning = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
  return beginning.every((byte) => byte === 0);
}

/** Resolves once it is held, with the way to let go and to hear that it is free. */
function hold(): Promise<() => Promise<unknown>> {
  return new Promise((held, refused) => {
    const free: Promise<unknown> = navigator.locks.request(
      LOCK,
      { mode: 'shared' },
      () => new Promise<void>((letGo) => held(() => (letGo(), free))),
    );
    free.catch(refused);
  });
}
