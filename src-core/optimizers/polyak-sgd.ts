import type { Optimizer } from "./optimizer.ts";
import { signOf, stepped, type GradientOptions } from "./step.ts";

export interface PolyakSgdOptions extends GradientOptions {
  /** The loss at its minimum, or a lower bound of it. */
  readonly f_min: number;
  /** No step is longer than lr * max_lr * |g|. */
  readonly max_lr: number;
  /** Divides the step; 1 in optax. */
  readonly c: number;
  readonly eps: number;
}

export type PolyakSgdState = { t: number };

/**
 * Polyak's step size: as long as it takes the loss's tangent plane to fall to f_min.
 *
 *   direction  g
 *   scale      max((c |g|^2 + eps) / (loss - f_min), 1 / max_lr)
 *   theta <- theta - lr * min((loss - f_min) / (c |g|^2 + eps), max_lr) * g
 *
 * Where the loss is f_min or below there is nowhere to go: direction 0. With weight_decay the loss is
 * loss + weight_decay / 2 * |theta|^2; climbing, it is -loss, and f_min is the least value of that.
 *
 * @source Polyak (1987); the bound max_lr is SPS_max of Loizou et al. (2021), arXiv:2002.10542, with c 1/2 and eps as
 *   in the authors' package; optax.polyak_sgd has c = 1 and no eps.
 */
export function polyakSgd(options: PolyakSgdOptions): Optimizer<PolyakSgdState> {
  const { f_min, max_lr, c, eps, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: () => ({ t: 0 }),
    update(theta, gradient, state, rate, { direction, scale }, context) {
      let [gradientSquare, thetaSquare] = [0, 0];
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        direction[i] = sign * gradient[i] + weight_decay * theta[i];
        gradientSquare += direction[i] * direction[i];
        thetaSquare += theta[i] * theta[i];
      }
      const gap = sign * context.loss + (weight_decay / 2) * thetaSquare - f_min;
      if (gap <= 0) direction.fill(0);
      const sigma = gap <= 0 ? 1 : Math.max((c * gradientSquare + eps) / gap, 1 / max_lr);
      for (let i = 0; i < theta.length; i++) {
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, direction[i], sigma);
      }
    },
  };
}
