import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import {
  averageEntry,
  nextWeight,
  startSequences,
  type AveragingOptions,
  type ScheduleFreeState,
} from "./schedule-free.ts";
import { resting, signOf, type GradientOptions } from "./step.ts";

export interface ScheduleFreeAdamwOptions extends GradientOptions, AveragingOptions {
  /** The first is the beta of y = (1 - beta) z + beta x, in the place of Adam's momentum. */
  readonly betas: readonly [number, number];
  readonly eps: number;
}

export type ScheduleFreeAdamwState = ScheduleFreeState & { v: Float64Array };

/**
 * Schedule-free AdamW: schedule-free averaging around Adam's scale; the average takes the place of Adam's momentum.
 *
 *   v <- b2 v + (1 - b2) g(y)^2          gamma = lr * sqrt(1 - b2^t)                          t = 1, 2, ...
 *   z <- z - gamma * (g / (sqrt(v) + eps) + weight_decay * y)
 *   x <- (1 - c) x + c z                 c weighs by gamma, see schedule-free.ts
 *   theta = y = (1 - b1) z + b1 x
 *   direction  the whole movement of y, times scale, divided by -lr
 *   scale      (sqrt(v) + eps) / sqrt(1 - b2^t)
 *
 * The path is that of y; x is the answer, and the companion of the path.
 *
 * @source Defazio et al. (2024), algorithm 1, arXiv:2405.15682, as in the authors' AdamWScheduleFreePaper, whose warm-up
 *   is a schedule here. In optax the correction is in the scale alone: scheduleFreeAdamwOptax below.
 */
export function scheduleFreeAdamw(options: ScheduleFreeAdamwOptions): Optimizer<ScheduleFreeAdamwState> {
  const { betas, eps, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const correctionAt = biasCorrection(beta2);
  return {
    // Not by spreading, as in adam.ts.
    init: (theta) => Object.assign(startSequences(theta), { v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts, { momentum }) {
      const { z, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const correction = Math.sqrt(correctionAt(state.t));
      const gamma = rate * correction;
      const c = nextWeight(state, gamma, options);
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        const sigma = resting(Math.sqrt(v[i]) + eps);
        z[i] -= gamma * (g / sigma + weight_decay * theta[i]);
        parts.scale[i] = sigma / correction;
        averageEntry(theta, state, i, c, beta1, rate, parts);
      }
    },
  };
}

/**
 * Schedule-free AdamW as in optax, and in later versions of the authors' code: Adam's corrected scale,
 * sqrt(v / (1 - b2^t)) + eps, whereas z's rate and the weights of the average know lr only.
 *
 * @source optax.contrib.schedule_free_adamw (0.2.8).
 */
export function scheduleFreeAdamwOptax(options: ScheduleFreeAdamwOptions): Optimizer<ScheduleFreeAdamwState> {
  const { betas, eps, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const correctionAt = biasCorrection(beta2);
  return {
    // Not by spreading, as in adam.ts.
    init: (theta) => Object.assign(startSequences(theta), { v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts, { momentum }) {
      const { z, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const correction = correctionAt(state.t);
      const c = nextWeight(state, rate, options);
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        const sigma = resting(Math.sqrt(v[i] / correction) + eps);
        z[i] -= rate * (g / sigma + weight_decay * theta[i]);
        parts.scale[i] = sigma;
        averageEntry(theta, state, i, c, beta1, rate, parts);
      }
    },
  };
}
