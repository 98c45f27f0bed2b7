import type { Companion, Optimizer } from "./optimizer.ts";
import { signOf, stepped, type GradientOptions } from "./step.ts";

export interface AsgdOptions extends GradientOptions {
  readonly lambd: number;
  readonly alpha: number;
  readonly t0: number;
}

/** `average` is the mean of the path from step t0 on (torch: ax), `eta` the rate of the next step once there was a first one. */
export type AsgdState = { t: number; eta: number; average: Float64Array };

/**
 * Averaged stochastic gradient descent: a falling rate and a small decay of their own, and a mean of the path as the answer.
 *
 *   eta_1 = lr        eta_(t+1) = lr / (1 + lambd lr t)^alpha                                  t = 1, 2, ...
 *   theta <- (1 - lambd eta_t) theta - eta_t g
 *   average <- average + (theta - average) / max(1, t - 1 - t0)        a copy of theta up to step t0 + 2
 *
 *   direction  g
 *   scale      lr / eta_t, so that the movement after the decay is -lr * direction / scale
 *
 * The path itself is not touched by the average, which begins at t0, by default after any short run's end. eta_(t+1) is made
 * at the end of step t, of that step's rate: a schedule is followed one step late. At a rate of exactly 0 no multiple of it
 * can say the step that is still due: direction is then eta_t g, and scale 1.
 *
 * @source Polyak & Juditsky (1992), Acceleration of stochastic approximation by averaging; Bottou (2010), for eta; as in
 *   torch.optim.ASGD with foreach=False (its foreach form has the power on t alone: 1 + lambd lr t^alpha).
 */
export function asgd(options: AsgdOptions): Optimizer<AsgdState> {
  const { lambd, alpha, t0, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, eta: 0, average: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts) {
      const { direction, scale } = parts;
      const { average } = state;
      const eta = state.t === 0 ? rate : state.eta;
      const sigma = rate / eta;
      const isMultiple = sigma > 0 && sigma < Infinity;
      const kept = 1 - lambd * eta;
      const share = 1 / Math.max(1, state.t - t0);
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        theta[i] = stepped(theta[i] * kept, eta, g, 1);
        average[i] = share === 1 ? theta[i] : average[i] + share * (theta[i] - average[i]);
        direction[i] = isMultiple ? g : (eta * g) / (rate === 0 ? 1 : rate);
        scale[i] = isMultiple ? sigma : 1;
      }
      state.eta = rate / (1 + lambd * rate * state.t) ** alpha;
    },
  };
}

/** The average as it is to be shown: the start, as long as there is nothing to average (torch's ax is 0 then). */
export const asgdAverage: Companion = {
  name: "average",
  read(theta, state, out) {
    const { t, average } = state as AsgdState;
    out.set(t === 0 ? theta : average);
  },
};
