import type { Optimizer } from "./optimizer.ts";
import { signOf, stepped, type GradientOptions } from "./step.ts";

export interface SignumOptions extends GradientOptions {
  /** beta of the paper. */
  readonly momentum: number;
}

export type SignumState = { t: number; m: Float64Array };

/**
 * Signum: the sign of the momentum.
 *
 *   m <- mu m + (1 - mu) g
 *   direction  sign(m)          (0 where m is 0)
 *   scale      1
 *   theta <- (1 - lr * weight_decay) * theta - lr * direction
 *
 * The running mean starts at 0; a bias correction would not change its sign.
 *
 * @source Bernstein et al. (2018), algorithm 2, arXiv:1802.04434; the decay beside the sign is that of their later
 *   arXiv:1810.05291, algorithm 1.
 */
export function signum(options: SignumOptions): Optimizer<SignumState> {
  const { weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, context) {
      const { m } = state;
      const mu = context.momentum ?? options.momentum;
      const kept = 1 - rate * weight_decay;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        m[i] = mu * m[i] + (1 - mu) * sign * gradient[i];
        direction[i] = Math.sign(m[i]);
        scale[i] = 1;
        theta[i] = stepped(kept * theta[i], rate, direction[i], 1);
      }
    },
  };
}
