/**
 * Passkeys that open the vault: each answers a random question of its own with 32 bytes that it
 * gives to nobody else (WebAuthn's PRF extension), after it has made sure of its user.
 *
 * Browsers bind a passkey to the extension. Chromium lets extension pages ask for one.
 */
import type { Proof, SlotView } from '../../../../pkg/satchel';
import { Failure } from '../../failure';
import { fromHex, toHex } from '../../hex';
import { day } from '../dates';
import { t } from '../i18n';

const THERE = { kind: 'device', code: 'passkey_there', place: undefined } as const;
const UNFIT = { kind: 'device', code: 'passkey_unfit', place: undefined } as const;
const REFUSED = { kind: 'device', code: 'passkey_refused', place: undefined } as const;

type Passkey = Extract<Proof, { way: 'passkey' }>;

/** Whether this browser can open a vault by a passkey. */
export async function canUsePasskeys(): Promise<boolean> {
  if (import.meta.env.FIREFOX || !('PublicKeyCredential' in globalThis)) return false;
  const can = await PublicKeyCredential.getClientCapabilities?.().catch(() => undefined);
  return can?.['extension:prf'] !== false;
}

/** Makes a passkey; one that holds another of these already is refused. */
export async function makePasskey(known: readonly SlotView[]): Promise<Passkey> {
  const input = random();
  const made = await ceremony(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: random(),
        rp: { name: 'Satchel' },
        user: { id: random(), name: t('passkey_name', day(Date.now())), displayName: 'Satchel' },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        excludeCredentials: descriptors(known),
        extensions: { prf: { eval: { first: input } } },
      },
    }),
  );
  const { prf } = made.getClientExtensionResults();
  if (!prf?.enabled) throw new Failure(UNFIT);
  const credential = toHex(made.rawId);
  // Some answer only when they are asked, not when they are made.
  if (!prf.results) return askPasskey([{ credential, input: toHex(input) }]);
  return {
    way: 'passkey',
    credential,
    input: toHex(input),
    output: toHex(bytes(prf.results.first)),
  };
}

/** Asks for one of these passkeys, whichever the user has at hand. */
export async function askPasskey(
  slots: readonly Pick<SlotView, 'credential' | 'input'>[],
): Promise<Passkey> {
  const inputs = slots.flatMap(({ credential, input }) =>
    credential && input ? [[credential, input] as const] : [],
  );
  const answer = await ceremony(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(),
        allowCredentials: descriptors(slots),
        userVerification: 'required',
        extensions: {
          prf: {
            evalByCredential: Object.fromEntries(
              inputs.map(([credential, input]) => [
                base64url(fromHex(credential)),
                { first: fromHex(input) },
              ]),
            ),
          },
        },
      },
    }),
  );
  const credential = toHex(answer.rawId);
  const input = inputs.find(([name]) => name === credential)?.[1];
  const output = answer.getClientExtensionResults().prf?.results?.first;
  if (!input || !output) throw new Failure(UNFIT);
  return { way: 'passkey', credential, input, output: toHex(bytes(output)) };
}

/** What the browser's own dialog yields; its refusals by name. */
async function ceremony(begin: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await begin();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (error) {
    const { name } = Object(error) as { name?: unknown };
    if (name === 'InvalidStateError') throw new Failure(THERE);
    if (name === 'NotSupportedError' || name === 'ConstraintError') throw new Failure(UNFIT);
  }
  // Browsers do not tell a user who declined from one who took too long, or has no such passkey.
  throw new Failure(REFUSED);
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function descriptors(
  slots: readonly Pick<SlotView, 'credential'>[],
): PublicKeyCredentialDescriptor[] {
  return slots.flatMap(({ credential }) =>
    credential ? [{ type: 'public-key' as const, id: fromHex(credential) }] : [],
  );
}

function random(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(32));
}

function bytes(source: BufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
