import type { Companion, Optimizer } from "./optimizer.ts";
import type { SgdCourseOptions } from "./sgd-course.ts";
import { textbookVariable } from "./sgd.ts";
import { signOf } from "./step.ts";

/** m is the velocity, v of the formulas. The other variable is theta + reach * m, as in sgd.ts. */
export type NesterovState = { t: number; m: Float64Array; reach: number };

/**
 * Nesterov's momentum as the textbook has it: the gradient is taken ahead, where the velocity alone would carry the point.
 *
 *   v <- mu v - lr * g(theta + mu v)          theta <- theta + v
 *
 * Every step therefore looks at the loss a second time. torch walks the look-ahead points instead, see sgd.ts: at a constant
 * rate its theta is this one's theta + mu v, step for step. When the rate changes, here the past keeps the rate that it was
 * made with.
 * The parts say the movement in the common form: direction -v / rate, scale 1 (at a rate of 0, direction -v).
 *
 * @source Sutskever, Martens, Dahl & Hinton (2013), equations 3 and 4; Nesterov (1983).
 */
export function nesterovTextbook(options: SgdCourseOptions): Optimizer<NesterovState> {
  const { weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), reach: 0 }),
    update(theta, _gradient, state, rate, { direction, scale }, context) {
      const { m } = state;
      const momentum = context.momentum ?? options.momentum;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        m[i] *= momentum;
        theta[i] += m[i];
      }
      context.objective.gradient(theta, direction);
      for (let i = 0; i < theta.length; i++) {
        const step = rate * (sign * direction[i] + weight_decay * theta[i]);
        m[i] -= step;
        theta[i] -= step;
        direction[i] = -m[i] / (rate === 0 ? 1 : rate);
        scale[i] = 1;
      }
      state.reach = momentum;
    },
  };
}

/** theta + mu v: where the textbook's form takes its next gradient. */
export const lookAheadPoint: Companion = { name: "look-ahead", read: textbookVariable.read };

/**
 * Nesterov's momentum in Keras' form: theta walks the look-ahead points as in torch, and the rate is inside the memory.
 *
 *   v <- mu v - lr * g          theta <- theta + mu v - lr * g
 *
 * theta - mu v is the textbook's variable, when rates change too. The parts are as above, for the movement mu v - lr g.
 *
 * @source keras.optimizers.SGD(nesterov=True).
 */
export function nesterovKeras(options: SgdCourseOptions): Optimizer<NesterovState> {
  const { weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), reach: 0 }),
    update(theta, gradient, state, rate, { direction, scale }, context) {
      const { m } = state;
      const momentum = context.momentum ?? options.momentum;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const step = rate * (sign * gradient[i] + weight_decay * theta[i]);
        m[i] = momentum * m[i] - step;
        const movement = momentum * m[i] - step;
        theta[i] += movement;
        direction[i] = -movement / (rate === 0 ? 1 : rate);
        scale[i] = 1;
      }
      state.reach = -momentum;
    },
  };
}
