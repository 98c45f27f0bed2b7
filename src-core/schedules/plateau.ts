import type { ReactiveSchedule } from "./schedule.ts";

export interface PlateauOptions {
  /** Whether a smaller metric is a better one, or a larger one. */
  readonly mode: "min" | "max";
  readonly factor: number;
  readonly patience: number;
  readonly threshold: number;
  readonly threshold_mode: "rel" | "abs";
  readonly cooldown: number;
  readonly min_lr: number;
  readonly eps: number;
}

/**
 * Multiplied by `factor` when the metric has not improved for more than `patience` steps in a row; then `cooldown` steps
 * of grace, during which none counts as bad.
 *
 * A metric is better than the best so far if it passes it by more than `threshold`, as a share of it ("rel") or as it is
 * ("abs"). The rate never falls below min_lr, and a reduction of no more than eps is not made. NaN improves nothing.
 *
 * @source torch.optim.lr_scheduler.ReduceLROnPlateau. optax.contrib.reduce_on_plateau reduces one step earlier, at
 *   `patience` bad ones.
 */
export function plateau(base: number, options: PlateauOptions): ReactiveSchedule {
  const { mode, factor, patience, cooldown, min_lr, eps } = options;
  const isBetter = comparison(options);
  return {
    init: () => ({ rate: base, best: mode === "min" ? Infinity : -Infinity, badSteps: 0, cooldownLeft: 0 }),
    observe(state, metric) {
      if (isBetter(metric, state.best)) {
        state.best = metric;
        state.badSteps = 0;
      } else state.badSteps += 1;
      if (state.cooldownLeft > 0) {
        state.cooldownLeft -= 1;
        state.badSteps = 0;
      }
      if (state.badSteps <= patience) return;
      const reduced = Math.max(state.rate * factor, min_lr);
      if (state.rate - reduced > eps) state.rate = reduced;
      state.cooldownLeft = cooldown;
      state.badSteps = 0;
    },
  };
}

function comparison({ mode, threshold, threshold_mode }: PlateauOptions): (metric: number, best: number) => boolean {
  const sign = mode === "min" ? -1 : 1;
  const bound =
    threshold_mode === "rel"
      ? (best: number) => best * (1 + sign * threshold)
      : (best: number) => best + sign * threshold;
  return mode === "min" ? (metric, best) => metric < bound(best) : (metric, best) => metric > bound(best);
}
