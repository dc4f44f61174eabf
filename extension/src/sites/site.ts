/**
 * What Satchel knows of one chat, as data: where it is, and what its parts look like.
 *
 * Lists of selectors are best first. All of it is a hint: pages change each month, so whatever is
 * found by it is looked at like a stranger's, and the generic adapter stands behind it.
 */

/** A site adapter. Selectors are CSS; they are tried in the page and in every open shadow root. */
export interface Site {
  /** For code and tests; never changes. */
  id: string;
  /** What the site calls itself. */
  name: string;
  /** Match patterns; a path may look at the query too. None: a chat that people run themselves. */
  matches: readonly string[];
  /** Where there is no address to know it by: what all stand in its page. */
  detect?: readonly string[];
  composer: {
    selectors: readonly string[];
    /** What holds the composer and its controls. */
    root?: readonly string[];
    /** Fields that look like it and are something else. */
    never?: readonly string[];
  };
  /** Absent while nothing is written, or another control's place: looked up when it is wanted. */
  send: readonly string[];
  /** What shows that an answer is being written; often in the send control's own place. */
  stop: readonly string[];
  /** What tells a conversation from others in an address, as the first group of an expression; none if nothing does. */
  conversation?: string;
  turns: { user: readonly string[]; assistant: readonly string[] };
}
