import type { AdamState } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdoptOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
  /** Bounds every scaled gradient by t^(1/4). */
  readonly clip: boolean;
  /** The decay shrinks theta instead of joining the gradient. */
  readonly decouple: boolean;
}

/**
 * ADOPT: Adam put in another order: the gradient is divided by the v of the steps before it, then enters the momentum.
 * So the two are independent, and it converges for any b2.
 *
 *   first call   v = g^2, theta stays
 *   then         u = g / max(sqrt(v), eps), clipped to +-t^(1/4)                               t = 1, 2, ...
 *                m <- b1 m + (1 - b1) u          afterwards v <- b2 v + (1 - b2) g^2
 *   direction  m
 *   scale      1
 *   theta <- theta - lr * m
 *
 * @source Taniguchi et al. (2024), algorithm 2, arXiv:2411.02853; the clipping came with its later versions and is the
 *   default in the authors' code and in optax. Without bias corrections. decouple is the authors' name for AdamW's decay.
 */
export function adopt(options: AdoptOptions): Optimizer<AdamState> {
  const { betas, eps, clip, decouple, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const l2 = decouple ? 0 : weight_decay;
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v } = state;
      const beta1 = momentum ?? betas[0];
      const kept = decouple ? 1 - rate * weight_decay : 1;
      const limit = clip ? Math.sqrt(Math.sqrt(state.t)) : Infinity;
      const isFirst = state.t === 0;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + l2 * theta[i];
        if (!isFirst) {
          const scaled = g / resting(Math.max(Math.sqrt(v[i]), eps));
          m[i] = beta1 * m[i] + (1 - beta1) * Math.max(-limit, Math.min(limit, scaled));
        }
        v[i] = isFirst ? g * g : beta2 * v[i] + (1 - beta2) * g * g;
        direction[i] = m[i];
        scale[i] = 1;
        theta[i] = stepped(kept * theta[i], rate, m[i], 1);
      }
    },
  };
}
