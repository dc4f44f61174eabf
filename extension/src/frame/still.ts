/**
 * Whether the frame holds still, told from where a pointer is in it and on the screen.
 *
 * Over a frame at rest the two change together, by one ratio: the zoom, which the frame does not
 * know. So all spots since the beginning have to agree with one and the same ratio. They are
 * compared with the first, never with the one before: many small steps are a large one. Each spot
 * narrows the ratios that are left; when none is, the frame moved.
 */

/** Where a pointer is: in the frame, and on the screen. In pixels of either. */
export interface Spot {
  clientX: number;
  clientY: number;
  screenX: number;
  screenY: number;
}

/** What a browser that tells whole pixels takes from a distance or adds to it, and a little more. */
const ROUNDING = 1.25;
/** How many pixels of the screen one of the frame can be: the zoom that browsers offer. */
const ZOOM = { least: 0.25, most: 5 } as const;

export class Still {
  #least: number = ZOOM.least;
  #most: number = ZOOM.most;

  constructor(
    readonly from: Spot,
    /** Milliseconds. */
    readonly since: number,
  ) {}

  /** Whether a frame that held still from the beginning can have the pointer here. */
  agrees({ clientX, clientY, screenX, screenY }: Spot): boolean {
    this.#narrow(clientX - this.from.clientX, screenX - this.from.screenX);
    this.#narrow(clientY - this.from.clientY, screenY - this.from.screenY);
    return this.#least <= this.#most;
  }

  /** Leaves the ratios at which both distances are right but for rounding. */
  #narrow(inFrame: number, onScreen: number): void {
    const [there, here] = inFrame < 0 ? [-inFrame, -onScreen] : [inFrame, onScreen];
    this.#least = Math.max(this.#least, (here - ROUNDING) / (there + ROUNDING));
    if (there > ROUNDING) {
      this.#most = Math.min(this.#most, (here + ROUNDING) / (there - ROUNDING));
    } else if (here < -ROUNDING) {
      this.#least = Math.max(this.#least, (-here - ROUNDING) / (ROUNDING - there));
    }
  }
}
