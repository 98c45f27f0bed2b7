import { baseLearningRate } from "../../src-core/optimizers/index.ts";
import type { Runner } from "../../src-core/project/index.ts";
import { createSchedule } from "../../src-core/schedules/index.ts";

/** As many points as a small sketch has pixels. */
const POINTS = 240;

/**
 * The learning rate over the steps of a run, evaluated by the very function that the run uses; null while the schedule's
 * options do not fit together, or a formula gives no number. Of a schedule that waits for a plateau it is the rate until
 * there is one.
 */
export function scheduleCurve(
  runner: Pick<Runner, "optimizer" | "schedule">,
  steps: number,
): { readonly rates: Float64Array; readonly highest: number } | null {
  try {
    const schedule = createSchedule(runner.schedule, baseLearningRate(runner.optimizer));
    const count = Math.max(2, Math.min(POINTS, steps + 1));
    const rates = Float64Array.from({ length: count }, (_, index) =>
      schedule(Math.round((index * steps) / (count - 1))),
    );
    if (!rates.every(Number.isFinite)) return null;
    return { rates, highest: rates.reduce((most, rate) => Math.max(most, rate), 0) };
  } catch {
    return null;
  }
}
