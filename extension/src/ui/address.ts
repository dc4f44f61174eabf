/**
 * A chat's address as people type it, made into what the browser can be asked for.
 *
 * `http` is accepted only where it stays on this device or in the user's own network: elsewhere
 * anyone on the way could play the site.
 */
export type Address =
  /** `origin` is shown, `pattern` is what the browser grants: every port and path of the host. */
  | { ok: true; origin: string; pattern: string }
  | { ok: false; code: 'address_malformed' | 'address_not_web' | 'address_plain_http' };

/** Reads a typed address. */
export function readAddress(typed: string): Address {
  const text = typed.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme && scheme !== 'https' && scheme !== 'http') return refused('address_not_web');

  const url = parse(scheme ? text : `https://${text}`);
  if (!url || url.username || url.password) return refused('address_malformed');

  const host = url.hostname.replace(/\.$/, '');
  if (!/^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/.test(host)) {
    return refused('address_malformed');
  }

  const near = isNear(host);
  if (scheme === 'http' && !near) return refused('address_plain_http');
  if (!near && !host.includes('.')) return refused('address_malformed');
  const protocol = scheme ?? (near ? 'http' : 'https');
  const origin = `${protocol}://${host}`;
  // Match patterns name no port: a permission is for the host.
  return { ok: true, origin, pattern: `${origin}/*` };
}

/** The origin that a granted pattern stands for; `*` hosts stay as they are. */
export function originOf(pattern: string): string {
  return pattern.replace(/\/\*$/, '');
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

function refused(code: Extract<Address, { ok: false }>['code']): Address {
  return { ok: false, code };
}

/** Whether a host is this device or one of the user's own network. */
function isNear(host: string): boolean {
  if (host.startsWith('[')) return isNearIpv6(host.slice(1, -1));
  if (/^\d+(\.\d+){3}$/.test(host)) return isNearIpv4(host.split('.').map(Number));
  // Names of one word, and those that public name servers never answer.
  return !host.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(host);
}

/** RFC 1122 (loopback), RFC 1918 (private), RFC 3927 (link-local), RFC 6598 (shared: private overlays). */
function isNearIpv4([a = 0, b = 0]: number[]): boolean {
  return (
    a === 127 ||
    a === 10 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  );
}

/** RFC 4291 (loopback, link-local), RFC 4193 (unique local). */
function isNearIpv6(address: string): boolean {
  // A short first group has leading zeros: `fc::1` is 00fc::1.
  const group = address.split(':')[0]?.padStart(4, '0') ?? '';
  return address === '::1' || /^(f[cd]|fe[89ab])/.test(group);
}
