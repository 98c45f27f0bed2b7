import type { Start } from "../project/index.ts";
import type { OptionValue } from "../optimizers/index.ts";
import type { FrameBlock, StopReason } from "../run/index.ts";
import type { ScheduleSpec } from "../schedules/index.ts";

/**
 * A number that a lesson's text states. A claim knows no other lesson and no window: a test runs the lesson's experiment
 * and looks. `within` is the largest difference allowed, in the unit of the number.
 */
export type Claim = RunClaim | CurvatureClaim | CitedClaim;

/** A fact about one run of the experiment, or about what it would be after a change that the text proposes. */
export type RunClaim = {
  readonly runner: string;
  /** Left out: the experiment's first. */
  readonly start?: string;
  readonly change?: RunChange;
} & RunFact;

/** What a person is told to change: options of the optimizer, the schedule, where it starts. */
export interface RunChange {
  readonly options?: Readonly<Record<string, OptionValue>>;
  readonly schedule?: ScheduleSpec;
  readonly at?: Start["at"];
}

export type RunFact =
  | {
      /** theta after `step` updates is `point`, each entry within `within`. */
      readonly kind: "passes";
      readonly step: number;
      readonly point: readonly number[];
      readonly within: number;
    }
  | {
      /** The first step at which the quantity is at most `level`; null: never in the run. */
      readonly kind: "first-below";
      readonly quantity: "loss" | "gradientNorm" | "distance";
      readonly level: number;
      readonly step: number | null;
    }
  | {
      /** The entry of theta is exactly 0 at every step: the run never leaves that axis. */
      readonly kind: "stays-zero";
      readonly index: number;
    }
  | {
      /** |theta[index]| after `step` updates is larger than that. */
      readonly kind: "exceeds";
      readonly index: number;
      readonly step: number;
      readonly level: number;
    }
  | {
      /** The first step at which the quantity is not a finite number. */
      readonly kind: "overflows";
      readonly quantity: "loss" | "gradientNorm";
      readonly step: number;
    }
  | {
      /** The run makes all its steps, and its last loss lies between the two. */
      readonly kind: "last-loss";
      readonly above?: number;
      readonly below?: number;
    }
  | { readonly kind: "stops"; readonly reason: StopReason["reason"]; readonly step: number }
  | {
      /** What is recorded at a step besides theta. */
      readonly kind: "reads";
      readonly quantity: "loss" | "gradientNorm" | "learningRate" | "distance";
      readonly step: number;
      readonly value: number;
      readonly within: number;
    }
  | {
      /** One entry of what is recorded at a step: of g, of m (direction) or of sigma (scale). */
      readonly kind: "reads-entry";
      readonly column: keyof Pick<FrameBlock, "gradient" | "direction" | "scale">;
      readonly index: number;
      readonly step: number;
      readonly value: number;
      readonly within: number;
    }
  | {
      /** |g_1 / g_0| of a loss of two parameters. */
      readonly kind: "gradient-ratio";
      readonly step: number;
      readonly value: number;
      readonly within: number;
    }
  | {
      /** The update after `step` moves the entry of theta by `by`. */
      readonly kind: "moves";
      readonly index: number;
      readonly step: number;
      readonly by: number;
      readonly within: number;
    }
  | {
      /** No update moves the entry less than the one after `step`. */
      readonly kind: "shortest-move";
      readonly index: number;
      readonly step: number;
    }
  | {
      /** The first step from `from` on whose movement of the entry is at least `by`; null: none in the run. */
      readonly kind: "first-move";
      readonly index: number;
      readonly from: number;
      readonly by: number;
      readonly step: number | null;
    }
  | {
      /** Every update from step `from` on, up to `to`, multiplies the entry of theta by `factor`. */
      readonly kind: "grows";
      readonly index: number;
      readonly from: number;
      readonly to: number;
      readonly factor: number;
      readonly within: number;
    }
  | {
      /**
       * For k = 0, 1, ...: the straight segment from step `from` + k to the next crosses theta[index] = level where the
       * other of two entries is at[k]. `from` is 0 when left out.
       */
      readonly kind: "crosses";
      readonly index: number;
      readonly level: number;
      readonly from?: number;
      readonly at: readonly number[];
      readonly within: number;
    }
  | {
      /** The steps at which the entry of theta first stands on the other side of the level, all of the run. */
      readonly kind: "changes-side";
      readonly index: number;
      readonly level: number;
      readonly steps: readonly number[];
    }
  | {
      /** The largest value that an entry of theta or of sigma, or the rate, takes in the run, and where it takes it first. */
      readonly kind: "peaks";
      readonly of: "learningRate" | { readonly theta: number } | { readonly scale: number };
      readonly step: number;
      readonly value: number;
      readonly within: number;
    }
  | {
      /**
       * On a quadratic loss: the steps at which the path breaks out of the valley's floor along one entry of theta. From
       * step `from` on a burst begins where |g_i| / `curvature`, the distance to the floor along the entry, exceeds 1/2;
       * it is over when that has stayed below 1/20 for 50 steps. The first ones are `steps`, each to a share of `within`
       * (they grow out of rounding); without steps there is none in the whole run.
       */
      readonly kind: "bursts";
      readonly index: number;
      readonly curvature: number;
      readonly from: number;
      readonly steps: readonly number[];
      readonly within: number;
    }
  | {
      /** The largest such distance from the floor between two steps. */
      readonly kind: "leaves-floor";
      readonly index: number;
      readonly curvature: number;
      readonly from: number;
      readonly to: number;
      readonly value: number;
      readonly within: number;
    }
  | {
      /** eta_t times the largest eigenvalue of D^-1/2 H D^-1/2, D = diag(sigma_t): the step bursts where it exceeds 2. */
      readonly kind: "scaled-sharpness";
      readonly step: number;
      readonly value: number;
      readonly within: number;
    }
  | {
      /** The first step at which that exceeds 2. */
      readonly kind: "loses-stability";
      readonly step: number;
    }
  | {
      /** Both runners take the same path: theta differs by a share of at most `within` at every step. */
      readonly kind: "same-path";
      readonly other: string;
      readonly within: number;
    };

/** What others measured and the experiment cannot show. */
export interface CitedClaim {
  readonly kind: "cited";
  readonly values: readonly number[];
  readonly source: string;
}

/** A fact about the Hessian of the experiment's loss at a point; shares of the number are allowed, not differences. */
export type CurvatureClaim = { readonly at: readonly number[]; readonly within: number } & CurvatureFact;

export type CurvatureFact =
  | {
      /** The gradient vanishes there: a Newton step from it moves each entry by a share of at most `within`. */
      readonly kind: "critical";
    }
  | {
      /** Ascending. */
      readonly kind: "eigenvalues";
      readonly values: readonly number[];
    }
  | {
      /** The largest eigenvalue. */
      readonly kind: "sharpness";
      readonly value: number;
    }
  | {
      /** The largest rate at which gradient descent does not grow: 2 / lambda_max. */
      readonly kind: "stability-limit";
      readonly value: number;
    }
  | {
      /** lambda_max / lambda_min. */
      readonly kind: "condition";
      readonly value: number;
    }
  | {
      /** What an update of gradient descent at `rate` multiplies the part along an eigenvector by: 1 - rate * lambda. */
      readonly kind: "multiplier";
      readonly rate: number;
      readonly along: "smallest" | "largest";
      readonly value: number;
    }
  | {
      /** After so many such updates that part is 1/e of what it was. */
      readonly kind: "updates-per-e";
      readonly rate: number;
      readonly along: "smallest" | "largest";
      readonly value: number;
    };
