import type { JobEvent, JobRequest, LabApi } from "../../../src-core/protocol/index.ts";
import { runLoop } from "../../../src-core/run/index.ts";

/** A main process for state classes: jobs are computed at once or when the test says so, files live in memory. */
export class FakeLab {
  readonly calls: { readonly name: string; readonly argument: unknown }[] = [];
  readonly waiting: { readonly id: string; readonly request: JobRequest }[] = [];
  readonly answers = new Map<string, unknown>();
  holdJobs = false;
  #listener: (event: JobEvent) => void = () => undefined;

  /** Every other function answers as `answers` says, with null when nothing was said. */
  readonly api: LabApi = new Proxy({} as LabApi, {
    get: (_, name: string) => {
      if (name === "onJobEvent") return (listener: (event: JobEvent) => void) => (this.#listener = listener);
      if (name === "submitJob") return (id: string, request: JobRequest) => this.#submit(id, request);
      if (name === "cancelJob") return (id: string) => this.#cancel(id);
      return (argument: unknown) => {
        this.calls.push({ name, argument });
        return Promise.resolve(this.answers.get(name) ?? { ok: true, value: null });
      };
    },
  });

  names(): string[] {
    return this.calls.map(({ name }) => name);
  }

  send(event: JobEvent): void {
    this.#listener(event);
  }

  /** Ends the oldest job that waits. */
  async finishNext(): Promise<void> {
    const job = this.waiting.shift();
    if (job !== undefined) this.#compute(job.id, job.request);
    await settle();
  }

  #submit(id: string, request: JobRequest) {
    this.waiting.push({ id, request });
    if (!this.holdJobs) setTimeout(() => void this.finishNext(), 0);
    return Promise.resolve({ ok: true, value: null });
  }

  #cancel(id: string) {
    const index = this.waiting.findIndex((job) => job.id === id);
    if (index >= 0) this.waiting.splice(index, 1);
    this.send({ id, kind: "cancelled" });
    return Promise.resolve({ ok: true, value: null });
  }

  #compute(id: string, request: JobRequest): void {
    if (request.kind === "runs") {
      request.runs.forEach((spec, run) => {
        const steps = runLoop(spec);
        let next = steps.next();
        while (next.done !== true) {
          this.send({ id, kind: "frames", run, block: next.value });
          next = steps.next();
        }
        this.send({ id, kind: "run-ended", run, stopped: next.value });
      });
    }
    this.send({ id, kind: "done" });
  }
}

/** Lets everything happen that waits for promises and timers of no length: many turns of the loop, not a stretch of time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}
