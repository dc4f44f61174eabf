/**
 * The one script address that Trusted Types lets through: the engine's Worker.
 *
 * Extension pages require Trusted Types for scripts; a plain string in `new Worker(…)` throws, and
 * so does the constructor that Vite makes of `?worker`. Import `?worker&url`, and pass it here.
 */
interface Policy {
  createScriptURL(url: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | undefined;

/** Vouches for a script of this extension; refuses any other address. */
export function workerUrl(url: string): string {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin) throw new Error('worker_foreign');
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  if (!factory) return address.href;
  policy ??= factory.createPolicy('satchel-worker', { createScriptURL: (vouched) => vouched });
  // The DOM's types know only strings here; the browser takes the trusted object as it is.
  return policy.createScriptURL(address.href) as string;
}
