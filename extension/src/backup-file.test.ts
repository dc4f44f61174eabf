import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nameOf, sweep, write } from './backup-file';

/** Private files, locks and object URLs, as far as a backup needs them. */
const files = new Set<string>();
let held = 0;
const wait = () => new Promise((done) => setImmediate(done));

Object.defineProperty(globalThis, 'navigator', {
  value: {
    storage: {
      async getDirectory() {
        return {
          async *keys() {
            yield* [...files];
          },
          async removeEntry(name: string) {
            files.delete(name);
          },
          async getFileHandle(name: string) {
            if (!files.has(name)) throw new Error('NotFoundError');
            return { getFile: async () => new Blob([name]) };
          },
        };
      },
    },
    locks: {
      /** A lock is free again only a while after its holder is done, as in browsers. */
      async request(
        _: string,
        { ifAvailable = false }: { ifAvailable?: boolean },
        act: (lock: object | null) => unknown,
      ) {
        if (ifAvailable) return act(held > 0 ? null : {});
        held += 1;
        await act({});
        await wait();
        held -= 1;
      },
    },
  },
});

const NAME = nameOf(new Date(2026, 2, 7));

test('a backup is called after its day, as the calendar on the wall has it', () => {
  assert.equal(NAME, 'satchel-2026-03-07.satchel');
});

test('of a backup that was stopped nothing is left', async () => {
  files.add('satchel.root');
  const stopped = write(NAME, async () => {
    files.add(NAME);
    throw new Error('stopped');
  });
  await assert.rejects(stopped, /stopped/);
  assert.deepEqual([...files], ['satchel.root']);
});

test('a file that a page shows stays, one that a closed page left goes, and the vault is not touched', async () => {
  const file = await write(NAME, async () => void files.add(NAME));
  await sweep();
  assert.ok(files.has(NAME));
  assert.ok(file.url.startsWith('blob:'));
  URL.revokeObjectURL(file.url);

  held = 0;
  await sweep();
  assert.deepEqual([...files], ['satchel.root']);
});
