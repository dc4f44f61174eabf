/**
 * The key by which this device opens the vault.
 *
 * The browser keeps it and gives it to nobody: it only answers. It protects from nobody who can
 * read the browser's profile all the same, where it lies unsealed.
 */
import { toHex } from './hex';

const DATABASE = 'satchel-device';
const STORE = 'keys';
const NAME = 'device';
/** What the key is always asked. */
const QUESTION = new TextEncoder().encode('satchel device 1');
const ALGORITHM: HmacKeyGenParams = { name: 'HMAC', hash: 'SHA-256' };

/** What the key answers, in hex; nothing if there is no key. */
export async function deviceAnswer(): Promise<string | undefined> {
  const key = await withKeys<CryptoKey | undefined>('readonly', (keys) => keys.get(NAME));
  return key && answerOf(key);
}

/** Makes a new key, in place of one of before, and gives its answer. */
export async function makeDevice(): Promise<string> {
  const key = await crypto.subtle.generateKey(ALGORITHM, false, ['sign']);
  await withKeys('readwrite', (keys) => keys.put(key, NAME));
  return answerOf(key);
}

/** No vault is opened by it any more. */
export async function forgetDevice(): Promise<void> {
  await withKeys('readwrite', (keys) => keys.delete(NAME));
}

async function answerOf(key: CryptoKey): Promise<string> {
  return toHex(await crypto.subtle.sign('HMAC', key, QUESTION));
}

async function withKeys<T>(
  mode: IDBTransactionMode,
  act: (keys: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = (await done(opening)) as IDBDatabase;
  try {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result as T;
  } finally {
    database.close();
  }
}

function done(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
