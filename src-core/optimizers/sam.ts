import { norm } from "../numerics/index.ts";
import type { BaseMethod, Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";
import { signOf } from "./step.ts";

export interface SamOptions {
  /** The radius of the neighbourhood. */
  readonly rho: number;
  /** Measures the neighbourhood in units of |theta|, entry by entry (ASAM). */
  readonly adaptive: boolean;
}

/**
 * SAM, sharpness-aware minimisation: the base method is given the gradient at the worst point nearby instead of that at
 * theta, so that it seeks minima whose neighbourhood is low.
 *
 *   epsilon = rho g / |g|                          adaptive: epsilon = rho |theta|^2 g / | |theta| g |, entry by entry
 *   theta <- one step of the base method, its gradient taken at theta + epsilon
 *
 * Direction, scale and state are the base method's. Where g is 0 epsilon is 0. For a base that climbs the worst point is downhill.
 * A base method that itself looks again (a line search) sees the plain loss.
 *
 * @source Foret, Kleiner, Mobahi & Neyshabur (2021), equation 2 and algorithm 1, arXiv:2010.01412; adaptive: Kwon, Kim, Park &
 *   Choi (2021), arXiv:2102.11600, without the 0.01 that the authors' code adds to |theta|. optax may go several
 *   steps uphill (sync_period - 1 of them); here it is the paper's one.
 */
export function sam({ rho, adaptive }: SamOptions, { optimizer: base, climbs }: BaseMethod): Optimizer {
  const sign = signOf(climbs);
  const aheadOf = scratch();
  const gradientOf = scratch();
  return {
    init: base.init,
    update(theta, gradient, state, rate, parts, context) {
      const ahead = aheadOf(theta.length);
      for (let i = 0; i < theta.length; i++) ahead[i] = (adaptive ? Math.abs(theta[i]) : 1) * gradient[i];
      const length = norm(ahead);
      const size = length > 0 ? (sign * rho) / length : 0;
      for (let i = 0; i < theta.length; i++) {
        ahead[i] = theta[i] + size * (adaptive ? Math.abs(theta[i]) : 1) * ahead[i];
      }
      const worst = gradientOf(theta.length);
      context.objective.gradient(ahead, worst);
      base.update(theta, worst, state, rate, parts, context);
    },
  };
}
