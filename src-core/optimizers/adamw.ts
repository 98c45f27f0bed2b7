import { adam, type AdamOptions, type AdamState } from "./adam.ts";
import { decoupled } from "./decoupled.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * AdamW: Adam with decoupled weight decay.
 *
 *   theta <- (1 - lr * weight_decay) * theta, then Adam's step with the gradient taken before it
 *
 * @source Loshchilov & Hutter (2019), algorithm 2, arXiv:1711.05101, as in torch.optim.AdamW (and torch.optim.Adam with
 *   decoupled_weight_decay): the decay is multiplied by lr, the paper's (below) only by the schedule's factor.
 */
export function adamw(options: AdamOptions): Optimizer<AdamState> {
  return decoupled(adam, options);
}

/**
 * AdamW as published: rate and decay are two settings that a schedule multiplies alike.
 *
 *   theta <- (1 - eta_t * weight_decay) * theta, then Adam's step at the rate eta_t * lr          eta_t the schedule's factor
 *
 * torch's weight_decay is this one divided by lr. With lr = 0 nothing moves.
 *
 * @source Loshchilov & Hutter (2019), algorithm 2, arXiv:1711.05101, where lr is called alpha and weight_decay lambda.
 */
export function adamwPaper(options: AdamOptions & { readonly lr: number }): Optimizer<AdamState> {
  const { lr, weight_decay } = options;
  return decoupled(adam, { ...options, weight_decay: lr === 0 ? 0 : weight_decay / lr });
}
