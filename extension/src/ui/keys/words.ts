/** Two different places among so many, in order, picked at random. */
export function twoOf(count: number): [number, number] {
  const pick = (below: number) =>
    Math.floor(((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32) * below);
  const first = pick(count);
  // One fewer to choose from: those from the first one on move up by one.
  const rest = pick(count - 1);
  const second = rest < first ? rest : rest + 1;
  return first < second ? [first, second] : [second, first];
}
