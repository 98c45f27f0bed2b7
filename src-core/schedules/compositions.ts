import { countReached } from "./decays.ts";
import type { MomentumSchedule, Schedule } from "./schedule.ts";
import { rising } from "./warmups.ts";

export interface WarmupOptions {
  readonly total_iters: number;
  readonly start_factor: number;
}

/**
 * A straight line up to where another schedule begins, which then counts from its own step 0.
 *
 *   t < total_iters:  schedule(0) * (start_factor + (1 - start_factor) * t / total_iters)
 *   afterwards:       schedule(t - total_iters)
 *
 * So step 0 uses exactly schedule(0) * start_factor (with a factor of 0 it does not move), step `total_iters` is the
 * first of the schedule itself, and there is no jump between them.
 *
 * @source torch has no warm-up scheduler; this is SequentialLR of LinearLR(start_factor, 1, total_iters) and the other
 *   one, where that begins at the base learning rate.
 */
export function warmup(schedule: Schedule, { total_iters, start_factor }: WarmupOptions): Schedule {
  const top = schedule(0);
  return (t) => (t < total_iters ? top * rising(t, total_iters, start_factor) : schedule(t - total_iters));
}

/** The momentum of the schedule inside, held at its first value during the warm-up. */
export function warmupMomentum(momentum: MomentumSchedule, { total_iters }: WarmupOptions): MomentumSchedule {
  return (t) => momentum(Math.max(t - total_iters, 0));
}

/**
 * One schedule after another: the k-th one rules from milestone k - 1 on and counts from its own step 0. The same for
 * momenta: where the ruling schedule has none the method's own holds.
 *
 * @source torch.optim.lr_scheduler.SequentialLR.
 */
export function sequential<Value>(
  schedules: readonly ((step: number) => Value)[],
  milestones: readonly number[],
): (step: number) => Value {
  return (t) => {
    const index = countReached(milestones, t);
    return schedules[index](index === 0 ? t : t - milestones[index - 1]);
  };
}

/**
 * All at once: the base rate times the factor of each, schedule(t) / base. So the order is of no importance.
 *
 * @source torch.optim.lr_scheduler.ChainedScheduler, which lets each change the rate that the one before it left. That is
 *   this product for all that multiply (constant, linear, step, multi-step, exponential, polynomial, multiplicative); a
 *   warm restart or LambdaLR there overwrites what came before it in the list instead.
 */
export function chained(base: number, schedules: readonly Schedule[]): Schedule {
  if (base === 0) return () => 0;
  return (t) => {
    let rate = base;
    for (const schedule of schedules) rate *= schedule(t) / base;
    return rate;
  };
}
