import { norm } from "../numerics/index.ts";
import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface DogOptions extends GradientOptions {
  /** The first distance, as a share of 1 + |x0|. */
  readonly reps_rel: number;
  readonly eps: number;
}

/** The start, the farthest distance from it so far, and the sum of all squared gradient norms. */
export type DogState = { t: number; x0: Float64Array; distance: number; sum: number };

/**
 * DoG, distance over gradients: gradient descent whose rate is the distance travelled over the root of the summed squared
 * gradients. lr is a factor of that, 1 unless there is a reason.
 *
 *   distance <- max(distance, |theta - x0|), first reps_rel * (1 + |x0|)          sum <- sum + |g|^2
 *   direction  g
 *   scale      sqrt(sum + eps) / distance
 *   theta <- theta - lr * direction / scale
 *
 * @source Ivgi, Hinder & Carmon (2023), the DoG formula of its section 1, arXiv:2302.12022, as in the authors' package and in optax; all
 *   parameters are one layer. For noisy gradients the paper averages the iterates; the path here is that of the iterates.
 */
export function dog(options: DogOptions): Optimizer<DogState> {
  const { reps_rel, eps, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, x0: theta.slice(), distance: reps_rel * (1 + norm(theta)), sum: 0 }),
    update(theta, gradient, state, rate, { direction, scale }) {
      const { x0 } = state;
      let [square, squaredDistance] = [0, 0];
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        direction[i] = g;
        square += g * g;
        squaredDistance += (theta[i] - x0[i]) ** 2;
      }
      state.distance = Math.max(state.distance, Math.sqrt(squaredDistance));
      state.sum += square;
      const sigma = resting(Math.sqrt(state.sum + eps)) / state.distance;
      for (let i = 0; i < theta.length; i++) {
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, direction[i], sigma);
      }
    },
  };
}
