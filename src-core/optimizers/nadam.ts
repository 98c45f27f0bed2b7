import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { powersOf } from "../numerics/index.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface NadamOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly momentum_decay: number;
}

/** `muProduct` is mu_1 mu_2 ... mu_t. */
export type NadamState = { t: number; m: Float64Array; v: Float64Array; muProduct: number };

/**
 * NAdam: Adam that looks ahead as Nesterov does, with a momentum that grows from b1 / 2 to b1.
 *
 *   mu_t = b1 (1 - 0.96^(t * momentum_decay) / 2)                                              t = 1, 2, ...
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2
 *   direction  mu_(t+1) m / (1 - mu_1 ... mu_t mu_t mu_(t+1)) + (1 - mu_t) g / (1 - mu_1 ... mu_t)
 *   scale      sqrt(v / (1 - b2^t)) + eps
 *   theta <- theta - lr * direction / scale
 *
 * mu_t stands twice in the first denominator. That is PyTorch up to 1.13 to the bit; Dozat, and PyTorch from 2.0 on
 * (pytorch/pytorch#92699), have it once. The two differ by some 5 % of a step at first and agree once the products vanish.
 * For the decoupled weight decay see decoupled.ts.
 *
 * @source Dozat (2016), Incorporating Nesterov momentum into Adam, algorithm 2, as in torch.optim.NAdam: the memory m takes
 *   b1 itself where the paper has mu_t, see nadam-paper.ts. optax's nadam holds mu at b1, see adam-optax.ts.
 */
export function nadam(options: NadamOptions): Optimizer<NadamState> {
  return nadamForm(options, true);
}

/**
 * NAdam as in Keras: mu_t stands once, and is b1 (1 - 0.96^t / 2): within 1 % of b1 after 96 steps, torch's after 24 000.
 *
 * @source keras.optimizers.Nadam: momentum_decay = 1; eps joins the root after its correction, whatever the page says.
 */
export function nadamKeras(options: Omit<NadamOptions, "momentum_decay">): Optimizer<NadamState> {
  return nadamForm({ ...options, momentum_decay: 1 }, false);
}

/** t -> mu_t / b1 = 1 - 0.96^(t * momentum_decay) / 2, from a half to 1. */
export function momentumGrowth(momentum_decay: number): (t: number) => number {
  const power = powersOf(0.96 ** momentum_decay);
  return (t) => 1 - 0.5 * power(t);
}

function nadamForm(options: NadamOptions, countsTwice: boolean): Optimizer<NadamState> {
  const { betas, eps, momentum_decay, weight_decay } = options;
  const [ownBeta1, beta2] = betas;
  const sign = signOf(options.maximize);
  const correctionOfV = biasCorrection(beta2);
  const growth = momentumGrowth(momentum_decay);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length), muProduct: 1 }),
    update(theta, gradient, state, rate, parts, context) {
      const { direction, scale } = parts;
      const { m, v } = state;
      const beta1 = context.momentum ?? ownBeta1;
      state.t += 1;
      const mu = beta1 * growth(state.t);
      const muNext = beta1 * growth(state.t + 1);
      state.muProduct *= mu;
      const ofGradient = (1 - mu) / (1 - state.muProduct);
      const ofMean = muNext / (1 - state.muProduct * (countsTwice ? mu : 1) * muNext);
      const vCorrection = correctionOfV(state.t);
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const square = beta2 * v[i] + (1 - beta2) * g * g;
        const ahead = ofMean * mean + ofGradient * g;
        const sigma = resting(Math.sqrt(square / vCorrection) + eps);
        m[i] = mean;
        v[i] = square;
        direction[i] = ahead;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, ahead, sigma);
      }
    },
  };
}
