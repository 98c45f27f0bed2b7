/** A worker with the real runner and tasks that misbehave in every way that the pool must survive. */
import { parentPort, workerData } from "node:worker_threads";
import { failureOf, type JobEvent } from "../../../src-core/protocol/index.ts";
import type { StartMessage, WorkerBirth } from "../../../src-main/workers/messages.ts";
import { TaskRunner } from "../../../src-main/workers/task-runner.ts";
import type { Task, TaskSignal } from "../../../src-main/workers/task.ts";

const port = parentPort!;
const birth = workerData as WorkerBirth;
const runner = new TaskRunner({
  shared: new Int32Array(birth.shared),
  createTask: ({ id, request }: StartMessage, signal) => rogueTask(id, request as unknown as RogueRequest, signal),
  send: (message) => port.postMessage(message),
  failureOf,
  now: () => performance.now(),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
});
port.on("message", (message: StartMessage) => runner.start(message));

export interface RogueRequest {
  readonly kind: "echo" | "spin" | "deaf" | "hang" | "exit" | "throw" | "hoard" | "big-array";
  /** Milliseconds, for those that take a while. */
  readonly time?: number;
}

function* rogueTask(id: string, request: RogueRequest, signal: TaskSignal): Task {
  const end = performance.now() + (request.time ?? 0);
  switch (request.kind) {
    case "echo":
      yield progress(id, 1);
      return id;
    case "spin": // Well-behaved: works in small pieces and listens.
      while (performance.now() < end && !signal.isCancelled()) yield progress(id, 0.5);
      return id;
    case "deaf": // Works in small pieces and never listens.
      while (performance.now() < end) yield null;
      return id;
    case "hang": // Never comes back.
      for (;;) Math.sqrt(2);
    case "exit":
      process.exit(3);
    // eslint-disable-next-line no-fallthrough -- process.exit does not return
    case "throw":
      throw new Error("/home/ada/secret: a fault of ours");
    case "hoard": {
      const hoard: number[][] = [];
      for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => index + hoard.length));
    }
    case "big-array":
      return new Float64Array(2 ** 53 - 1);
  }
}

function progress(id: string, fraction: number): JobEvent {
  return { id, kind: "progress", fraction };
}
