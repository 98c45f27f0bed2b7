import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, writeNoStep, type GradientOptions } from "./step.ts";

export interface ProdigyOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
  /** The first estimate of d, too small on purpose. */
  readonly d0: number;
  /** Multiplies every later estimate; the way to tune the method. */
  readonly d_coef: number;
  /** Adam's bias corrections, as a factor of the rate. */
  readonly use_bias_correction: boolean;
  /** Leaves the rate out of s, for a warm-up whose first rates are tiny. */
  readonly safeguard_warmup: boolean;
}

/** x0 is the start; d estimates the distance from there to the solution, as numerator / |s|_1. */
export type ProdigyState = {
  t: number;
  m: Float64Array;
  v: Float64Array;
  s: Float64Array;
  x0: Float64Array;
  d: number;
  numerator: number;
};

/**
 * Prodigy: Adam that finds its own rate: it estimates from below how far away the solution is. lr is a factor of that, 1
 * unless there is a reason.
 *
 *   m <- b1 m + (1 - b1) d g        v <- b2 v + (1 - b2) d^2 g^2        b3 = sqrt(b2), eta = d * lr
 *   s <- b3 s + eta d g             numerator <- b3 numerator + eta d <g, x0 - theta>
 *   next d = max(d, d_coef * numerator / |s|_1)
 *   sigma = sqrt(v) + (next d) * eps
 *   direction  m + weight_decay * theta * sigma
 *   scale      sigma / d
 *   theta <- theta - eta * (m / sigma + weight_decay * theta)
 *
 * numerator and s are both kept divided by d0, lest they are too small. A step at a rate of 0, or before the first
 * gradient, is none: no memory changes.
 *
 * @source Mishchenko & Defazio (2024), the Adam version, arXiv:2306.06101, with options and defaults of the authors' prodigyopt
 *   (decoupled decay); optax always corrects the bias: eta = d * lr * sqrt(1 - b2^t) / (1 - b1^t).
 */
export function prodigy(options: ProdigyOptions): Optimizer<ProdigyState> {
  const { betas, eps, d0, d_coef, use_bias_correction, safeguard_warmup, weight_decay } = options;
  const beta2 = betas[1];
  const beta3 = Math.sqrt(beta2);
  const sign = signOf(options.maximize);
  const mCorrectionAt = biasCorrection(betas[0]);
  const vCorrectionAt = biasCorrection(beta2);
  return {
    init: (theta) => ({
      t: 0,
      m: new Float64Array(theta.length),
      v: new Float64Array(theta.length),
      s: new Float64Array(theta.length),
      x0: theta.slice(),
      d: d0,
      numerator: 0,
    }),
    update(theta, gradient, state, rate, parts, { momentum }) {
      const { direction, scale } = parts;
      const { m, v, s, x0, d } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      if (rate === 0) {
        writeNoStep(parts);
        return;
      }

      const correction = use_bias_correction ? Math.sqrt(vCorrectionAt(state.t)) / mCorrectionAt(state.t, momentum) : 1;
      const eta = d * rate * correction;
      const weight = (d / d0) * eta;
      const sWeight = safeguard_warmup ? (d / d0) * d : weight;
      let towardsStart = 0;
      let sNorm = 0;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        towardsStart += g * (x0[i] - theta[i]);
        m[i] = beta1 * m[i] + (1 - beta1) * d * g;
        v[i] = beta2 * v[i] + (1 - beta2) * (d * g) * (d * g);
        s[i] = beta3 * s[i] + sWeight * g;
        sNorm += Math.abs(s[i]);
      }
      state.numerator = beta3 * state.numerator + weight * towardsStart;
      if (sNorm === 0) {
        writeNoStep(parts);
        return;
      }

      state.d = Math.max(d, (d_coef * state.numerator) / sNorm);
      for (let i = 0; i < theta.length; i++) {
        const sigma = resting(Math.sqrt(v[i]) + state.d * eps);
        direction[i] = m[i] + weight_decay * theta[i] * sigma;
        scale[i] = sigma / (d * correction);
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}
