import type { JobEvent } from "../../src-core/protocol/index.ts";

/**
 * A job as a generator: it yields an event to send, or null where it only offers to be interrupted, and returns its
 * result. It yields every few milliseconds and looks at the signal often; a cancelled task ends early, of its own accord.
 */
export type Task = Generator<JobEvent | null, unknown, void>;

/** What a task is told from outside while it runs. */
export interface TaskSignal {
  readonly isCancelled: () => boolean;
  /** Another job may be waiting: the task should yield soon. Costs a look at the clock. */
  readonly isTimeUp: () => boolean;
}
