/** Bytes as the core's protocol writes them. */
export function toHex(bytes: ArrayBuffer | Uint8Array): string {
  const all = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  return [...all].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the core wrote, as bytes. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
