/** What a draft can ask for besides an answer. */

/** `/remember …`, as the whole of a draft: what is to be kept. */
export function noteIn(draft: string): string | undefined {
  return /^\s*\/remember\s+(\S[\s\S]*)$/i.exec(draft)?.[1]?.trim();
}
