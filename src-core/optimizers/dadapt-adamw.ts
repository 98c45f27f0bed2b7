import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, writeNoStep, type GradientOptions } from "./step.ts";

export interface DadaptAdamwOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
  /** The first estimate of d, too small on purpose. */
  readonly d0: number;
  /** Adam's bias corrections, as a factor of the rate. */
  readonly use_bias_correction: boolean;
}

/** m holds movements; d estimates the distance to the solution, as numerator / ((1 - b) |s|_1). */
export type DadaptAdamwState = {
  t: number;
  m: Float64Array;
  v: Float64Array;
  s: Float64Array;
  d: number;
  numerator: number;
};

/**
 * D-Adaptation around AdamW: it estimates from below how far away the solution is, and goes at that rate. lr is a factor of
 * it, 1 unless there is a reason. Prodigy (prodigy.ts) is its faster successor.
 *
 *   eta = d * lr, b = sqrt(b2), sigma = sqrt(v) + eps
 *   numerator <- b numerator + (1 - b) eta <g, s / last sigma>
 *   m <- b1 m + (1 - b1) eta g        v <- b2 v + (1 - b2) g^2        s <- b s + (1 - b) eta g
 *   next d = max(d, numerator / ((1 - b) |s|_1))
 *   direction  (m + eta * weight_decay * theta * sigma) / lr
 *   scale      sigma
 *   theta <- theta - m / sigma - eta * weight_decay * theta
 *
 * The rate stands inside the memory, as in the course's momentum. A step at a rate of 0, or before the first gradient, is
 * none: no memory changes.
 *
 * @source Defazio & Mishchenko (2023), the Adam version, arXiv:2301.07733, as in the authors' dadaptation 3 (with
 *   decouple); optax always corrects the bias: eta = d * lr * sqrt(1 - b2^t) / (1 - b1^t).
 */
export function dadaptAdamw(options: DadaptAdamwOptions): Optimizer<DadaptAdamwState> {
  const { betas, eps, d0, use_bias_correction, weight_decay } = options;
  const beta2 = betas[1];
  const b = Math.sqrt(beta2);
  const sign = signOf(options.maximize);
  const mCorrectionAt = biasCorrection(betas[0]);
  const vCorrectionAt = biasCorrection(beta2);
  return {
    init: ({ length }) => ({
      t: 0,
      m: new Float64Array(length),
      v: new Float64Array(length),
      s: new Float64Array(length),
      d: d0,
      numerator: 0,
    }),
    update(theta, gradient, state, rate, parts, { momentum }) {
      const { direction, scale } = parts;
      const { m, v, s, d } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      if (rate === 0) {
        writeNoStep(parts);
        return;
      }

      const correction = use_bias_correction ? Math.sqrt(vCorrectionAt(state.t)) / mCorrectionAt(state.t, momentum) : 1;
      const eta = d * rate * correction;
      let alongSum = 0;
      let sNorm = 0;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        alongSum += (g * s[i]) / resting(Math.sqrt(v[i]) + eps);
        m[i] = beta1 * m[i] + (1 - beta1) * eta * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        s[i] = b * s[i] + (1 - b) * eta * g;
        sNorm += Math.abs(s[i]);
      }
      state.numerator = b * state.numerator + (1 - b) * eta * alongSum;
      if (sNorm === 0) {
        writeNoStep(parts);
        return;
      }

      state.d = Math.max(d, state.numerator / ((1 - b) * sNorm));
      for (let i = 0; i < theta.length; i++) {
        scale[i] = resting(Math.sqrt(v[i]) + eps);
        direction[i] = (m[i] + eta * weight_decay * theta[i] * scale[i]) / rate;
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}
