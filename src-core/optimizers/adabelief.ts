import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdabeliefOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
  /** The eps inside the root; the paper's is `eps` itself. */
  readonly eps_root: number;
}

export type AdabeliefState = { t: number; m: Float64Array; s: Float64Array };

/**
 * AdaBelief: Adam, scaled not by how large gradients are but by how far they stray from their own running mean. Where the
 * gradient is as expected, steps are long.
 *
 *   m <- b1 m + (1 - b1) g        s <- b2 s + (1 - b2) (g - m)^2 + eps_root                     t = 1, 2, ...
 *   direction  m / (1 - b1^t)
 *   scale      sqrt(s / (1 - b2^t)) + eps
 *   theta <- (1 - lr * weight_decay) * theta - lr * direction / scale
 *
 * @source Zhuang et al. (2020), algorithm 2, arXiv:2010.07468. There one eps stands in both places (and gathers in s);
 *   optax calls the inner one eps_root. The decay is decoupled as in the authors' adabelief-pytorch, whose `rectify`
 *   (RAdam's care in the first steps) is not in the paper's algorithm and not here.
 */
export function adabelief(options: AdabeliefOptions): Optimizer<AdabeliefState> {
  const { betas, eps, eps_root, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const mCorrectionAt = biasCorrection(betas[0]);
  const sCorrectionAt = biasCorrection(beta2);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), s: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, s } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const mCorrection = mCorrectionAt(state.t, momentum);
      const sCorrection = sCorrectionAt(state.t);
      const kept = 1 - rate * weight_decay;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const surprise = g - mean;
        const square = beta2 * s[i] + (1 - beta2) * surprise * surprise + eps_root;
        const mHat = mean / mCorrection;
        const sigma = resting(Math.sqrt(square / sCorrection) + eps);
        m[i] = mean;
        s[i] = square;
        direction[i] = mHat;
        scale[i] = sigma;
        theta[i] = stepped(kept * theta[i], rate, mHat, sigma);
      }
    },
  };
}
