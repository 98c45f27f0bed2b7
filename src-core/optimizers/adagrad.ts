import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface AdagradOptions extends GradientOptions {
  readonly lr_decay: number;
  readonly initial_accumulator_value: number;
  readonly eps: number;
}

export type AdagradState = { t: number; sum: Float64Array };

/**
 * AdaGrad: every entry's steps shrink with all the gradients it has seen.
 *
 *   sum <- sum + g^2                                                                        t = 1, 2, ...
 *   direction  g
 *   scale      (sqrt(sum) + eps) * (1 + (t - 1) * lr_decay)
 *   theta <- theta - lr * g / scale
 *
 * torch counts lr_decay with the rate; it stands with the scale here, so that the rate is the schedule's alone.
 * The course book divides by the mean of the squares instead of their sum: adagradMean below.
 *
 * @source Duchi, Hazan & Singer (2011), figure 1, whose delta is eps, as in torch.optim.Adagrad; eps outside the root. For
 *   Keras' and optax's form see adagradInside below.
 */
export function adagrad(options: AdagradOptions): Optimizer<AdagradState> {
  const { lr_decay, initial_accumulator_value, eps, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, sum: new Float64Array(theta.length).fill(initial_accumulator_value) }),
    update(theta, gradient, state, rate, parts) {
      const { direction, scale } = parts;
      const { sum } = state;
      const decay = 1 + state.t * lr_decay;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const squares = sum[i] + g * g;
        const sigma = resting(Math.sqrt(squares) + eps) * decay;
        sum[i] = squares;
        direction[i] = g;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, g, sigma);
      }
    },
  };
}

/**
 * AdaGrad as Keras and optax have it: eps inside the root, and a sum that starts above 0, which shortens the first steps
 * where gradients are small.
 *
 *   sum <- sum + g^2                                 from initial_accumulator_value on
 *   direction  g
 *   scale      sqrt(sum + eps)
 *   theta <- theta - lr * g / scale
 *
 * @source keras.optimizers.Adagrad; optax.adagrad, scale_by_rss (0.2.8). Both start the sum at 0.1.
 */
export function adagradInside(options: Omit<AdagradOptions, "lr_decay">): Optimizer<AdagradState> {
  const { initial_accumulator_value, eps, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, sum: new Float64Array(theta.length).fill(initial_accumulator_value) }),
    update(theta, gradient, state, rate, { direction, scale }) {
      const { sum } = state;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        sum[i] += g * g;
        direction[i] = g;
        scale[i] = resting(Math.sqrt(sum[i] + eps));
        theta[i] = stepped(theta[i], rate, g, scale[i]);
      }
    },
  };
}

/**
 * AdaGrad as the course book has it: sigma_t is the root mean square of all gradients so far, without eps.
 *
 *   sigma_t = sqrt((g_0^2 + ... + g_t^2) / (t + 1))          theta <- theta - lr * g_t / sigma_t          t = 0, 1, ...
 *
 * It lacks the sum's decay by 1/sqrt(t + 1), hence the bursts of the book's figure 3.27; with the schedule "inverse-sqrt"
 * it is the published method. An entry whose gradients were all 0 rests.
 *
 * @source LeeDL tutorial, section 3.3.1.
 */
export function adagradMean({ weight_decay, maximize }: GradientOptions): Optimizer<AdagradState> {
  const sign = signOf(maximize);
  return {
    init: (theta) => ({ t: 0, sum: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts) {
      const { direction, scale } = parts;
      const { sum } = state;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const squares = sum[i] + g * g;
        const sigma = resting(Math.sqrt(squares / state.t));
        sum[i] = squares;
        direction[i] = g;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, g, sigma);
      }
    },
  };
}
