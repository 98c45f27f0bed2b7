import { checkRange } from "../numerics/index.ts";
import { checkScheduleAt, type CheckedSchedule } from "./checked.ts";
import type { MomentumSchedule, ReactiveState, Schedule, ScheduleSpec } from "./schedule.ts";

/**
 * The schedule that a spec describes: step (0, 1, 2, ...) -> rate. Of a schedule that needs a metric it is the rate for
 * as long as that goes on improving; see createReactive.
 *
 * @param baseLearningRate the rate that the schedule shapes, finite and at least 0: the optimizer's `lr`.
 * @throws InputError as checkSchedule does.
 * @example createSchedule({ name: "inverse-sqrt" }, 1)(3) // => 0.5
 * createSchedule({ name: "warmup", total_iters: 4, start_factor: 0 }, 1)(1) // => 0.25
 */
export function createSchedule(spec: ScheduleSpec, baseLearningRate: number, path = "schedule"): Schedule {
  checkRange("baseLearningRate", baseLearningRate, { minimum: 0 });
  return build(checkScheduleAt(spec, path), baseLearningRate);
}

/**
 * The momentum that a schedule sets beside the rate (one cycle, cyclic), or null if it leaves the method's own.
 *
 * @throws InputError as checkSchedule does.
 * @example createMomentum({ name: "onecycle", max_lr: 1, total_steps: 10 })(0) // => 0.95
 * @example createMomentum({ name: "cosine", T_max: 10 }) // => null
 */
export function createMomentum(spec: ScheduleSpec, path = "schedule"): MomentumSchedule | null {
  return buildMomentum(checkScheduleAt(spec, path));
}

/** A reactive schedule in the steps of a run. */
export interface ReactiveRun {
  init(): ReactiveState;
  /** Tells it the metric of the step just made; it looks at the last one of each of its units (`every`). Writes state. */
  observe(state: ReactiveState, step: number, metric: number): void;
}

/**
 * The schedule of a spec that needs a metric, or null for one that is a function of the step alone.
 *
 * @throws InputError as checkSchedule does.
 * @example createReactive({ name: "plateau" }, 0.1).init().rate // => 0.1
 */
export function createReactive(spec: ScheduleSpec, baseLearningRate: number, path = "schedule"): ReactiveRun | null {
  const { entry, options, every } = checkScheduleAt(spec, path);
  const schedule = entry.reactive?.(options, baseLearningRate);
  if (schedule === undefined) return null;
  return {
    init: schedule.init,
    observe(state, step, metric) {
      if ((step + 1) % every === 0) schedule.observe(state, metric);
    },
  };
}

function build({ entry, options, children, convention, every }: CheckedSchedule, baseLearningRate: number): Schedule {
  const inner = children.map((child) => build(child, baseLearningRate));
  return inUnits(entry.create(options, baseLearningRate, inner, convention), every);
}

function buildMomentum({ entry, options, children, convention, every }: CheckedSchedule): MomentumSchedule | null {
  const momentum = entry.momentum?.(options, children.map(buildMomentum), convention) ?? null;
  return momentum && inUnits(momentum, every);
}

/** A function of the unit as a function of the step: the same for all steps of a unit. */
function inUnits<Value>(schedule: (unit: number) => Value, every: number): (step: number) => Value {
  return every === 1 ? schedule : (step) => schedule(Math.floor(step / every));
}
