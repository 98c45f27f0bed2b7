import { powersOf } from "../numerics/index.ts";

/**
 * t -> 1 - beta^t, by which a running mean that starts at 0 is divided. Where a schedule sets the step's momentum in
 * beta's place, its power is taken instead, as torch does after it has changed `betas`.
 */
export function biasCorrection(beta: number): (t: number, momentum?: number | null) => number {
  const power = powersOf(beta);
  return (t, momentum = null) => 1 - (momentum === null ? power(t) : momentum ** t);
}
