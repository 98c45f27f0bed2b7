import type { Schedule } from "./schedule.ts";

/**
 * The integrated step length: entry k is the sum of the rates of the first k steps, from 0 steps to `steps`. It is how far
 * gradient flow would have gone, and how far a step of unit length could have.
 *
 * @example integratedRate((t) => 1 / (1 + t), 2) // => [0, 1, 1.5]
 */
export function integratedRate(schedule: Schedule, steps: number): Float64Array {
  const sums = new Float64Array(steps + 1);
  for (let t = 0; t < steps; t++) sums[t + 1] = sums[t] + schedule(t);
  return sums;
}
