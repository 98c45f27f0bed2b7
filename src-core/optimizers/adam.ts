import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdamOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly amsgrad: boolean;
}

/** `vMax` is there only with amsgrad. */
export type AdamState = { t: number; m: Float64Array; v: Float64Array; vMax?: Float64Array };

/**
 * Adam: steps scaled by running means of the gradient and of its square.
 *
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2                                     t = 1, 2, ...
 *   direction  m / (1 - b1^t)
 *   scale      sqrt(v / (1 - b2^t)) + eps            AMSGrad: the largest v so far instead of v
 *   theta <- theta - lr * direction / scale
 *
 * @source Kingma & Ba (2015), algorithm 1, arXiv:1412.6980; AMSGrad: Reddi, Kale & Kumar (2018), with Adam's bias
 *   corrections as in torch.optim.Adam. eps stands outside the root; weight_decay is added to the gradient (for the
 *   decoupled form see adamw.ts). TensorFlow's eps is another, see adam-eps-hat.ts; optax has two, see adam-optax.ts; for
 *   AMSGrad as published see amsgrad.ts. Where a schedule sets b1, the correction takes the present b1 for all t steps, as torch.
 */
export function adam(options: AdamOptions): Optimizer<AdamState> {
  const { betas, eps, amsgrad, weight_decay } = options;
  const [ownBeta1, beta2] = betas;
  const sign = signOf(options.maximize);
  const correctionOfM = biasCorrection(ownBeta1);
  const correctionOfV = biasCorrection(beta2);
  return {
    init(theta) {
      const state: AdamState = { t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) };
      // Not by spreading: V8 gives the copies new shapes again and again, and slows every step down for it.
      if (amsgrad) state.vMax = new Float64Array(theta.length);
      return state;
    },
    update(theta, gradient, state, rate, parts, context) {
      const { direction, scale } = parts;
      const { m, v, vMax } = state;
      const beta1 = context.momentum ?? ownBeta1;
      state.t += 1;
      const mCorrection = correctionOfM(state.t, context.momentum);
      const vCorrection = Math.sqrt(correctionOfV(state.t));
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const square = beta2 * v[i] + (1 - beta2) * g * g;
        const largest = vMax === undefined ? square : Math.max(vMax[i], square);
        const mHat = mean / mCorrection;
        const sigma = resting(Math.sqrt(largest) / vCorrection + eps);
        m[i] = mean;
        v[i] = square;
        if (vMax !== undefined) vMax[i] = largest;
        direction[i] = mHat;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, mHat, sigma);
      }
    },
  };
}
