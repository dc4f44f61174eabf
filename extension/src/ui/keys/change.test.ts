import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Proof, SlotView, Way } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { carryOut, isProven, mayGo, outlook, type Act, type Given } from './change';

const OLD: Proof = { way: 'passphrase', passphrase: 'the old passphrase' };
const NEW: Proof = { way: 'passphrase', passphrase: 'the new passphrase' };
const WORDS: Proof = { way: 'recovery', words: 'twelve words' };
const DEVICE: Proof = { way: 'device', answer: '00' };

const slot = (id: string, way: Way): SlotView => ({
  id,
  way,
  made: 1,
  credential: undefined,
  input: undefined,
});
const PASSPHRASE = slot('p', 'passphrase');
const RECOVERY = slot('r', 'recovery');
const HERE = slot('d', 'device');

/** A vault by the core's rules: what proves opens it now, and there is one passphrase at most. */
class Vault {
  secrets: Proof[];
  changes = 0;
  constructor(...secrets: Proof[]) {
    this.secrets = secrets;
  }
  ask = (async (request: { type: string; proof: Proof; keep: Proof[]; add: Proof[] }) => {
    const { proof, keep, add } = request;
    const same = (one: Proof) =>
      this.secrets.some((s) => JSON.stringify(s) === JSON.stringify(one));
    assert.ok(proof.way !== 'device', 'slot_proof_missing');
    assert.ok([proof, ...keep].every(same), 'wrong');
    const next = [...keep, ...add];
    assert.ok(next.filter(({ way }) => way === 'passphrase').length <= 1, 'slots_many');
    assert.ok(
      next.some(({ way }) => way === 'passphrase' || way === 'recovery'),
      'slots_few',
    );
    this.secrets = next;
    this.changes += 1;
    return { slots: next.map((secret, at) => slot(`${at}`, secret.way)) };
  }) as unknown as Engine['ask'];
}

const ways = (slots: readonly SlotView[]) => slots.map(({ way }) => way);

test('a way that is added leaves those that were confirmed, and only those', async () => {
  const vault = new Vault(OLD, DEVICE);
  const act: Act = { kind: 'make', way: 'recovery' };
  const state = { slots: [PASSPHRASE, HERE], given: { p: OLD }, made: WORDS };
  assert.deepEqual(ways(outlook(act, state.slots, state.given).stop), ['device']);
  assert.deepEqual(ways(await carryOut(vault, act, state)), ['passphrase', 'recovery']);
  assert.deepEqual(vault.secrets, [OLD, WORDS]);
});

test('the passphrase is changed by the passphrase alone', async () => {
  const vault = new Vault(OLD, DEVICE);
  const act: Act = { kind: 'make', way: 'passphrase', replaces: PASSPHRASE };
  const given: Given = { p: OLD, d: DEVICE };
  await carryOut(vault, act, { slots: [PASSPHRASE, HERE], given, made: NEW });
  assert.deepEqual(vault.secrets, [DEVICE, NEW]);
  assert.equal(vault.changes, 1);
});

test('a wrong old passphrase changes nothing, though the device could prove', async () => {
  const vault = new Vault(OLD, DEVICE);
  const act: Act = { kind: 'make', way: 'passphrase', replaces: PASSPHRASE };
  const given: Given = { p: NEW, d: DEVICE };
  await assert.rejects(carryOut(vault, act, { slots: [PASSPHRASE, HERE], given, made: NEW }));
  assert.deepEqual(vault.secrets, [OLD, DEVICE]);
});

test('a forgotten passphrase is replaced by whoever has the recovery key', async () => {
  const vault = new Vault(OLD, WORDS);
  const act: Act = { kind: 'make', way: 'passphrase', replaces: PASSPHRASE };
  await carryOut(vault, act, { slots: [PASSPHRASE, RECOVERY], given: { r: WORDS }, made: NEW });
  assert.deepEqual(vault.secrets, [WORDS, NEW]);
  assert.equal(vault.changes, 1);
});

test('the recovery key is replaced, also where it is the only one', async () => {
  const other: Proof = { way: 'recovery', words: 'twelve others' };
  const vault = new Vault(WORDS);
  const act: Act = { kind: 'make', way: 'recovery', replaces: RECOVERY };
  await carryOut(vault, act, { slots: [RECOVERY], given: { r: WORDS }, made: other });
  assert.deepEqual(vault.secrets, [other]);
});

test('what is removed is gone', async () => {
  const vault = new Vault(OLD, WORDS);
  const act: Act = { kind: 'remove', slot: PASSPHRASE };
  const slots = [PASSPHRASE, RECOVERY];
  await carryOut(vault, act, { slots, given: { r: WORDS }, made: undefined });
  assert.deepEqual(vault.secrets, [WORDS]);
});

test('a removal that would leave nothing to open the vault with changes nothing', async () => {
  const vault = new Vault(OLD, WORDS, DEVICE);
  const act: Act = { kind: 'remove', slot: PASSPHRASE };
  const slots = [PASSPHRASE, RECOVERY, HERE];
  const given: Given = { p: OLD, d: DEVICE };
  await assert.rejects(carryOut(vault, act, { slots, given, made: undefined }));
  assert.deepEqual(vault.secrets, [OLD, WORDS, DEVICE]);
});

test('the last one that a person carries cannot be removed', () => {
  assert.equal(mayGo(PASSPHRASE, [PASSPHRASE, HERE]), false);
  assert.equal(mayGo(PASSPHRASE, [PASSPHRASE, RECOVERY]), true);
  assert.equal(mayGo(HERE, [PASSPHRASE, HERE]), true);
});

test('neither device nor passkey shows that the user asks', () => {
  const slots = [PASSPHRASE, HERE];
  assert.equal(isProven(slots, { d: DEVICE }), false);
  assert.equal(isProven(slots, { p: OLD, d: DEVICE }), true);
});
