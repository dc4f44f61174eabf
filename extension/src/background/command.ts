/** What a draft can ask for besides an answer. */

/** The longest note that is kept from a page, in characters and in lines: what the frame shows at once. */
const NOTE_MOST = 500;
const LINES_MOST = 10;

/**
 * What draws nothing: a page could say with it what nobody reads. Joiners stay between letters, and what makes a
 * picture of a sign behind that: scripts and emoji are written with them.
 */
const UNSEEN =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\uFE0F])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?<!\p{Extended_Pictographic})\uFE0F|(?![\u200C\u200D\uFE0F\t])[\p{Default_Ignorable_Code_Point}\p{C}]/gu;

/** What asks for the rest of a draft to be kept: in each language that Satchel speaks, whichever the browser's is. */
const REMEMBER = /^\s*\/(?:remember|retenir)\s+(\S[\s\S]*)$/i;

/** A note that a draft asks to be kept; or that it is too long to be read before it is. */
export type Asked = { note: string } | 'too_long';

/**
 * `/remember …`, as the whole of a draft. A page can put words behind the user's: no empty lines keep them out of
 * sight, and there are no more than are read at once.
 */
export function noteIn(draft: string): Asked | undefined {
  const words = REMEMBER.exec(draft)?.[1];
  if (words === undefined) return undefined;
  const lines = words
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(UNSEEN, '').replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  const note = lines.join('\n');
  return lines.length > LINES_MOST || note.length > NOTE_MOST ? 'too_long' : { note };
}
