import type { Optimizer } from "./optimizer.ts";
import {
  averageEntry,
  nextWeight,
  startSequences,
  type AveragingOptions,
  type ScheduleFreeState,
} from "./schedule-free.ts";
import { signOf, type GradientOptions } from "./step.ts";

export interface ScheduleFreeSgdOptions extends GradientOptions, AveragingOptions {
  /** beta: how far y is on the way from z to x. */
  readonly momentum: number;
}

/**
 * Schedule-free SGD: instead of a falling rate, an average, mixed into the point where the gradient is taken.
 *
 *   z <- z - lr * (g(y) + weight_decay * y)                                     t = 1, 2, ...
 *   x <- (1 - c) x + c z          c = 1 / t at a constant rate, see schedule-free.ts
 *   theta = y = (1 - momentum) z + momentum x
 *   direction  the whole movement of y, divided by -lr
 *   scale      1
 *
 * momentum 0 is gradient descent with Polyak-Ruppert averaging, 1 is primal averaging. The path is that of y; x is the
 * answer, and the companion of the path.
 *
 * @source Defazio et al. (2024), the method of its introduction, arXiv:2405.15682, as in the authors' SGDScheduleFree, whose
 *   warm-up is a schedule here.
 */
export function scheduleFreeSgd(options: ScheduleFreeSgdOptions): Optimizer<ScheduleFreeState> {
  const { weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: startSequences,
    update(theta, gradient, state, rate, parts, context) {
      const { z } = state;
      const beta = context.momentum ?? options.momentum;
      state.t += 1;
      const c = nextWeight(state, rate, options);
      for (let i = 0; i < theta.length; i++) {
        z[i] -= rate * (sign * gradient[i] + weight_decay * theta[i]);
        parts.scale[i] = 1;
        averageEntry(theta, state, i, c, beta, rate, parts);
      }
    },
  };
}
