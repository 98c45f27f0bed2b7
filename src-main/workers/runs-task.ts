import type { JobEvent, RunsJob } from "../../src-core/protocol/index.ts";
import { checkRunSpec, POLL_STEPS, runLoop, type RunHooks, type RunSpec } from "../../src-core/run/index.ts";
import type { ObjectiveCache } from "./objective-cache.ts";
import type { Task, TaskSignal } from "./task.ts";

/**
 * Makes the runs of a job one after the other. All specs are checked before the first is started, so a wrong one costs
 * nothing. A cancelled run ends with the reason "cancelled" at its last step; the runs behind it are not started.
 */
export function* runsTask(id: string, job: RunsJob, objectives: ObjectiveCache, signal: TaskSignal): Task {
  const specs = job.runs.map((spec, run) => checkRunSpec(spec, `runs[${run}]`));
  const progress = new RunsProgress(specs);
  for (const [run, spec] of specs.entries()) {
    const poll = new RunPoll(signal);
    const loop = runLoop(spec, objectives.of(spec.problem), { poll: poll.ask });
    for (let part = loop.next(); ; part = loop.next()) {
      if (part.done === true) {
        yield { id, kind: "run-ended", run, stopped: part.value };
        break;
      }
      if (part.value.count > 0) yield { id, kind: "frames", run, block: part.value };
      yield progressEvent(id, progress.within(run, poll.steps));
    }
    if (signal.isCancelled()) return null;
    yield progressEvent(id, progress.after(run));
  }
  return null;
}

/** Polls between two looks at the clock, which cost as much as a step of a simple loss. */
const POLLS_PER_LOOK = 16;

/** Answers a run's questions and counts its steps by them, since a block in which nothing is recorded does not tell. */
class RunPoll {
  readonly ask: NonNullable<RunHooks["poll"]>;
  #count = 0;

  constructor({ isCancelled, isTimeUp }: TaskSignal) {
    this.ask = () => {
      this.#count += 1;
      if (isCancelled()) return "cancel";
      return this.#count % POLLS_PER_LOOK === 0 && isTimeUp() ? "hand-over" : "continue";
    };
  }

  get steps(): number {
    return this.#count * POLL_STEPS;
  }
}

/** How far a list of runs has come, by its steps; a run that stops early counts as made. */
class RunsProgress {
  readonly #specs: readonly RunSpec[];
  readonly #before: readonly number[];
  readonly #total: number;

  constructor(specs: readonly RunSpec[]) {
    let sum = 0;
    this.#specs = specs;
    this.#before = specs.map((spec) => {
      const before = sum;
      sum += spec.steps;
      return before;
    });
    this.#total = sum;
  }

  within(run: number, steps: number): number {
    return this.#fraction((this.#before[run] ?? this.#total) + Math.min(steps, this.#specs[run]?.steps ?? 0));
  }

  after(run: number): number {
    return this.#fraction(this.#before[run + 1] ?? this.#total);
  }

  #fraction(steps: number): number {
    return this.#total === 0 ? 1 : steps / this.#total;
  }
}

function progressEvent(id: string, fraction: number): JobEvent {
  return { id, kind: "progress", fraction };
}
