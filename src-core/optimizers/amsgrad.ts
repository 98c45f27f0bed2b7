import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AmsgradOptions extends GradientOptions {
  readonly betas: readonly [number, number];
}

export type AmsgradState = { t: number; m: Float64Array; v: Float64Array; vMax: Float64Array };

/**
 * AMSGrad as published: without bias corrections and without eps. The programs put its maximum into their Adam instead.
 *
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2        vMax <- max(vMax, v)
 *   direction  m
 *   scale      sqrt(vMax)
 *   theta <- theta - lr * direction / scale
 *
 * The first step is (1 - b1) / sqrt(1 - b2) rates long: 3.2 at the usual betas.
 *
 * @source Reddi, Kale & Kumar (2018), On the convergence of Adam and beyond, algorithm 2, at a constant b1.
 */
export function amsgrad(options: AmsgradOptions): Optimizer<AmsgradState> {
  const { betas, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  return {
    init: ({ length }) => ({
      t: 0,
      m: new Float64Array(length),
      v: new Float64Array(length),
      vMax: new Float64Array(length),
    }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v, vMax } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        vMax[i] = Math.max(vMax[i], v[i]);
        direction[i] = m[i];
        scale[i] = resting(Math.sqrt(vMax[i]));
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}
