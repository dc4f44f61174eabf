/**
 * The shell's own messages: who says what to whom, over which port.
 *
 * What is asked of the engine and what it answers is defined in Rust and generated into
 * `pkg/satchel.d.ts`; this file holds only what browsers need around it.
 */
import type { AroundView, Said, Suggestion } from '../../pkg/satchel';
import type { Settings } from './settings';
import type { Learnt } from './sites/learnt';

/** For those who know the core by nothing else. */
export type { Said };

/** Milliseconds after which a content script puts nothing more into a composer. */
export const INSERTED_BY = 3400;

/**
 * Milliseconds for which the frame must have been in view, left alone by its page and under a pointer at rest
 * before an act counts: nothing that came just now can have been read, or meant.
 */
export const DWELL = 500;

/** Names of `runtime.connect` ports. The background decides by these and by the sender that the browser vouches for. */
export const PORTS = { content: 'content', frame: 'frame' } as const;

/** A page's wish for a line to the engine; with it travels the port. */
export const CONNECT = 'satchel-connect';

/**
 * Extension page → background, without a port: it reaches every extension page, so it says no more than
 * this. The answer is whether it was done.
 */
export interface ToBackground {
  type:
    /** Another key opens the vault, or none does. */
    | 'changed'
    /** The vault is to be locked. */
    | 'lock'
    /** Long work goes on. Being told keeps a background awake: nothing is done, and nothing answered. */
    | 'awake';
}

/** What the frame says of itself, at one fixed size closed and one open. */
export type FrameState =
  /** The engine is starting. */
  | 'waking'
  /** No vault was made yet. */
  | 'missing'
  /** The vault is locked: unlock in the toolbar. */
  | 'locked'
  /** Nothing to offer. */
  | 'quiet'
  /** There are suggestions. */
  | 'offering'
  /** The draft asks for a note to be kept. */
  | 'remember'
  /** It asks for one that is too long to be read here. */
  | 'too_long';

/** What the frame is to show. */
export interface Show {
  type: 'show';
  state: FrameState;
  suggestions: Suggestion[];
  /** What stands around them in the block. */
  around?: AroundView;
  /** What the draft asks to be kept. */
  note?: string;
  /** Which draft it was made for: what the user says of what is shown is said of that one. */
  draft: number;
}

/** Background → frame. */
export type ToFrame =
  | Show
  /** The shortcut as the user has set it, empty if there is none: frames in pages cannot ask everywhere. */
  | { type: 'shortcut'; keys: string }
  /** `shortcut` is true when the user's own key command opened it: keys then count at once. */
  | { type: 'opened'; shortcut: boolean }
  | { type: 'closed' }
  /** What became of an insertion. `code` names the failure; where the composer took no block, there it is. */
  | { type: 'inserted' }
  | { type: 'failed'; code: string; block?: string }
  /** The note is kept; `added` is false if it was there already. */
  | { type: 'remembered'; added: boolean }
  /** Whether a memory is dismissed for this draft now; `learned` is false if its like cannot be told yet. */
  | { type: 'dismissed'; id: string; dismissed: boolean; learned: boolean }
  /** What the user said of a memory holds. */
  | { type: 'marked'; id: string; mark: FrameMark };

/** What the user says of a memory in the frame: whether it goes before others, and whether it is never offered on the frame's site. */
export type FrameMark = 'pin' | 'unpin' | 'never' | 'allow';

/** Frame → background. */
export type FromFrame =
  /** First message; the ticket proves which content script made this frame. */
  | { type: 'hello'; build: string; ticket: string }
  | { type: 'open' }
  | { type: 'close' }
  /**
   * The user accepted these, by a trusted gesture, in the order shown; `agreed` if they were told what exactly these
   * tell of, and accepted once more.
   */
  | { type: 'accept'; ids: string[]; agreed: boolean }
  /** The user wants this kept, as it was read. */
  | { type: 'remember'; text: string; draft: number }
  /** It was no help for this draft; or that is taken back. */
  | { type: 'dismiss' | 'undismiss'; id: string; draft: number }
  | { type: 'mark'; id: string; mark: FrameMark };

/** Background → content script. */
export type ToContent =
  /** Make a frame that presents this ticket. Each ticket opens one frame once. */
  | { type: 'ticket'; ticket: string }
  /** The frame takes its open or closed size; the focus goes into it, or back to the composer. */
  | { type: 'resize'; open: boolean }
  /** Put this into the composer, and answer `inserted` or `refused`. */
  | { type: 'insert'; block: string; at: Settings['insertAt'] }
  /** What this draft asked for is done: take it out of the composer, if that is what stands there. */
  | { type: 'erase'; draft: string }
  /** Whether the user wants the conversations of this site kept. */
  | { type: 'keep'; holds: boolean }
  /** The user took this site back: read nothing any more. */
  | { type: 'leave' };

/** Background or popup → content script, without a port. */
export type ToPage =
  /** The background was asleep: connect again. */
  | { type: 'knock' }
  /** The field that the context menu was opened on is the composer; answered with whether it can be. */
  | { type: 'point' }
  /** The field that was pointed at is to be forgotten. */
  | { type: 'unlearn' }
  /** The composer of this page as an entry of the table is wanted, if there is one. */
  | { type: 'entry' };

/** Content script → background, without a port. */
export type AskedByPage =
  /** What the user pointed at on this site. */
  | { type: 'learnt' }
  /** The user pointed at this; or it has changed, which counts only if it was not forgotten. */
  | { type: 'learn'; learnt: Learnt; anew: boolean };

/** Content script → background. */
export type FromContent =
  | { type: 'hello'; build: string }
  /** A composer has the focus: a ticket is wanted. */
  | { type: 'composer' }
  /** What the user has typed, debounced; only trusted input counts. */
  | { type: 'draft'; text: string }
  /** What the user has sent. */
  | { type: 'sent'; text: string }
  /** What was said in a conversation, on a site of which the user wants that kept. */
  | { type: 'said'; said: Said }
  /** The frame is no longer shown. */
  | { type: 'hidden' }
  /** Whether the page leaves the open frame uncovered and unaltered; told when it changes. */
  | { type: 'clear'; clear: boolean }
  | { type: 'inserted' }
  | { type: 'refused'; code: string };
