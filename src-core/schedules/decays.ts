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
  return (t) => eta_min + ((base - eta_min) * (1 + Math.cos((Math.PI * t) / T_max))) / 2;
}

/**
 * base / sqrt(1 + t): the decay of the course's section 3.4, which makes its mean-AdaGrad the published AdaGrad.
 *
 * @source Zinkevich (2003); LeeDL tutorial, section 3.4.
 */
export function inverseSqrt(base: number): Schedule {
  return (t) => base / Math.sqrt(1 + t);
}

/** How many of the milestones (never falling) a step has reached. */
export function countReached(milestones: readonly number[], t: number): number {
  let count = 0;
  while (count < milestones.length && milestones[count] <= t) count += 1;
  return count;
}
