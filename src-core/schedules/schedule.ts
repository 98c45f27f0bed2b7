import type { Convention, OptionDescription, OptionValue } from "../optimizers/index.ts";

/** Step (0, 1, 2, ...) -> learning rate used by that step. Pure: the same step always gives the same rate. */
export type Schedule = (step: number) => number;

/** Step -> momentum used by that step; null: the method's own. */
export type MomentumSchedule = (step: number) => number | null;

/**
 * A schedule that answers to what it is told: plateau. It is two functions over a plain state that its caller holds;
 * `state.rate` is the rate of the next step.
 */
export interface ReactiveSchedule {
  init(): ReactiveState;
  /** Tells it the metric of the step just made; writes state. */
  observe(state: ReactiveState, metric: number): void;
}

/** Plain numbers: can be cloned, stored, compared. */
export type ReactiveState = { rate: number; best: number; badSteps: number; cooldownLeft: number };

/**
 * A schedule as plain JSON: `name` and torch's option names verbatim (`step_size`, `gamma`, `T_max`, `total_iters`).
 * Composed ones hold others: { name: "sequential", schedules, milestones }, { name: "warmup", total_iters, start_factor, schedule }.
 */
export interface ScheduleSpec {
  readonly name: string;
  /** Whose formula it is; left out: torch's, or the source's where torch has none. */
  readonly convention?: Convention | undefined;
  /** The unit that the schedule counts in, as steps of the run: it advances once every so many (an epoch). Left out: 1. */
  readonly every?: number | undefined;
  readonly [option: string]: OptionValue | readonly ScheduleSpec[] | ScheduleSpec | undefined;
}

export type ScheduleOptions = Readonly<Record<string, OptionValue>>;

/** One row of the catalogue of schedules. */
export interface ScheduleEntry {
  readonly name: string;
  readonly title: string;
  /** The first is the default; left out: "pytorch" alone, which every schedule that torch lacks counts as, too. */
  readonly conventions?: readonly Convention[];
  readonly options: readonly OptionDescription[];
  /** Which fields hold other schedules, checked and created recursively. */
  readonly children?: "schedule" | "schedules";
  /** The rate in TeX as a function of t = 0, 1, 2, ...; eta is the base learning rate. */
  readonly tex: string;
  readonly texOf?: Readonly<Partial<Record<Convention, string>>>;
  readonly source: string;
  /** The class of torch.optim.lr_scheduler that takes the same options; null where LambdaLR has to do. */
  readonly torch?: { readonly className: string } | null;
  /** The options say the rates themselves; the base learning rate does not enter. */
  readonly isAbsolute?: true;
  /** What options and children must satisfy together; throws InputError. `path` is that of the spec. */
  readonly check?: (options: ScheduleOptions, children: readonly ScheduleEntry[], path: string) => void;
  readonly create: (
    options: ScheduleOptions,
    baseLearningRate: number,
    children: readonly Schedule[],
    convention: Convention,
  ) => Schedule;
  /** The momentum beside the rate, for schedules that cycle it and those that hold such; null where none does. */
  readonly momentum?: (
    options: ScheduleOptions,
    children: readonly (MomentumSchedule | null)[],
    convention: Convention,
  ) => MomentumSchedule | null;
  /** For a schedule that needs a metric; what `create` gives is then the rate for as long as nothing is reported. */
  readonly reactive?: (options: ScheduleOptions, baseLearningRate: number) => ReactiveSchedule;
  /** The option that says how many steps there are, where the schedule may not be stepped past its end. */
  readonly lengthOption?: string;
  /** Of `steps` steps of the whole, how many each child takes; left out: all of them. */
  readonly childSteps?: (options: ScheduleOptions, steps: number) => readonly number[];
}
