import { countReached } from "./decays.ts";
import type { Schedule } from "./schedule.ts";

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
export function warmup(
  schedule: Schedule,
  options: { readonly total_iters: number; readonly start_factor: number },
): Schedule {
  const { total_iters, start_factor } = options;
  const top = schedule(0);
  return (t) =>
    t < total_iters ? top * (start_factor + ((1 - start_factor) * t) / total_iters) : schedule(t - total_iters);
}

/**
 * One schedule after another: the k-th one rules from milestone k - 1 on and counts from its own step 0.
 *
 * @source torch.optim.lr_scheduler.SequentialLR.
 */
export function sequential(schedules: readonly Schedule[], milestones: readonly number[]): Schedule {
  return (t) => {
    const index = countReached(milestones, t);
    return schedules[index](index === 0 ? t : t - milestones[index - 1]);
  };
}
