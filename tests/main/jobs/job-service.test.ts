import { describe, expect, it } from "vitest";
import type { JobEvent, JobRequest } from "../../../src-core/protocol/index.ts";
import { JobService } from "../../../src-main/jobs/job-service.ts";
import type { Order, WorkerPool } from "../../../src-main/jobs/pool.ts";

const request: JobRequest = { kind: "runs", runs: [] };
const options = { priority: "interactive", lane: null } as const;

/** A pool that does nothing by itself: the test plays its part. */
function handPool() {
  const orders: Order[] = [];
  const cancelled: string[] = [];
  const pool = {
    start: (order: Order) => {
      orders.push(order);
      return { cancel: () => cancelled.push(order.id) };
    },
  };
  const batches: (readonly JobEvent[])[] = [];
  // Only start() is used by the service.
  const service = new JobService(pool as unknown as WorkerPool, (events) => batches.push(events));
  return { service, orders, cancelled, batches };
}

describe("the jobs of the window", () => {
  it("end with one last event each, in the message of their last events", () => {
    const { service, orders, batches } = handPool();
    for (const id of ["a", "b", "c"]) service.submit(id, request, options);
    const progress: JobEvent = { id: "a", kind: "progress", fraction: 1 };
    orders[0].onprogress([progress], { kind: "done", result: null });
    orders[1].onprogress([], { kind: "failed", error: { code: "job/timeout", values: {} } });
    orders[2].onprogress([], { kind: "cancelled" });
    expect(batches).toEqual([
      [progress, { id: "a", kind: "done" }],
      [{ id: "b", kind: "failed", error: { code: "job/timeout", values: {} } }],
      [{ id: "c", kind: "cancelled" }],
    ]);
  });

  it("have ids of their own while they run; an id is free again after the end", () => {
    const { service, orders } = handPool();
    service.submit("a", request, options);
    expect(() => service.submit("a", request, options)).toThrow("gate/invalid");
    orders[0].onprogress([], { kind: "done", result: null });
    service.submit("a", request, options);
    expect(orders).toHaveLength(2);
  });

  it("are cancelled by their ids; an unknown id is one that has ended", () => {
    const { service, cancelled } = handPool();
    service.submit("a", request, options);
    service.cancel("a");
    service.cancel("long gone");
    expect(cancelled).toEqual(["a"]);
  });

  it("of a page that is gone end unheard, also when a new page uses the same ids", () => {
    const { service, orders, cancelled, batches } = handPool();
    service.submit("job-1", request, options);
    service.reset();
    service.submit("job-1", request, options);
    orders[0].onprogress([{ id: "job-1", kind: "progress", fraction: 0.5 }], { kind: "cancelled" });
    expect(cancelled).toEqual(["job-1"]);
    expect(batches).toEqual([]);
    orders[1].onprogress([], { kind: "done", result: null });
    expect(batches).toEqual([[{ id: "job-1", kind: "done" }]]);
  });
});
