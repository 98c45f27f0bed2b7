import type { JobEvent, JobOptions } from "../../../src-core/protocol/index.ts";
import type { JobHandle, WorkerPool } from "../../../src-main/jobs/pool.ts";
import type { TaskEnd, WorkRequest } from "../../../src-main/workers/messages.ts";
import type { RogueRequest } from "./rogue.worker.ts";

/** A job under watch: what came of it, and when. */
export interface WatchedJob {
  readonly handle: JobHandle;
  readonly events: JobEvent[];
  /** Numbers of messages, the last included. */
  readonly messages: () => number;
  /** Resolves with the end and the milliseconds from the start to it. */
  readonly ended: Promise<{ readonly end: TaskEnd; readonly after: number }>;
}

let count = 0;

export function watch(
  pool: WorkerPool,
  request: WorkRequest | RogueRequest,
  options: Partial<JobOptions> = {},
): WatchedJob {
  count += 1;
  const events: JobEvent[] = [];
  let messages = 0;
  const startedAt = performance.now();
  let settle: (value: { end: TaskEnd; after: number }) => void;
  const ended = new Promise<{ end: TaskEnd; after: number }>((resolve) => (settle = resolve));
  const handle = pool.start({
    id: `job-${count}`,
    // The rogue worker of the tests speaks a language of its own.
    request: request as WorkRequest,
    options: { priority: "interactive", lane: null, ...options },
    onprogress: (fresh, end) => {
      messages += 1;
      events.push(...fresh);
      if (end !== null) settle({ end, after: performance.now() - startedAt });
    },
  });
  return { handle, events, messages: () => messages, ended };
}
