import { adam, type AdamOptions, type AdamState } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * AdamW: Adam with weight decay taken out of the gradient ("decoupled"), so that the scale does not touch it.
 *
 *   theta <- (1 - lr * weight_decay) * theta, then Adam's step with the gradient taken before it
 *
 * The decay is a movement of its own: theta_next = (1 - rate * weight_decay) * theta - rate * direction / scale.
 *
 * @source Loshchilov & Hutter (2019), arXiv:1711.05101, as in torch.optim.AdamW: the decay is multiplied by lr.
 */
export function adamw(options: AdamOptions): Optimizer<AdamState> {
  const { weight_decay } = options;
  const plainAdam = adam({ ...options, weight_decay: 0 });
  return {
    init: plainAdam.init,
    update(theta, gradient, state, rate, parts, context) {
      const kept = 1 - rate * weight_decay;
      for (let i = 0; i < theta.length; i++) theta[i] *= kept;
      plainAdam.update(theta, gradient, state, rate, parts, context);
    },
  };
}
