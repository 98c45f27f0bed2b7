import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface YogiOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
}

export type YogiState = { t: number; m: Float64Array; v: Float64Array };

/**
 * Yogi: Adam whose v changes by (1 - b2) g^2 at most, up or down, so that it never falls quickly and the effective rate
 * never rises quickly.
 *
 *   m <- b1 m + (1 - b1) g        v <- v - (1 - b2) sign(v - g^2) g^2
 *   direction  m
 *   scale      sqrt(v) + eps
 *   theta <- theta - lr * direction / scale
 *
 * @source Zaheer et al. (2018), NeurIPS 31, algorithm 2: m and v start at 0 and are not corrected for it. eps is far
 *   larger than Adam's. weight_decay is added to the gradient. For optax's form see yogiOptax below.
 */
export function yogi(options: YogiOptions): Optimizer<YogiState> {
  const { betas, eps, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const square = towardsSquare(v[i], g, beta2);
        const sigma = resting(Math.sqrt(square) + eps);
        m[i] = mean;
        v[i] = square;
        direction[i] = mean;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, mean, sigma);
      }
    },
  };
}

/**
 * Yogi as in optax: m and v both start at `initial_accumulator_value` and then get Adam's bias corrections, 1 - b1^t and
 * 1 - b2^t. An entry without gradients moves a little at first, by what m started with.
 *
 * @source optax.yogi, scale_by_yogi (0.2.8); TensorFlow Addons starts in the same way.
 */
export function yogiOptax(options: YogiOptions & { readonly initial_accumulator_value: number }): Optimizer<YogiState> {
  const { betas, eps, initial_accumulator_value, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const mCorrectionAt = biasCorrection(betas[0]);
  const vCorrectionAt = biasCorrection(beta2);
  return {
    init: (theta) => ({
      t: 0,
      m: new Float64Array(theta.length).fill(initial_accumulator_value),
      v: new Float64Array(theta.length).fill(initial_accumulator_value),
    }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const mCorrection = mCorrectionAt(state.t, momentum);
      const vCorrection = vCorrectionAt(state.t);
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const square = towardsSquare(v[i], g, beta2);
        const mHat = mean / mCorrection;
        const sigma = resting(Math.sqrt(square / vCorrection) + eps);
        m[i] = mean;
        v[i] = square;
        direction[i] = mHat;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, mHat, sigma);
      }
    },
  };
}

/** v - (1 - b2) sign(v - g^2) g^2, never negative. */
function towardsSquare(v: number, g: number, beta2: number): number {
  const square = g * g;
  return v - (1 - beta2) * Math.sign(v - square) * square;
}
