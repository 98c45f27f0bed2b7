import type { Worker, WorkerOptions } from "node:worker_threads";
import type { Failure } from "../../src-core/protocol/index.ts";
import {
  SHARED,
  SHARED_BYTES,
  type ProgressMessage,
  type Slot,
  type StartMessage,
  type WorkerBirth,
} from "../workers/messages.ts";

/** Makes the thread of compute.worker.ts; the bundler's `?nodeWorker` import is one, a test may give another. */
export type SpawnWorker = (options: WorkerOptions) => Worker;

export interface WorkerThreadEvents {
  readonly onmessage: (message: ProgressMessage) => void;
  /** The thread is gone and this object with it; told once, and not after terminate(). */
  readonly ongone: (reason: Failure) => void;
}

/** One thread of the pool with the memory it shares with main. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #shared: Int32Array;
  #isGone = false;
  #reason: Failure = { code: "job/worker-crashed", values: {} };

  constructor(spawn: SpawnWorker, heapMegabytes: number, events: WorkerThreadEvents) {
    const shared = new SharedArrayBuffer(SHARED_BYTES);
    this.#shared = new Int32Array(shared);
    const birth: WorkerBirth = { shared };
    this.#worker = spawn({ workerData: birth, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
    this.#worker.on("message", events.onmessage);
    this.#worker.on("messageerror", () => void this.#worker.terminate());
    this.#worker.on("error", (error: Error & { code?: string }) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") this.#reason = { code: "job/out-of-memory", values: {} };
    });
    this.#worker.on("exit", () => {
      if (this.#isGone) return;
      this.#isGone = true;
      events.ongone(this.#reason);
    });
  }

  /** Raised by the thread as long as its work goes on. */
  get heartbeat(): number {
    return Atomics.load(this.#shared, SHARED.heartbeat);
  }

  /** The ticket that the thread is (or was, when it is gone) working on; 0: none. */
  get activeTicket(): number {
    return Atomics.load(this.#shared, SHARED.active);
  }

  start(message: StartMessage, transfer: readonly ArrayBuffer[]): void {
    this.#worker.postMessage(message, transfer);
  }

  /** Seen by the thread at its next step, whatever it is doing: no message has to be received for it. */
  cancel(slot: Slot, ticket: number): void {
    Atomics.store(this.#shared, SHARED.cancelled[slot], ticket);
  }

  async terminate(): Promise<void> {
    this.#isGone = true;
    await this.#worker.terminate();
  }
}
