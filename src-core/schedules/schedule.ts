import type { OptionDescription } from "../optimizers/index.ts";

/** Step (0, 1, 2, ...) -> learning rate used by that step. Pure: the same step always gives the same rate. */
export type Schedule = (step: number) => number;

/**
 * A schedule as plain JSON: `name` and torch's option names verbatim (`step_size`, `gamma`, `T_max`, `total_iters`).
 * Composed ones hold others: { name: "sequential", schedules, milestones }, { name: "warmup", total_iters, start_factor, schedule }.
 */
export interface ScheduleSpec {
  readonly name: string;
  readonly [option: string]:
    number | string | boolean | readonly number[] | readonly ScheduleSpec[] | ScheduleSpec | undefined;
}

/** One row of the catalogue of schedules. */
export interface ScheduleEntry {
  readonly name: string;
  readonly title: string;
  readonly options: readonly OptionDescription[];
  /** Which fields hold other schedules, checked and created recursively. */
  readonly children?: "schedule" | "schedules";
  /** The rate in TeX as a function of t = 0, 1, 2, ...; eta is the base learning rate. */
  readonly tex: string;
  readonly source: string;
  /** The class of torch.optim.lr_scheduler that takes the same options; null where LambdaLR has to do. */
  readonly torch?: { readonly className: string } | null;
  /** What options and children must satisfy together; throws InputError. `path` is that of the spec. */
  readonly check?: (
    options: Readonly<Record<string, number | boolean | readonly number[]>>,
    childCount: number,
    path: string,
  ) => void;
  readonly create: (
    options: Readonly<Record<string, number | boolean | readonly number[]>>,
    baseLearningRate: number,
    children: readonly Schedule[],
  ) => Schedule;
}
