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
      await sweep();
    };
    return { name, url, leave: () => void setTimeout(leave, GRACE) };
  } catch (error) {
    await letGo();
    await sweep();
    throw error;
  }
}

/**
 * Removes the files that pages of before have left, unless a page has one now. Never fails: what
 * cannot be removed, as it is still being written, is found by the next sweep.
 */
export async function sweep(): Promise<void> {
  const remove = async (alone: Lock | null) => {
    if (!alone) return;
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of root.keys()) if (OURS.test(name)) names.push(name);
    for (const name of names) await root.removeEntry(name).catch(() => {});
  };
  await navigator.locks.request(LOCK, { ifAvailable: true }, remove).catch(() => {});
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
