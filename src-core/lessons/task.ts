import type { Experiment } from "../project/index.ts";
import { frameAt, rowOf, type FrameBlock, type StopReason } from "../run/index.ts";
import type { BilingualText } from "./bilingual-text.ts";

/** "Try this": what a person is asked to do, how the lab notices that it is done, and what is said then. */
export interface Task {
  /** In the markup of lesson-text.ts, like `done`. */
  readonly text: BilingualText;
  readonly check: TaskCheck;
  /** What has just been seen, and why. */
  readonly done: BilingualText;
}

/** What must hold of the experiment, its runs and the playback. `runner` is the id of a runner of the lesson. */
export type TaskCheck =
  | {
      /** The option of the runner's optimizer (its entry `index`, where the option is a list) lies in the range. */
      readonly kind: "option";
      readonly runner: string;
      readonly option: string;
      readonly index?: number;
      readonly atLeast?: number;
      readonly atMost?: number;
    }
  | {
      /** The runner's schedule is of that kind. */
      readonly kind: "schedule";
      readonly runner: string;
      readonly name: string;
    }
  | {
      /** A run of the runner ended for that reason. */
      readonly kind: "stopped";
      readonly runner: string;
      readonly reason: StopReason["reason"];
    }
  | {
      /** A run of the runner made all its steps and its last theta is the point, each entry within `within`. */
      readonly kind: "ends-near";
      readonly runner: string;
      readonly point: readonly number[];
      readonly within: number;
    }
  | {
      /** A run of the runner made all its steps and its last loss is at most that. */
      readonly kind: "final-loss";
      readonly runner: string;
      readonly atMost: number;
    }
  | {
      /** The playback stands at a step of the range, both ends included. */
      readonly kind: "step-shown";
      readonly from: number;
      readonly to: number;
    };

/** What a check looks at. */
export interface TaskFacts {
  readonly experiment: Pick<Experiment, "runners">;
  /** Of the runners that are not muted, as they are now; `stopped` is null while one is still running. */
  readonly runs: readonly TaskRun[];
  /** The step that is shown. */
  readonly step: number;
}

export interface TaskRun {
  readonly runnerId: string;
  readonly frames: FrameBlock;
  readonly stopped: StopReason | null;
}

/**
 * Whether what a task asks for has been done.
 *
 * @example isFulfilled({ kind: "step-shown", from: 2, to: 9 }, { experiment: { runners: [] }, runs: [], step: 3 }) // => true
 */
export function isFulfilled(check: TaskCheck, facts: TaskFacts): boolean {
  if (check.kind === "step-shown") return facts.step >= check.from && facts.step <= check.to;
  const runner = facts.experiment.runners.find(({ id }) => id === check.runner);
  if (runner === undefined) return false;
  const runs = facts.runs.filter(({ runnerId }) => runnerId === check.runner);
  switch (check.kind) {
    case "option": {
      const value = runner.optimizer[check.option];
      const entry: unknown = Array.isArray(value) ? value[check.index ?? 0] : value;
      const { atLeast = -Infinity, atMost = Infinity } = check;
      return typeof entry === "number" && entry >= atLeast && entry <= atMost;
    }
    case "schedule":
      return runner.schedule.name === check.name;
    case "stopped":
      return runs.some(({ stopped }) => stopped?.reason === check.reason);
    case "ends-near":
      return runs.some((run) => {
        const end = lastTheta(run);
        return end !== null && check.point.every((entry, i) => Math.abs(end[i] - entry) <= check.within);
      });
    case "final-loss":
      return runs.some(({ frames, stopped }) => {
        return stopped?.reason === "steps" && frames.loss[frames.count - 1] <= check.atMost;
      });
  }
}

/** Null while the run goes on, and where it ended before its time. */
function lastTheta({ frames, stopped }: TaskRun): Float64Array | null {
  if (stopped?.reason !== "steps") return null;
  return rowOf(frames, "theta", frameAt(frames, stopped.step));
}
