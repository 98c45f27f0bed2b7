import { baseLearningRate } from "../../src-core/optimizers/index.ts";
import type { Runner } from "../../src-core/project/index.ts";
import { momentumOf, ownMomentum } from "../../src-core/run/index.ts";
import { createSchedule, integratedRate } from "../../src-core/schedules/index.ts";

/** What a schedule says of one step. */
export interface ScheduleReading {
  readonly step: number;
  readonly rate: number;
  /** Null where the momentum has no schedule. */
  readonly momentum: number | null;
  /** The sum of the rates of all steps before this one. */
  readonly length: number;
}

/** A schedule as curves over a run, and as numbers at every step of it. */
export interface ScheduleReadings {
  /** The steps at which the curves are drawn: all of a short run, evenly chosen ones of a long one. */
  readonly curve: readonly ScheduleReading[];
  readonly highestRate: number;
  readonly totalLength: number;
  readonly hasMomentum: boolean;
  readonly at: (step: number) => ScheduleReading;
}

/** More points than a plot has pixels. */
const POINTS = 2000;

/**
 * Rate, momentum and integrated length over a run, evaluated by the very functions that the run uses; null where the
 * options do not fit together, or a formula gives no number. A schedule that waits for a plateau
 * is read as if there were none.
 */
export function readSchedule(
  runner: Pick<Runner, "optimizer" | "schedule" | "momentumSchedule">,
  steps: number,
): ScheduleReadings | null {
  try {
    const rate = createSchedule(runner.schedule, baseLearningRate(runner.optimizer));
    const momentum = momentumOf(runner);
    const own = momentum && ownMomentum(runner.optimizer);
    const lengths = integratedRate(rate, steps);
    const at = (step: number) => ({
      step,
      rate: rate(step),
      momentum: momentum && (momentum(step) ?? own),
      length: lengths[step] ?? Number.NaN,
    });
    const count = Math.max(2, Math.min(POINTS, steps + 1));
    const curve = Array.from({ length: count }, (_, index) => at(Math.round((index * steps) / (count - 1))));
    if (!curve.every((reading) => Number.isFinite(reading.rate))) return null;
    return {
      curve,
      highestRate: curve.reduce((most, reading) => Math.max(most, reading.rate), 0),
      totalLength: lengths[steps] ?? 0,
      hasMomentum: momentum !== null,
      at,
    };
  } catch {
    return null;
  }
}
