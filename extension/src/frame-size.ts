/**
 * The frame's two sizes in CSS pixels. They never depend on what was found: a page that measures
 * its own layout learns nothing from them.
 */
export const CLOSED = { width: 320, height: 44 } as const;
export const OPEN = { width: 440, height: 340 } as const;
/** What small windows leave of them; with less than this, nobody reads what is offered. */
export const LEAST = { width: 280, height: 220 } as const;
