import type { Optimizer } from "./optimizer.ts";
import { signOf, stepped, type GradientOptions } from "./step.ts";

export interface LionOptions extends GradientOptions {
  readonly betas: readonly [number, number];
}

export type LionState = { t: number; m: Float64Array };

/**
 * Lion: the sign of a mean that gives the newest gradient more weight than the memory that is kept.
 *
 *   direction  sign(b1 m + (1 - b1) g)          then m <- b2 m + (1 - b2) g
 *   scale      1
 *   theta <- (1 - lr * weight_decay) * theta - lr * direction
 *
 * Every entry moves by exactly one rate, or rests where the mean is 0.
 *
 * @source Chen et al. (2023), algorithm 2, arXiv:2302.06675. weight_decay is decoupled; the authors' PyTorch file has it 0
 *   unless told, optax 1e-3. Keras begins at lr = 0.001, ten times the authors'.
 */
export function lion(options: LionOptions): Optimizer<LionState> {
  const { betas, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m } = state;
      const beta1 = momentum ?? betas[0];
      const kept = 1 - rate * weight_decay;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        direction[i] = Math.sign(beta1 * m[i] + (1 - beta1) * g);
        scale[i] = 1;
        m[i] = beta2 * m[i] + (1 - beta2) * g;
        theta[i] = stepped(kept * theta[i], rate, direction[i], 1);
      }
    },
  };
}
