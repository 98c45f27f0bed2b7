import type { AdamOptions, AdamState } from "./adam.ts";
import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped } from "./step.ts";

export interface AdamOptaxOptions extends AdamOptions {
  /** A second eps, inside the root. */
  readonly eps_root: number;
  /** NAdam: the direction of the step after this one. */
  readonly nesterov: boolean;
}

/**
 * Adam as in optax: algorithm 1 with a second epsilon inside the root. AMSGrad keeps the largest v that was corrected
 * already, where torch keeps the largest v; NAdam holds its momentum at b1.
 *
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2        vHat = v / (1 - b2^t)        t = 1, 2, ...
 *   direction  m / (1 - b1^t)                        NAdam: b1 m / (1 - b1^(t+1)) + (1 - b1) g / (1 - b1^t)
 *   scale      sqrt(vHat + eps_root) + eps           AMSGrad: the largest vHat so far instead of vHat
 *   theta <- theta - lr * direction / scale
 *
 * @source optax.adam, optax.amsgrad, optax.nadam (0.2.8): scale_by_adam, scale_by_amsgrad.
 */
export function adamOptax(options: AdamOptaxOptions): Optimizer<AdamState> {
  const { betas, eps, eps_root, amsgrad, nesterov, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const correctionOfM = biasCorrection(betas[0]);
  const correctionOfV = biasCorrection(beta2);
  return {
    init(theta) {
      const state = { t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) };
      return amsgrad ? { ...state, vMax: new Float64Array(theta.length) } : state;
    },
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v, vMax } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const mCorrection = correctionOfM(state.t, momentum);
      const mNextCorrection = correctionOfM(state.t + 1, momentum);
      const vCorrection = correctionOfV(state.t);
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        let vHat = v[i] / vCorrection;
        if (vMax !== undefined) vHat = vMax[i] = Math.max(vMax[i], vHat);
        direction[i] = nesterov
          ? (beta1 * m[i]) / mNextCorrection + ((1 - beta1) * g) / mCorrection
          : m[i] / mCorrection;
        scale[i] = resting(Math.sqrt(vHat + eps_root) + eps);
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}
