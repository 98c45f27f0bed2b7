import type { Schedule } from "./schedule.ts";

// Schedules that shape one rate by the step's number alone. torch computes most of them recursively, each rate from the
// one before; these are the closed forms, equal up to the rounding that the recursion collects, so that a step's rate
// does not depend on how it was reached.

/**
 * Multiplied by gamma after every `step_size` steps.
 *
 * @source torch.optim.lr_scheduler.StepLR.
 */
export function step(base: number, options: { readonly step_size: number; readonly gamma: number }): Schedule {
  const { step_size, gamma } = options;
  return (t) => base * gamma ** Math.floor(t / step_size);
}

/**
 * Multiplied by gamma from each milestone on; a milestone named twice counts twice.
 *
 * @source torch.optim.lr_scheduler.MultiStepLR.
 */
export function multistep(
  base: number,
  options: { readonly milestones: readonly number[]; readonly gamma: number },
): Schedule {
  const { milestones, gamma } = options;
  return (t) => base * gamma ** countReached(milestones, t);
}

/**
 * base * factor for the first `total_iters` steps, then base at once.
 *
 * @source torch.optim.lr_scheduler.ConstantLR.
 */
export function constant(base: number, options: { readonly factor: number; readonly total_iters: number }): Schedule {
  const { factor, total_iters } = options;
  return (t) => (t < total_iters ? base * factor : base);
}

/**
 * A straight line from base * start_factor at step 0 to base * end_factor at step `total_iters`, then level.
 *
 * @source torch.optim.lr_scheduler.LinearLR.
 */
export function linear(
  base: number,
  options: { readonly start_factor: number; readonly end_factor: number; readonly total_iters: number },
): Schedule {
  const { start_factor, end_factor, total_iters } = options;
  return (t) => base * (start_factor + ((end_factor - start_factor) * Math.min(t, total_iters)) / total_iters);
}

/**
 * base * gamma^t.
 *
 * @source torch.optim.lr_scheduler.ExponentialLR.
 */
export function exponential(base: number, { gamma }: { readonly gamma: number }): Schedule {
  return (t) => base * gamma ** t;
}

/**
 * base * gamma^(t / transition_steps) from step `transition_begin` on, in whole steps of the exponent with `staircase`.
 * `end_value` is where it ends: a lowest rate for gamma < 1, a highest one otherwise; null for none.
 *
 * @source optax.exponential_decay, whose decay_rate is gamma. torch's ExponentialLR is transition_steps = 1.
 */
export function exponentialOptax(
  base: number,
  options: {
    readonly gamma: number;
    readonly transition_steps: number;
    readonly transition_begin: number;
    readonly staircase: boolean;
    readonly end_value: number | null;
  },
): Schedule {
  const { gamma, transition_steps, transition_begin, staircase } = options;
  const clip = gamma < 1 ? Math.max : Math.min;
  const end = options.end_value ?? (gamma < 1 ? 0 : Infinity);
  return (t) => {
    const exponent = Math.max(t - transition_begin, 0) / transition_steps;
    return clip(base * gamma ** (staircase ? Math.floor(exponent) : exponent), end);
  };
}

/**
 * base * (1 - t / total_iters)^power, 0 from step `total_iters` on.
 *
 * @source torch.optim.lr_scheduler.PolynomialLR.
 */
export function polynomial(base: number, options: { readonly total_iters: number; readonly power: number }): Schedule {
  const { total_iters, power } = options;
  return (t) => base * (1 - Math.min(t, total_iters) / total_iters) ** power;
}

/**
 * Half a cosine from base at step 0 to `eta_min` at step T_max, and up again after it, as torch's does: the whole period
 * is 2 T_max. (optax stays at the bottom.)
 *
 * @source Loshchilov & Hutter (2017), arXiv:1608.03983, as in torch.optim.lr_scheduler.CosineAnnealingLR.
 */
export function cosine(base: number, options: { readonly T_max: number; readonly eta_min: number }): Schedule {
  const { T_max, eta_min } = options;
  return (t) => halfCosine(base, eta_min, t / T_max);
}

/**
 * The cosine as optax counts it: at the bottom from step T_max (its decay_steps) on, and the bottom is a share of base.
 *
 *   base * ((1 - alpha) * (half a cosine)^exponent + alpha)
 *
 * @source optax.cosine_decay_schedule.
 */
export function cosineOptax(
  base: number,
  options: { readonly T_max: number; readonly alpha: number; readonly exponent: number },
): Schedule {
  const { T_max, alpha, exponent } = options;
  return (t) => base * ((1 - alpha) * halfCosine(1, 0, Math.min(t, T_max) / T_max) ** exponent + alpha);
}

/**
 * base / sqrt(1 + t): the decay of the course's section 3.4, which makes its mean-AdaGrad the published AdaGrad.
 *
 * @source Zinkevich (2003); LeeDL tutorial, section 3.4.
 */
export function inverseSqrt(base: number): Schedule {
  return (t) => base / Math.sqrt(1 + t);
}

/**
 * base / (1 + gamma * t): the rates of stochastic approximation, whose sum diverges while that of their squares does not.
 *
 * @source Robbins & Monro (1951), example (6); with gamma as in Bottou (2012), "Stochastic gradient descent tricks".
 */
export function inverseTime(base: number, { gamma }: { readonly gamma: number }): Schedule {
  return (t) => base / (1 + gamma * t);
}

/** From `from` at a share of 0 to `to` at 1, and up again beyond. */
export function halfCosine(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}

/** How many of the milestones (never falling) a step has reached. */
export function countReached(milestones: readonly number[], t: number): number {
  let count = 0;
  while (count < milestones.length && milestones[count] <= t) count += 1;
  return count;
}
