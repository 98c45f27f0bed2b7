import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdadeltaOptions extends GradientOptions {
  readonly rho: number;
  readonly eps: number;
}

/** torch calls them square_avg and acc_delta. */
export type AdadeltaState = { t: number; v: Float64Array; u: Float64Array };

/**
 * Adadelta: steps as long as the past steps, times the gradient over the past gradients, so that a step has theta's unit
 * and no rate needs to be chosen (lr is 1 in the paper).
 *
 *   v <- rho v + (1 - rho) g^2
 *   direction  sqrt(u + eps) g
 *   scale      sqrt(v + eps)
 *   theta <- theta - lr * direction / scale
 *   u <- rho u + (1 - rho) (direction / scale)^2
 *
 * eps stands inside both roots. It is what the first steps are made of: with eps = 0 the path never begins.
 *
 * @source Zeiler (2012), algorithm 1, arXiv:1212.5701, as in torch.optim.Adadelta: u remembers the steps before they are
 *   multiplied by lr. Keras and optax have the same formula; Keras begins at lr = 0.001, far from the paper's 1.
 */
export function adadelta(options: AdadeltaOptions): Optimizer<AdadeltaState> {
  const { rho, eps, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, v: new Float64Array(theta.length), u: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts) {
      const { direction, scale } = parts;
      const { v, u } = state;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const square = rho * v[i] + (1 - rho) * g * g;
        const along = Math.sqrt(u[i] + eps) * g;
        const sigma = resting(Math.sqrt(square + eps));
        const step = along / sigma;
        v[i] = square;
        u[i] = rho * u[i] + (1 - rho) * step * step;
        direction[i] = along;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, along, sigma);
      }
    },
  };
}
