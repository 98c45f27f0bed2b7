import type { Companion, Optimizer } from "./optimizer.ts";
import { signOf, stepped, type GradientOptions } from "./step.ts";

export interface SgdOptions extends GradientOptions {
  readonly momentum: number;
  readonly dampening: number;
  readonly nesterov: boolean;
}

/**
 * `m` is there from the first step on that has momentum; torch calls it momentum_buffer. `reach` is there only with
 * Nesterov's: theta lies by reach * m ahead of the textbook's variable, reach = lr * mu of the last step.
 */
export type SgdState = { t: number; m?: Float64Array; reach?: number };

/**
 * Gradient descent, heavy-ball momentum, Nesterov's momentum, in torch's form.
 *
 *   direction  m <- mu m + (1 - dampening) g   (first step m = g, without dampening)
 *              Nesterov: g + mu m instead of m (the "shifted variable" form: the path is that of the look-ahead points)
 *   scale      1
 *   theta <- theta - lr * m
 *
 * The rate stands outside the memory, so that a change of rate rescales the past too; see sgd-course.ts for the rival.
 *
 * @source Polyak (1964); Nesterov (1983) in the form of Sutskever et al. (2013) as rearranged in torch.optim.SGD. optax.sgd
 *   is the same without dampening. For Nesterov's other forms see nesterov.ts.
 */
export function sgd(options: SgdOptions): Optimizer<SgdState> {
  const { dampening, nesterov, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: () => (nesterov ? { t: 0, reach: 0 } : { t: 0 }),
    update(theta, gradient, state, rate, parts, context) {
      const { direction, scale } = parts;
      const momentum = context.momentum ?? options.momentum;
      const taken = state.m === undefined ? 1 : 1 - dampening;
      if (momentum !== 0) state.m ??= new Float64Array(theta.length);
      const m = momentum === 0 ? undefined : state.m;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        let toTake = g;
        if (m !== undefined) {
          m[i] = momentum * m[i] + taken * g;
          toTake = nesterov ? g + momentum * m[i] : m[i];
        }
        direction[i] = toTake;
        scale[i] = 1;
        theta[i] = stepped(theta[i], rate, toTake, 1);
      }
      if (nesterov) state.reach = rate * momentum;
    },
  };
}

/**
 * Nesterov's textbook variable x, where theta is the look-ahead y = x + mu v, v = -lr * m:  x = theta + lr mu m.
 * It is where plain gradient descent would have gone from the last look-ahead, x_(k+1) = y_k - lr g(y_k), whatever the
 * rates; at a constant rate v and x follow the textbook's v <- mu v - lr g(x + mu v), x <- x + v.
 *
 * @source Nesterov (1983); Sutskever, Martens, Dahl & Hinton (2013), equations 3 and 4.
 */
export const textbookVariable: Companion = {
  name: "textbook",
  read(theta, state, out) {
    const { m, reach = 0 } = state as SgdState;
    for (let i = 0; i < theta.length; i++) out[i] = m === undefined ? theta[i] : theta[i] + reach * m[i];
  },
};
