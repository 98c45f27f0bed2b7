import type { AdamOptions, AdamState } from "./adam.ts";
import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped } from "./step.ts";

/**
 * Adam in the form of TensorFlow and Keras: both corrections are made to the rate, so that eps joins the root of v before
 * it is corrected ("epsilon hat").
 *
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2                                     t = 1, 2, ...
 *   theta <- theta - lr * sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + eps)
 *   direction  m / (1 - b1^t)
 *   scale      (sqrt(v) + eps) / sqrt(1 - b2^t)      AMSGrad: the largest v so far instead of v
 *
 * It is adam.ts with eps / sqrt(1 - b2^t) for eps: 32 times as large in the first step at b2 = 0.999, equal in the end.
 *
 * @source Kingma & Ba (2015), section 2, just before 2.1, arXiv:1412.6980, as in keras.optimizers.Adam.
 */
export function adamEpsHat(options: AdamOptions): Optimizer<AdamState> {
  const { betas, eps, amsgrad, weight_decay } = options;
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
      const vCorrection = Math.sqrt(correctionOfV(state.t));
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        if (vMax !== undefined) vMax[i] = Math.max(vMax[i], v[i]);
        direction[i] = m[i] / mCorrection;
        scale[i] = resting((Math.sqrt(vMax === undefined ? v[i] : vMax[i]) + eps) / vCorrection);
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}
