import type { Optimizer } from "./optimizer.ts";
import { signOf, type GradientOptions } from "./step.ts";

export interface SgdCourseOptions extends GradientOptions {
  /** lambda of the course. */
  readonly momentum: number;
}

/** m is the velocity: the movement of the last step. */
export type SgdCourseState = { t: number; m: Float64Array };

/**
 * Momentum as the course book writes it (and Sutskever et al. 2013, and Keras): the movement itself is remembered.
 *
 *   m <- lambda m - lr * g          theta <- theta + m
 *
 * With a constant rate the path is that of sgd.ts; when the rate changes, here the past keeps the rate it was made with.
 * The parts say the same movement in the common form: direction -m / rate, scale 1. At a rate of exactly 0 the ball still
 * coasts by lambda m, which no multiple of the rate can say: direction is then -m itself.
 *
 * @source LeeDL tutorial, section 3.2.2; Sutskever, Martens, Dahl & Hinton (2013), equations 1 and 2; keras.optimizers.SGD,
 *   whose weight decay is decoupled (decoupled.ts). For Nesterov's momentum in this form see nesterov.ts.
 */
export function sgdCourse(options: SgdCourseOptions): Optimizer<SgdCourseState> {
  const { weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, { direction, scale }, context) {
      const { m } = state;
      const momentum = context.momentum ?? options.momentum;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        m[i] = momentum * m[i] - rate * g;
        theta[i] += m[i];
        direction[i] = -m[i] / (rate === 0 ? 1 : rate);
        scale[i] = 1;
      }
    },
  };
}
