import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clear, nameOf, sweep, write } from './backup-file';

/** Private files, locks and object URLs, as far as a backup needs them. */
const files = new Map<string, Uint8Array>();
/** What is left on the disk of those that were removed. */
const left: Uint8Array[] = [];
let held = 0;
const wait = () => new Promise((done) => setImmediate(done));

Object.defineProperty(globalThis, 'navigator', {
  value: {
    storage: {
      async getDirectory() {
        return {
          async *keys() {
            yield* [...files.keys()];
          },
          async removeEntry(name: string) {
            left.push(files.get(name) ?? new Uint8Array());
            files.delete(name);
          },
          async getFileHandle(name: string) {
            const bytes = files.get(name);
            if (!bytes) throw new Error('NotFoundError');
            return {
              getFile: async () => new Blob([bytes.slice()]),
              createSyncAccessHandle: async () => ({
                write: (written: Uint8Array, { at }: { at: number }) => bytes.set(written, at),
                flush() {},
                close() {},
              }),
            };
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

/** A backup, as it lies there. */
const whole = () => new Uint8Array(9_000).fill(7);
/** One that the core spoiled when it was stopped. */
const spoiled = () => whole().fill(0, 0, 4096);
const names = () => [...files.keys()];

test('of a backup that was stopped nothing is left', async () => {
  files.set('satchel.root', whole());
  const stopped = write(NAME, async () => {
    files.set(NAME, spoiled());
    throw new Error('stopped');
  });
  await assert.rejects(stopped, /stopped/);
  assert.deepEqual(names(), ['satchel.root']);
});

test('one whose engine ended while it wrote is spoiled by the next engine before it is removed', async () => {
  const locked = write(NAME, async () => {
    files.set(NAME, whole());
    // The next engine is there before the page has let go.
    assert.equal(await clear(), false);
    throw new Error('locked');
  });
  await assert.rejects(locked, /locked/);
  await sweep();
  assert.deepEqual(names(), ['satchel.root', NAME], 'a page cannot spoil it');
  left.length = 0;
  assert.equal(await clear(), true);
  assert.deepEqual(names(), ['satchel.root']);
  assert.deepEqual(left, [spoiled()]);
  assert.deepEqual(files.get('satchel.root'), whole());
});

test('a file that a page shows stays, goes when the page leaves it, and the vault is not touched', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const file = await write(NAME, async () => void files.set(NAME, whole()));
  await sweep();
  assert.equal(await clear(), false);
  assert.ok(files.has(NAME));
  assert.ok(file.url.startsWith('blob:'));
  file.leave();
  context.mock.timers.tick(60_000);
  for (let turn = 0; turn < 5; turn += 1) await wait();
  assert.deepEqual(names(), ['satchel.root']);
});

test('a file that a closed page left goes with the next engine', async () => {
  await write(NAME, async () => void files.set(NAME, whole()));
  held = 0;
  assert.equal(await clear(), true);
  assert.deepEqual(names(), ['satchel.root']);
});
