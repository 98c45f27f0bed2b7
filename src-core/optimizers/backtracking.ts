import { dot } from "../numerics/index.ts";
import type { StepContext } from "./optimizer.ts";
import { scratch } from "./scratch.ts";

/**
 * The first s of 1, 1/2, 1/4, ... with L(theta - rate s d) <= L(theta) - c1 rate s g . d, or 0 where none that is long enough
 * to matter has it. Powers of 2, so that 1 / s is exact.
 *
 * @source Nocedal & Wright (2006), Numerical Optimization, algorithm 3.1 with rho = 1/2, c = 1e-4 (Armijo's condition).
 */
export function backtrack(): (
  context: StepContext,
  theta: Float64Array,
  gradient: Float64Array,
  direction: Float64Array,
  rate: number,
) => number {
  const pointOf = scratch();
  return ({ objective, loss }, theta, gradient, direction, rate) => {
    const point = pointOf(theta.length);
    const slope = rate * dot(gradient, direction);
    for (let s = 1; s >= SHORTEST; s /= 2) {
      for (let i = 0; i < theta.length; i++) point[i] = theta[i] - rate * s * direction[i];
      if (objective.value(point) <= loss - SUFFICIENT_DECREASE * s * slope) return s;
    }
    return 0;
  };
}

const SUFFICIENT_DECREASE = 1e-4;
/** Below this a step changes no digit of a theta as large as itself. */
const SHORTEST = 2 ** -52;
