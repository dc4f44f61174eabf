/** Memories put into other words together, as the user writes them. */

/** What several say, to be made one. */
export function together(texts: readonly string[]): string {
  return texts.map((text) => text.trim()).join('\n');
}

/** What one says, a sentence on each line, to be made several. */
export function apart(text: string, language: string): string {
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  return [...sentences]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
    .join('\n');
}

/** A memory a line. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
