import type {
  Failure,
  GridEvent,
  GridJob,
  JobEvent,
  JobOptions,
  JobRequest,
  LabApi,
} from "../../src-core/protocol/index.ts";
import type { FrameBlock, RunSpec, StopReason } from "../../src-core/run/index.ts";

/** What a caller wants to hear of a running job. */
export interface RunsListener {
  readonly onframes: (run: number, block: FrameBlock) => void;
  readonly onended: (run: number, stopped: StopReason) => void;
  readonly onprogress?: (fraction: number) => void;
}

/** Thrown when a job failed for a stated reason. */
export class JobFailure extends Error {
  override readonly name = "JobFailure";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Submits work to the pool and sorts the stream of events by job. One for the window. */
export class JobClient {
  readonly #lab: LabApi;
  readonly #listeners = new Map<string, (event: JobEvent) => void>();
  #count = 0;

  constructor(lab: LabApi) {
    this.#lab = lab;
    lab.onJobEvent((event) => this.#listeners.get(event.id)?.(event));
  }

  /** Runs specs in order in one worker; resolves true when all ended, false when cancelled. Throws JobFailure. */
  async runs(
    specs: readonly RunSpec[],
    options: JobOptions,
    listener: RunsListener,
    signal: AbortSignal,
  ): Promise<boolean> {
    return this.#submit({ kind: "runs", runs: specs }, options, signal, (event) => {
      if (event.kind === "frames") listener.onframes(event.run, event.block);
      if (event.kind === "run-ended") listener.onended(event.run, event.stopped);
      if (event.kind === "progress") listener.onprogress?.(event.fraction);
    });
  }

  /** Values (and contours) of a loss on a grid; null when cancelled. Throws JobFailure. */
  async grid(request: GridJob, options: JobOptions, signal: AbortSignal): Promise<GridEvent | null> {
    let answer: GridEvent | null = null;
    const whole = await this.#submit(request, options, signal, (event) => {
      if (event.kind === "grid") answer = event;
    });
    return whole ? answer : null;
  }

  async #submit(
    request: JobRequest,
    options: JobOptions,
    signal: AbortSignal,
    onevent: (event: JobEvent) => void,
  ): Promise<boolean> {
    if (signal.aborted) return false;
    this.#count += 1;
    const id = `job-${this.#count}`;
    const abort = () => void this.#lab.cancelJob(id);
    signal.addEventListener("abort", abort, { once: true });
    try {
      return await new Promise<boolean>((resolve, reject) => {
        this.#listeners.set(id, (event) => {
          if (event.kind === "done") resolve(true);
          else if (event.kind === "cancelled") resolve(false);
          else if (event.kind === "failed") reject(new JobFailure(event.error));
          else onevent(event);
        });
        void this.#lab.submitJob(id, request, options).then((outcome) => {
          if (!outcome.ok) reject(new JobFailure(outcome.error));
        });
      });
    } finally {
      signal.removeEventListener("abort", abort);
      this.#listeners.delete(id);
    }
  }
}
