import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdemamixOptions extends GradientOptions {
  readonly betas: readonly [number, number, number];
  readonly eps: number;
  /** Weight of the slow mean. */
  readonly alpha: number;
  /** Steps in which alpha rises from 0, and beta3 from beta1; 0: both are there from the start. */
  readonly alpha_warmup: number;
  readonly beta3_warmup: number;
}

/** The fast and the slow mean of g, and the mean of its square. */
export type AdemamixState = { t: number; m: Float64Array; slow: Float64Array; v: Float64Array };

/**
 * AdEMAMix: Adam with a second, very slow momentum added to its own.
 *
 *   m <- b1 m + (1 - b1) g     slow <- b3(t) slow + (1 - b3(t)) g     v <- b2 v + (1 - b2) g^2        t = 1, 2, ...
 *   direction  m / (1 - b1^t) + alpha(t) * slow
 *   scale      sqrt(v / (1 - b2^t)) + eps
 *   theta <- (1 - lr * weight_decay) * theta - lr * direction / scale
 *
 * The slow mean starts at 0 and is not corrected: it is to fill by itself. alpha(t) rises linearly over alpha_warmup steps;
 * b3(t) rises from b1 over beta3_warmup steps so that its memory, -1 / ln b3, grows linearly.
 *
 * @source Pagliardini, Ablin & Grangier (2024), algorithm 1 and its schedulers, arXiv:2409.03137, with the defaults of the
 *   authors' apple/ml-ademamix; optax takes alpha 5 and leaves the schedulers to its user.
 */
export function ademamix(options: AdemamixOptions): Optimizer<AdemamixState> {
  const { betas, eps, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const mCorrectionAt = biasCorrection(betas[0]);
  const vCorrectionAt = biasCorrection(beta2);
  return {
    init: ({ length }) => ({
      t: 0,
      m: new Float64Array(length),
      slow: new Float64Array(length),
      v: new Float64Array(length),
    }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, slow, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const mCorrection = mCorrectionAt(state.t, momentum);
      const vCorrection = vCorrectionAt(state.t);
      const alpha = alphaAt(state.t, options);
      const beta3 = beta3At(state.t, options);
      const kept = 1 - rate * weight_decay;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const slowMean = beta3 * slow[i] + (1 - beta3) * g;
        const square = beta2 * v[i] + (1 - beta2) * g * g;
        const along = mean / mCorrection + alpha * slowMean;
        const sigma = resting(Math.sqrt(square / vCorrection) + eps);
        m[i] = mean;
        slow[i] = slowMean;
        v[i] = square;
        direction[i] = along;
        scale[i] = sigma;
        theta[i] = stepped(kept * theta[i], rate, along, sigma);
      }
    },
  };
}

function alphaAt(t: number, { alpha, alpha_warmup }: AdemamixOptions): number {
  return t < alpha_warmup ? (alpha * t) / alpha_warmup : alpha;
}

/** exp(ln b1 ln b3 / ((1 - share) ln b3 + share ln b1)): 1 / ln b3(t) goes linearly from 1 / ln b1 to 1 / ln b3. */
function beta3At(t: number, { betas, beta3_warmup }: AdemamixOptions): number {
  const [beta1, , beta3] = betas;
  if (t >= beta3_warmup) return beta3;
  const share = t / beta3_warmup;
  return Math.exp(1 / ((1 - share) / Math.log(beta1) + share / Math.log(beta3)));
}
