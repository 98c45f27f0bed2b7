/** The thread in which everything is computed. Its bundle holds the core; main holds none of it. */
import { parentPort, workerData } from "node:worker_threads";
import { failureOf } from "../../src-core/protocol/index.ts";
import { archiveTask } from "./archive-task.ts";
import { gridTask } from "./grid-task.ts";
import type { ProgressMessage, StartMessage, WorkerBirth } from "./messages.ts";
import { ObjectiveCache } from "./objective-cache.ts";
import { runsTask } from "./runs-task.ts";
import { TaskRunner } from "./task-runner.ts";
import type { Task, TaskSignal } from "./task.ts";
import { transferList } from "./transfer-list.ts";

const port = parentPort;
if (port === null) throw new Error("compute.worker runs in a worker thread only");

// What main hands over at birth is our own; nothing from outside reaches it.
const birth = workerData as WorkerBirth;
const objectives = new ObjectiveCache();

const runner = new TaskRunner({
  shared: new Int32Array(birth.shared),
  createTask,
  send: (message: ProgressMessage) => port.postMessage(message, transferList(message)),
  failureOf,
  now: () => performance.now(),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
});
port.on("message", (message: StartMessage) => runner.start(message));

function createTask({ id, request }: StartMessage, signal: TaskSignal): Task {
  switch (request.kind) {
    case "runs":
      return runsTask(id, request, objectives, signal);
    case "grid":
      return gridTask(id, request, objectives, signal);
    case "pack":
    case "unpack":
    case "checksum":
      return archiveTask(request);
  }
}
