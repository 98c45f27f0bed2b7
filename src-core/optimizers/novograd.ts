import { dot } from "../numerics/index.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface NovogradOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
}

/** v is the layer's: one number. */
export type NovogradState = { t: number; m: Float64Array; v: number };

/**
 * NovoGrad: a momentum of gradients that were divided by their layer's norm first. The parameters of a formula are one
 * layer.
 *
 *   v <- b2 v + (1 - b2) |g|^2                       (first step v = |g|^2)
 *   m <- b1 m + g / (sqrt(v) + eps) + weight_decay * theta
 *   direction  m
 *   scale      1
 *   theta <- theta - lr * m
 *
 * The memory holds steps that are scaled already, and does not average: a steady gradient moves by up to lr / (1 - b1).
 *
 * @source Ginsburg et al. (2019), algorithm 1, arXiv:1905.11286, with the betas 0.95 and 0.98 of its experiments; optax
 *   takes 0.9 and 0.25. The authors' OpenSeq2Seq has eps inside the root; here and in optax it is outside, as in the paper.
 */
export function novograd(options: NovogradOptions): Optimizer<NovogradState> {
  const { betas, eps, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: 0 }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m } = state;
      const beta1 = momentum ?? betas[0];
      const beta2 = state.t === 0 ? 0 : betas[1];
      state.t += 1;
      state.v = beta2 * state.v + (1 - beta2) * dot(gradient, gradient);
      const layerScale = resting(Math.sqrt(state.v) + eps);
      for (let i = 0; i < theta.length; i++) {
        m[i] = beta1 * m[i] + (sign * gradient[i]) / layerScale + weight_decay * theta[i];
        direction[i] = m[i];
        scale[i] = 1;
        theta[i] = stepped(theta[i], rate, m[i], 1);
      }
    },
  };
}
