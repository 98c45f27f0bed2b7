import type { Optimizer, OptimizerState } from "./optimizer.ts";

/**
 * A method whose weight_decay is L2, with its decay decoupled instead: see withDecoupledDecay below. Keras decays so around
 * every method.
 */
export function decoupled<Options extends { readonly weight_decay: number }, State extends OptimizerState>(
  method: (options: Options) => Optimizer<State>,
  options: Options,
): Optimizer<State> {
  return withDecoupledDecay(method({ ...options, weight_decay: 0 }), options.weight_decay);
}

/**
 * Weight decay taken out of the gradient ("decoupled"), so that a method's scale does not touch it:
 *
 *   theta <- (1 - lr * weight_decay) * theta, then the method's step with the gradient taken before it
 *
 * The decay is a movement of its own: theta_next = (1 - rate * weight_decay) * theta - rate * direction / scale.
 *
 * @param plain the method without weight decay.
 * @source Loshchilov & Hutter (2019), arXiv:1711.05101, in torch.optim's form: the decay is multiplied by lr.
 */
export function withDecoupledDecay<State extends OptimizerState>(
  plain: Optimizer<State>,
  weightDecay: number,
): Optimizer<State> {
  return {
    init: plain.init,
    update(theta, gradient, state, rate, parts, context) {
      const kept = 1 - rate * weightDecay;
      for (let i = 0; i < theta.length; i++) theta[i] *= kept;
      plain.update(theta, gradient, state, rate, parts, context);
    },
  };
}
