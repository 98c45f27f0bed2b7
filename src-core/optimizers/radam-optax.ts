import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { memoryLength, rectification, type RadamOptions, type RadamState } from "./radam.ts";
import { resting, signOf, stepped } from "./step.ts";

export interface RadamOptaxOptions extends RadamOptions {
  /** A second eps, inside the root. */
  readonly eps_root: number;
  /** The rho_t from which v is trusted; above 4, where r_t begins. */
  readonly threshold: number;
}

/**
 * RAdam as in optax: scaled from rho_t >= threshold on, and both epsilons join a root that is corrected already.
 *
 *   m, v, rho_t, r_t as in radam.ts
 *   direction  m / (1 - b1^t)
 *   scale      rho_t >= threshold: (sqrt(v / (1 - b2^t) + eps_root) + eps) / r_t;  else 1, momentum alone
 *   theta <- theta - lr * direction / scale
 *
 * @source optax.radam, scale_by_radam (0.2.8).
 */
export function radamOptax(options: RadamOptaxOptions): Optimizer<RadamState> {
  const { betas, eps, eps_root, threshold, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const correctionOfM = biasCorrection(betas[0]);
  const correctionOfV = biasCorrection(beta2);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const mCorrection = correctionOfM(state.t, momentum);
      const vCorrection = correctionOfV(state.t);
      const rho = memoryLength(state.t, beta2, 1 - vCorrection);
      const trust = rho >= threshold ? rectification(rho, beta2) : null;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        direction[i] = m[i] / mCorrection;
        scale[i] = trust === null ? 1 : resting((Math.sqrt(v[i] / vCorrection + eps_root) + eps) / trust);
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}
