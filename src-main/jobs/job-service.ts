import type { JobEvent, JobOptions, JobRequest } from "../../src-core/protocol/index.ts";
import { LabFailure } from "../failure.ts";
import type { TaskEnd } from "../workers/messages.ts";
import type { JobHandle, WorkerPool } from "./pool.ts";

/** Receives the events of all jobs, a few at a time; the last of every job is done, failed or cancelled. */
export type SendEvents = (events: readonly JobEvent[]) => void;

/** The jobs of the window: its ids on one side, the pool on the other. */
export class JobService {
  readonly #pool: WorkerPool;
  readonly #send: SendEvents;
  readonly #handles = new Map<string, JobHandle>();

  constructor(pool: WorkerPool, send: SendEvents) {
    this.#pool = pool;
    this.#send = send;
  }

  /** @throws LabFailure when the id belongs to a job that has not ended. */
  submit(id: string, request: JobRequest, options: JobOptions): void {
    if (this.#handles.has(id)) throw new LabFailure("gate/invalid", { path: "id", found: id, allowed: "a new id" });
    const onprogress = (events: readonly JobEvent[], end: TaskEnd | null): void => {
      if (this.#handles.get(id) !== handle) return;
      if (end !== null) this.#handles.delete(id);
      this.#send(end === null ? events : [...events, endEvent(id, end)]);
    };
    const handle = this.#pool.start({ id, request, options, onprogress });
    this.#handles.set(id, handle);
  }

  /** A job that has ended meanwhile is no error: its end is on the way to the page. */
  cancel(id: string): void {
    this.#handles.get(id)?.cancel();
  }

  /** The page is gone or begins anew: all its jobs end, and nobody hears of it. */
  reset(): void {
    const handles = [...this.#handles.values()];
    this.#handles.clear();
    for (const handle of handles) handle.cancel();
  }
}

function endEvent(id: string, end: TaskEnd): JobEvent {
  switch (end.kind) {
    case "done":
      return { id, kind: "done" };
    case "failed":
      return { id, kind: "failed", error: end.error };
    case "cancelled":
      return { id, kind: "cancelled" };
  }
}
