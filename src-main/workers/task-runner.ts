import type { Failure } from "../../src-core/protocol/index.ts";
import { SHARED, type ProgressMessage, type Slot, type StartMessage, type TaskEnd } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import type { Task, TaskSignal } from "./task.ts";

/**
 * How long a task runs before the worker looks for messages: an interactive job waits at most this behind a background
 * one, and a hundred looks a second cost next to nothing.
 */
const SLICE = 4;

/** What the runner needs from the thread it lives in; a test gives its own. */
export interface RunnerHost {
  readonly shared: Int32Array;
  readonly createTask: (message: StartMessage, signal: TaskSignal) => Task;
  readonly send: (message: ProgressMessage) => void;
  readonly failureOf: (error: unknown) => Failure;
  readonly now: () => number;
  /** Resolves after messages that have arrived meanwhile were delivered. */
  readonly turn: () => Promise<void>;
}

/**
 * Drives the tasks of one worker by turns: the interactive one to its end, then the background one, a slice at a time.
 * Between slices messages are received, so an interactive job overtakes a background one without a second thread.
 */
export class TaskRunner {
  readonly #host: RunnerHost;
  readonly #running: [Running | null, Running | null] = [null, null];
  #isDriving = false;
  #sliceEnd = 0;

  constructor(host: RunnerHost) {
    this.#host = host;
    // The first beat: the thread has come up.
    Atomics.add(host.shared, SHARED.heartbeat, 1);
  }

  start(message: StartMessage): void {
    const { shared, now, createTask } = this.#host;
    const { ticket, slot } = message;
    const flag = SHARED.cancelled[slot];
    const isCancelled = (): boolean => Atomics.load(shared, flag) === ticket;
    const isTimeUp = (): boolean => now() >= this.#sliceEnd;
    const task = createTask(message, { isCancelled, isTimeUp });
    this.#running[slot] = { ticket, slot, task, outbox: new Outbox(now()), isCancelled };
    if (!this.#isDriving) void this.#drive();
  }

  async #drive(): Promise<void> {
    this.#isDriving = true;
    for (let job = this.#next(); job !== null; job = this.#next()) {
      Atomics.store(this.#host.shared, SHARED.active, job.ticket);
      this.#slice(job);
      Atomics.store(this.#host.shared, SHARED.active, 0);
      if (this.#next() !== null) await this.#host.turn();
    }
    this.#isDriving = false;
  }

  #next(): Running | null {
    return this.#running[0] ?? this.#running[1];
  }

  #slice(job: Running): void {
    const { shared, now } = this.#host;
    this.#sliceEnd = now() + SLICE;
    for (;;) {
      Atomics.add(shared, SHARED.heartbeat, 1);
      const ended = this.#step(job);
      const time = now();
      if (ended !== null) {
        this.#running[job.slot] = null;
        this.#host.send({ ticket: job.ticket, events: job.outbox.take(time), end: ended });
        return;
      }
      if (job.outbox.isDue(time)) this.#host.send({ ticket: job.ticket, events: job.outbox.take(time), end: null });
      if (time >= this.#sliceEnd) return;
    }
  }

  /** One step of the task: null while there is more to do. */
  #step(job: Running): TaskEnd | null {
    try {
      const step = job.task.next();
      if (step.done === true) return job.isCancelled() ? { kind: "cancelled" } : { kind: "done", result: step.value };
      if (step.value !== null) job.outbox.add(step.value);
      return null;
    } catch (error) {
      return job.isCancelled() ? { kind: "cancelled" } : { kind: "failed", error: this.#host.failureOf(error) };
    }
  }
}

interface Running {
  readonly ticket: number;
  readonly slot: Slot;
  readonly task: Task;
  readonly outbox: Outbox;
  readonly isCancelled: () => boolean;
}
