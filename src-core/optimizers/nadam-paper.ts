import { biasCorrection } from "./bias-correction.ts";
import { momentumGrowth, type NadamOptions, type NadamState } from "./nadam.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped } from "./step.ts";

/**
 * NAdam as published: the memory too takes the momentum that grows, and v is multiplied by b2 once more.
 *
 *   mu_t = b1 (1 - 0.96^(t * momentum_decay) / 2)                                              t = 1, 2, ...
 *   m <- mu_t m + (1 - mu_t) g    v <- b2 v + (1 - b2) g^2
 *   direction  mu_(t+1) m / (1 - mu_1 ... mu_(t+1)) + (1 - mu_t) g / (1 - mu_1 ... mu_t)
 *   scale      sqrt(b2 v / (1 - b2^t)) + eps
 *   theta <- theta - lr * direction / scale
 *
 * The programs leave out the last b2, for which the paper gives no reason, and remember with b1.
 *
 * @source Dozat (2016), Incorporating Nesterov momentum into Adam, algorithm 2; momentum_decay = 1/250 there.
 */
export function nadamPaper(options: NadamOptions): Optimizer<NadamState> {
  const { betas, eps, momentum_decay, weight_decay } = options;
  const beta2 = betas[1];
  const sign = signOf(options.maximize);
  const growth = momentumGrowth(momentum_decay);
  const correctionOfV = biasCorrection(beta2);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length), muProduct: 1 }),
    update(theta, gradient, state, rate, { direction, scale }, { momentum }) {
      const { m, v } = state;
      const beta1 = momentum ?? betas[0];
      state.t += 1;
      const mu = beta1 * growth(state.t);
      const muNext = beta1 * growth(state.t + 1);
      state.muProduct *= mu;
      const ofGradient = (1 - mu) / (1 - state.muProduct);
      const ofMean = muNext / (1 - state.muProduct * muNext);
      const vFactor = beta2 / correctionOfV(state.t);
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        m[i] = mu * m[i] + (1 - mu) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        direction[i] = ofMean * m[i] + ofGradient * g;
        scale[i] = resting(Math.sqrt(vFactor * v[i]) + eps);
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}
