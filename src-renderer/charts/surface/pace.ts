/**
 * Chooses between a fine and a coarse drawing, so that a picture follows the hand where a fine one takes long (without a
 * graphics card): coarse while drawings follow one another, fine again when they pause.
 *
 * @param clock milliseconds that never go back.
 */
export class DrawingPace {
  readonly #clock: () => number;
  #fineCosts: readonly number[] = [];
  #last = -Infinity;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Whether the next drawing should be coarse; the caller draws a fine one PAUSE later if none follows. */
  get isCoarse(): boolean {
    return this.#clock() - this.#last < PAUSE && this.#usualCost > SLOW;
  }

  /** Runs a drawing and remembers how long it took. */
  measure(draw: () => void): void {
    const wasCoarse = this.isCoarse;
    const began = this.#clock();
    draw();
    this.#last = this.#clock();
    if (!wasCoarse) this.#fineCosts = [...this.#fineCosts.slice(1 - REMEMBERED), this.#last - began];
  }

  /** The least of the remembered: the first drawing also makes ready what later ones reuse. */
  get #usualCost(): number {
    return this.#fineCosts.length < REMEMBERED ? 0 : Math.min(...this.#fineCosts);
  }
}

/** Drawings further apart than this (milliseconds) are single ones. */
export const PAUSE = 220;
const SLOW = 40;
const REMEMBERED = 3;
