import type { ProblemSpec } from "../objective/index.ts";
import type { OptimizerSpec } from "../optimizers/index.ts";
import type { ScheduleSpec } from "../schedules/index.ts";

/** Everything that decides a run: the same spec gives the same bits. Plain JSON; see validate.ts for the checks. */
export interface RunSpec {
  readonly problem: ProblemSpec;
  /** theta_0, one number per parameter. */
  readonly start: readonly number[];
  /** Its `lr` is the base learning rate that the schedule shapes. */
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** Shapes the method's momentum (or the first of its betas) over the steps; null: as the options and `schedule` say. */
  readonly momentumSchedule: ScheduleSpec | null;
  /** What each parameter's rate is multiplied by, in the order of theta; null: one rate for all. See optimizers/rate-factors.ts. */
  readonly rateFactors: readonly number[] | null;
  /** Number of updates, 0 to 10,000,000. */
  readonly steps: number;
  /** Seeds the gradient noise; nothing else is random. */
  readonly seed: number;
  /** Standard deviation of independent Gaussian noise added to every entry of the gradient, 0 for none. */
  readonly noise: number;
  readonly clip: ClipRule | null;
  readonly stop: StopRules;
  readonly record: RecordRule;
  /** Whether the second point that the method keeps beside theta is recorded too; only for methods that keep one. */
  readonly companion: boolean;
}

/** Clipping after the noise, before the optimizer: to a Euclidean norm, or entry by entry. */
export interface ClipRule {
  readonly kind: "norm" | "value";
  readonly limit: number;
}

export interface StopRules {
  /** Converged when the (noiseless) gradient norm is at most this; null for never. */
  readonly gradientNorm: number | null;
  /**
   * Diverged when the loss or any |theta_i| exceeds this; null: only when an entry of theta overflows float64. (An infinite
   * loss or gradient alone does not end a run without a bound: its path may go on for thousands of finite steps.)
   */
  readonly divergence: number | null;
}

/** Which steps are kept. Step 0, the last step and the step of an event are always kept. */
export type RecordRule =
  | { readonly kind: "all" }
  | { readonly kind: "every"; readonly interval: number }
  | { readonly kind: "logarithmic"; readonly perDecade: number }
  | { readonly kind: "list"; readonly steps: readonly number[] };

/**
 * Why a run ended. `step` is the number of updates made, so theta at `step` is the last recorded one.
 * diverged: theta overflowed, or it or the loss passed the bound; left-domain: the formula has no real value there (log of a negative).
 */
export interface StopReason {
  readonly reason: "steps" | "converged" | "diverged" | "left-domain" | "cancelled";
  readonly step: number;
  /** Which number caused it, for the sentence shown to the person. */
  readonly cause: StopCause | null;
}

export interface StopCause {
  /** "rule": a line of an own rule gave the value, in the step that led here. */
  readonly quantity: "loss" | "theta" | "gradient" | "gradientNorm" | "rule";
  /** Index into theta, where one entry is to blame. */
  readonly index: number | null;
  readonly value: number;
  readonly limit: number | null;
  /** The line of the rule, counted from 1. */
  readonly line?: number | undefined;
}
