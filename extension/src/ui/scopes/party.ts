/** A site as rules know it: scheme and host of its origin, whatever the port, as the core has it. */
export function partyOf(origin: string): string {
  return /^([^:]+:\/\/(?:\[[^\]]*\]|[^:]*?))\.?(?::\d+)?$/.exec(origin)?.[1] ?? origin;
}
