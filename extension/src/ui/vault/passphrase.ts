/** What a new passphrase must be. The engine has a floor of its own, below this one. */
export const LEAST = 12;

/** Its length as people count: characters, not code units. */
export function isLongEnough(passphrase: string): boolean {
  return [...passphrase].length >= LEAST;
}
