import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdanOptions extends GradientOptions {
  readonly betas: readonly [number, number, number];
  readonly eps: number;
}

/** Means of g, of its changes, and of the squared look-ahead; and the last gradient. */
export type AdanState = { t: number; m: Float64Array; v: Float64Array; n: Float64Array; g: Float64Array };

/**
 * Adan: Nesterov's look-ahead made from the change of the gradient, under Adam's kind of scale.
 *
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) (g - last g)        n <- b3 n + (1 - b3) (g + b2 (g - last g))^2
 *   direction  m / (1 - b1^t) + b2 * v / (1 - b2^t)                                            t = 1, 2, ...
 *   scale      sqrt(n / (1 - b3^t)) + eps
 *   theta <- (theta - lr * direction / scale) / (1 + lr * weight_decay)
 *   no_prox:   (1 - lr * weight_decay) * theta - lr * direction / scale, AdamW's decay
 *
 * In the first step the gradient has not changed yet. The betas are those of the authors' code; the paper writes 1 - b.
 *
 * @source Xie et al. (2022), algorithm 1, arXiv:2208.06677; bias corrections and no_prox as in the authors' sail-sg/Adan.
 */
export function adan(options: AdanOptions & { readonly no_prox: boolean }): Optimizer<AdanState> {
  return adanForm(options, options.betas[1], 0, !options.no_prox);
}

/**
 * Adan as in optax: the look-ahead has the weight 1 - b2 where the paper has b2 (0.08 instead of 0.92 at the default), a
 * second epsilon stands inside the root, and the decay is AdamW's.
 *
 * @source optax.adan, scale_by_adan (0.2.8).
 */
export function adanOptax(options: AdanOptions & { readonly eps_root: number }): Optimizer<AdanState> {
  return adanForm(options, 1 - options.betas[1], options.eps_root, false);
}

function adanForm(options: AdanOptions, ahead: number, eps_root: number, isProximal: boolean): Optimizer<AdanState> {
  const { betas, eps, weight_decay } = options;
  const [, beta2, beta3] = betas;
  const sign = signOf(options.maximize);
  const mCorrectionAt = biasCorrection(betas[0]);
  const vCorrectionAt = biasCorrection(beta2);
  const nCorrectionAt = biasCorrection(beta3);
  return {
    init: ({ length }) => ({
      t: 0,
      m: new Float64Array(length),
      v: new Float64Array(length),
      n: new Float64Array(length),
      g: new Float64Array(length),
    }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v, n, g: last } = state;
      const beta1 = momentum ?? betas[0];
      const isFirst = state.t === 0;
      state.t += 1;
      const mCorrection = mCorrectionAt(state.t, momentum);
      const vCorrection = vCorrectionAt(state.t);
      const nCorrection = nCorrectionAt(state.t);
      const kept = isProximal ? 1 : 1 - rate * weight_decay;
      const shrink = isProximal ? 1 + rate * weight_decay : 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i];
        const change = isFirst ? 0 : g - last[i];
        const lookAhead = g + ahead * change;
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const meanChange = beta2 * v[i] + (1 - beta2) * change;
        const square = beta3 * n[i] + (1 - beta3) * lookAhead * lookAhead;
        const along = mean / mCorrection + (ahead * meanChange) / vCorrection;
        const sigma = resting(Math.sqrt(square / nCorrection + eps_root) + eps);
        m[i] = mean;
        v[i] = meanChange;
        n[i] = square;
        last[i] = g;
        direction[i] = along;
        scale[i] = sigma;
        theta[i] = stepped(kept * theta[i], rate, along, sigma) / shrink;
      }
    },
  };
}
