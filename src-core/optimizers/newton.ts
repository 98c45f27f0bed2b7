import { dot } from "../numerics/index.ts";
import { backtrack } from "./backtracking.ts";
import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";
import { spectralSolve } from "./spectral-solve.ts";
import { stepped } from "./step.ts";

export interface NewtonOptions {
  /** Added to every eigenvalue of the Hessian. */
  readonly damping: number;
  /** Halves the step until the loss falls enough. */
  readonly backtracking: boolean;
}

/** `rank`: how many directions the last solve had; fewer than there are parameters: the Hessian is singular. */
export type NewtonState = { t: number; rank: number };

/**
 * Newton's method, damped: to the critical point of the parabola that fits the loss at theta. lr = 1 is the whole step.
 *
 *   direction  (H + damping I)^-1 g
 *   scale      1; with backtracking 1 / s, s the first of 1, 1/2, 1/4, ... that lowers the loss enough
 *   theta <- theta - lr * direction / scale
 *
 * It goes to the nearest critical point of whatever kind, saddles and maxima too (see saddle-free-newton.ts for the cure).
 * Directions in which the damped Hessian is 0 are left out, as the pseudo-inverse does; `rank` counts those that are not, and
 * where there is none theta rests. With backtracking the gradient is the direction wherever Newton's does not lead down, and
 * where no length of it lowers the loss theta rests.
 *
 * @source Nocedal & Wright (2006), Numerical Optimization, equation 3.38 and algorithm 3.2; backtracking: algorithm 3.1.
 */
export function newton({ damping, backtracking }: NewtonOptions): Optimizer<NewtonState> {
  const hessianOf = scratch();
  const plainGradientOf = scratch();
  const lengthOf = backtrack();
  return {
    init: () => ({ t: 0, rank: 0 }),
    update(theta, gradient, state, rate, parts, context) {
      const { direction, scale } = parts;
      const hessian = hessianOf(theta.length ** 2);
      state.t += 1;
      context.objective.hessian(theta, plainGradientOf(theta.length), hessian);
      state.rank = spectralSolve(hessian, gradient, (eigenvalue) => eigenvalue + damping, direction);
      let length = 1;
      if (backtracking) {
        if (!(dot(gradient, direction) > 0)) direction.set(gradient);
        length = lengthOf(context, theta, gradient, direction, rate);
      }
      if (length === 0) direction.fill(0);
      const sigma = length === 0 ? 1 : 1 / length;
      for (let i = 0; i < theta.length; i++) {
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, direction[i], sigma);
      }
    },
  };
}
