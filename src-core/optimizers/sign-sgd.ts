import type { Optimizer } from "./optimizer.ts";
import { signOf, stepped, type GradientOptions } from "./step.ts";

export type SignSgdState = { t: number };

/**
 * signSGD: one rate downhill in every entry, whatever the gradient's size.
 *
 *   direction  sign(g)          (0 where g is 0)
 *   scale      1
 *   theta <- (1 - lr * weight_decay) * theta - lr * direction
 *
 * @source Bernstein et al. (2018), algorithm 1, arXiv:1802.04434; the decay beside the sign is that of their later
 *   arXiv:1810.05291, algorithm 1 (in the gradient, the sign would swallow it). With a memory it is Signum: signum.ts.
 */
export function signSgd({ weight_decay, maximize }: GradientOptions): Optimizer<SignSgdState> {
  const sign = signOf(maximize);
  return {
    init: () => ({ t: 0 }),
    update(theta, gradient, state, rate, { direction, scale }) {
      const kept = 1 - rate * weight_decay;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        direction[i] = Math.sign(sign * gradient[i]);
        scale[i] = 1;
        theta[i] = stepped(kept * theta[i], rate, direction[i], 1);
      }
    },
  };
}
