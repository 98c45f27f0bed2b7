import { companionOf, type OptimizerState } from "../optimizers/index.ts";
import type { RunSpec } from "./spec.ts";

/** Gives the companion of theta, in a vector that the next call writes again. */
export type CompanionPoint = (theta: Float64Array, state: OptimizerState) => Float64Array;

/**
 * How to read the second point that a run records beside theta; null where it records none.
 *
 * The textbook variable lies behind theta by a multiple of the rate, so a factor on an entry's rate is one on that distance
 * too. A look-ahead is where the method looks and an average what it holds, whatever the factors (see rate-factors.ts).
 */
export function companionPoint({ companion, optimizer, rateFactors, start }: RunSpec): CompanionPoint | null {
  const found = companion ? companionOf(optimizer) : null;
  if (found === null) return null;
  const { name, read } = found;
  const factors = name === "textbook" ? rateFactors : null;
  const point = new Float64Array(start.length);
  return (theta, state) => {
    read(theta, state, point);
    factors?.forEach((factor, i) => (point[i] = theta[i] + factor * (point[i] - theta[i])));
    return point;
  };
}
