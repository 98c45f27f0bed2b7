import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdamaxOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
}

/** torch calls them exp_avg and exp_inf. */
export type AdamaxState = { t: number; m: Float64Array; u: Float64Array };

/**
 * AdaMax: Adam with the largest recent gradient (its infinity norm, slowly forgotten) in place of the root of v.
 *
 *   m <- b1 m + (1 - b1) g        u <- max(b2 u, |g| + eps)                                    t = 1, 2, ...
 *   direction  m / (1 - b1^t)
 *   scale      u
 *   theta <- theta - lr * direction / scale
 *
 * u needs no correction of its start. eps keeps it above 0, and is forgotten as slowly as u.
 *
 * @source Kingma & Ba (2015), algorithm 2, arXiv:1412.6980, as in torch.optim.Adamax. optax's adamax adds eps as torch does.
 */
export function adamax(options: AdamaxOptions): Optimizer<AdamaxState> {
  return adamaxForm(options, options.eps, 0);
}

/**
 * AdaMax with u <- max(b2 u, |g|) as published, where eps, if any, is added to the scale: scale = u + eps.
 *
 * @source Kingma & Ba (2015), algorithm 2, arXiv:1412.6980, without eps; keras.optimizers.Adamax with one.
 */
export function adamaxOutside(options: AdamaxOptions): Optimizer<AdamaxState> {
  return adamaxForm(options, 0, options.eps);
}

function adamaxForm(options: AdamaxOptions, inside: number, outside: number): Optimizer<AdamaxState> {
  const { betas, weight_decay } = options;
  const [ownBeta1, beta2] = betas;
  const sign = signOf(options.maximize);
  const correctionOfM = biasCorrection(ownBeta1);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), u: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts, context) {
      const { direction, scale } = parts;
      const { m, u } = state;
      const beta1 = context.momentum ?? ownBeta1;
      state.t += 1;
      const correction = correctionOfM(state.t, context.momentum);
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const largest = Math.max(beta2 * u[i], Math.abs(g) + inside);
        const mHat = mean / correction;
        const sigma = resting(largest + outside);
        m[i] = mean;
        u[i] = largest;
        direction[i] = mHat;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, mHat, sigma);
      }
    },
  };
}
