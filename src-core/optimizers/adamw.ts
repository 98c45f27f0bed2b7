import { adam, type AdamOptions, type AdamState } from "./adam.ts";
import { decoupled } from "./decoupled.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * AdamW: Adam with decoupled weight decay.
 *
 *   theta <- (1 - lr * weight_decay) * theta, then Adam's step with the gradient taken before it
 *
 * @source Loshchilov & Hutter (2019), algorithm 2, arXiv:1711.05101, as in torch.optim.AdamW (and torch.optim.Adam with
 *   decoupled_weight_decay): the decay is multiplied by lr, the paper's only by the schedule's factor.
 */
export function adamw(options: AdamOptions): Optimizer<AdamState> {
  return decoupled(adam, options);
}
