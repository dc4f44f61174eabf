/**
 * Chromium keeps IndexedDB in a LevelDB that goes on writing to the log of the session before. If the
 * browser was killed while it wrote, that log ends in half a record; what is written behind it cannot
 * be read again, and at the next start Chromium takes all of the origin's databases for corrupt and
 * deletes them, or silently drops what came after. (`reuse_logs` of LevelDB; Chromium sets it.)
 *
 * Deleting a database makes LevelDB compact, and so put away its log and begin a new one. A throwaway
 * database, made and deleted before anything is written, has every session write to a log of its own:
 * half a record then stands only where it does no harm, at the end of one that is read once.
 */

const THROWAWAY = 'satchel-fresh-log';
/**
 * Milliseconds until LevelDB has surely begun the new log: it does so right after it has answered, and
 * may pass it over if somebody writes just then. The engine loads meanwhile, and nobody writes.
 */
const SETTLING = 50;

/** Never fails: a store that is no good says so when it is opened. */
export async function beginFreshLog(): Promise<void> {
  if (import.meta.env.FIREFOX) return;
  try {
    const opened = await done(indexedDB.open(THROWAWAY, 1));
    opened.close();
    await done(indexedDB.deleteDatabase(THROWAWAY));
    await new Promise((resolve) => setTimeout(resolve, SETTLING));
  } catch {
    // As it was before.
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
