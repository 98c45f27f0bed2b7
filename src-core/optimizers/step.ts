import type { StepParts } from "./optimizer.ts";

/**
 * The course's rule itself, for one entry, once direction and scale are known: theta <- theta - eta_t * m_t / sigma_t.
 * The product is taken first, as torch's addcdiv does, so that paths agree with torch's to the last bits.
 */
export function stepped(theta: number, rate: number, direction: number, scale: number): number {
  return theta - (rate * direction) / scale;
}

/**
 * A sigma_t that nothing is divided by 0 with. Without eps an entry whose gradients were all 0 has sigma = 0 under a
 * direction of 0; its sigma is given as 1, so that it rests where it is (torch with eps = 0 makes it NaN).
 */
export function resting(sigma: number): number {
  return sigma === 0 ? 1 : sigma;
}

/**
 * What a method may do to the gradient before it looks at it, in torch's order: -g to climb, then + weight_decay * theta,
 * which therefore always pulls towards 0. Each file's loop has it in its first line, with sign = signOf(maximize).
 */
export interface GradientOptions {
  /** L2: weight_decay * theta joins the gradient. */
  readonly weight_decay: number;
  /** Climb instead of descend. */
  readonly maximize: boolean;
}

/** -1 to climb, 1 to descend. */
export function signOf(maximize: boolean): number {
  return maximize ? -1 : 1;
}

/** Writes the parts of a step that is none. Entry by entry: on a few entries fill() takes longer than all the rest of a step. */
export function writeNoStep({ direction, scale }: StepParts): void {
  for (let i = 0; i < direction.length; i++) {
    direction[i] = 0;
    scale[i] = 1;
  }
}
