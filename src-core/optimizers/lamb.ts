import { norm } from "../numerics/index.ts";
import type { AdamState } from "./adam.ts";
import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface LambOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
}

/**
 * LAMB: Adam's direction, stretched so that a layer moves by the rate times its own norm. The parameters of a formula are
 * one layer.
 *
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2                                     t = 1, 2, ...
 *   sigma = sqrt(v / (1 - b2^t)) + eps
 *   u     = m / (1 - b1^t) / sigma + weight_decay * theta
 *   direction  u * sigma
 *   scale      sigma * |u| / |theta|                 (sigma itself where |u| or |theta| is 0)
 *   theta <- theta - lr * (|theta| / |u|) * u
 *
 * @source You et al. (2020), algorithm 2, arXiv:1904.00962, with phi(z) = z; optax has the same. The decay is inside the
 *   trust ratio, so that it bends the direction and not the length; keras.optimizers.Lamb decouples it.
 */
export function lamb(options: LambOptions): Optimizer<AdamState> {
  const { betas, eps, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const mCorrectionAt = biasCorrection(betas[0]);
  const vCorrectionAt = biasCorrection(beta2);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const mCorrection = mCorrectionAt(state.t, momentum);
      const vCorrection = vCorrectionAt(state.t);
      let squares = 0;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const square = beta2 * v[i] + (1 - beta2) * g * g;
        const sigma = resting(Math.sqrt(square / vCorrection) + eps);
        const along = mean / mCorrection + weight_decay * theta[i] * sigma;
        const u = along / sigma;
        m[i] = mean;
        v[i] = square;
        direction[i] = along;
        scale[i] = sigma;
        squares += u * u;
      }
      const ratio = Math.sqrt(squares) / norm(theta);
      const stretch = ratio > 0 && ratio < Infinity ? ratio : 1;
      for (let i = 0; i < theta.length; i++) {
        const sigma = scale[i] * stretch;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, direction[i], sigma);
      }
    },
  };
}
