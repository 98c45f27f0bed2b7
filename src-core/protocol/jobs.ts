import type { ContourSet, GridAxis } from "../landscape/index.ts";
import type { ProblemSpec } from "../objective/index.ts";
import type { FrameBlock, RunSpec, StopReason } from "../run/index.ts";

/** Work for a worker, as the window asks for it. Plain data; checked at the gate by checks.ts. */
export type JobRequest = RunsJob | GridJob;

/** Runs several specs one after the other in one worker and streams what they record. */
export interface RunsJob {
  readonly kind: "runs";
  readonly runs: readonly RunSpec[];
}

/** Values of a loss on a rectangle of two parameters, or on a line of one (y: null). Rows go up with y. */
export interface GridJob {
  readonly kind: "grid";
  readonly problem: ProblemSpec;
  /** One number per parameter; those of the axes are ignored. */
  readonly held: readonly number[];
  readonly x: GridAxis;
  readonly y: GridAxis | null;
  /** Filled contours to compute with the values; null for none (lines, surfaces without them). */
  readonly contours: { readonly levels: "log" | "linear"; readonly count: number } | null;
}

/**
 * How a job is queued. Of two jobs with the same `lane` the later replaces the earlier, which is cancelled: what a drag
 * asks for. "interactive" jobs go before "background" ones.
 */
export interface JobOptions {
  readonly priority: "interactive" | "background";
  readonly lane: string | null;
}

/** What comes back, tagged with the id that submit() was given. The last event of every job is done, failed or cancelled. */
export type JobEvent =
  | { readonly id: string; readonly kind: "progress"; readonly fraction: number }
  | { readonly id: string; readonly kind: "frames"; readonly run: number; readonly block: FrameBlock }
  | { readonly id: string; readonly kind: "run-ended"; readonly run: number; readonly stopped: StopReason }
  | GridEvent
  | { readonly id: string; readonly kind: "done" }
  | { readonly id: string; readonly kind: "failed"; readonly error: Failure }
  | { readonly id: string; readonly kind: "cancelled" };

export interface GridEvent {
  readonly id: string;
  readonly kind: "grid";
  /** values[row * nx + column]; rows go up with y. */
  readonly values: Float64Array;
  readonly nx: number;
  readonly ny: number;
  readonly contours: ContourSet | null;
}

/** An error as plain data: a code with a sentence in both languages, and the values that go into it. */
export interface Failure {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}
