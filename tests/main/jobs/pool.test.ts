import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { PoolLimits } from "../../../src-main/jobs/limits.ts";
import { COMPUTE_LIMITS, poolSize } from "../../../src-main/jobs/limits.ts";
import { WorkerPool } from "../../../src-main/jobs/pool.ts";
import { bestOf } from "../support/best-of.ts";
import { watch } from "../support/pool-jobs.ts";
import createRogueWorker from "../support/rogue.worker.ts?nodeWorker";

/** Of which the best is taken, where a time is compared: the machine may be busy. */
const ATTEMPTS = 5;

const pools: WorkerPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
});

async function warmPool(size: number, limits: Partial<PoolLimits> = {}): Promise<WorkerPool> {
  const pool = new WorkerPool({ size, spawn: createRogueWorker, limits: { ...COMPUTE_LIMITS, ...limits } });
  pools.push(pool);
  pool.warm();
  await Promise.all(Array.from({ length: size }, () => watch(pool, { kind: "spin", time: 1 }).ended));
  return pool;
}

describe("the size of the pool", () => {
  it("leaves a processor to main and the page, and is never nothing", () => {
    expect([1, 2, 4, 16].map(poolSize)).toEqual([1, 1, 3, 15]);
  });
});

describe("a job", () => {
  it("that is short comes back in a single message with its result", async () => {
    const pool = await warmPool(1);
    const messages = await bestOf(ATTEMPTS, async () => {
      const job = watch(pool, { kind: "echo" });
      expect((await job.ended).end).toMatchObject({ kind: "done" });
      expect(job.events).toHaveLength(1);
      return job.messages();
    });
    expect(messages).toBe(1);
  });

  it("that is long speaks at most thirty times a second", async () => {
    const pool = await warmPool(1);
    const started = performance.now();
    const job = watch(pool, { kind: "spin", time: 600 });
    await job.ended;
    const intervals = Math.ceil((performance.now() - started) / 33);
    expect(job.messages()).toBeGreaterThan(1);
    // However long the machine took; the end comes in a message of its own interval.
    expect(job.messages()).toBeLessThanOrEqual(intervals + 1);
    // Only the newest progress of an interval crosses.
    expect(job.events.length).toBeLessThanOrEqual(job.messages());
  });

  it("that throws fails with a code that says nothing of the inside, and its worker lives on", async () => {
    const pool = await warmPool(1);
    expect((await watch(pool, { kind: "throw" }).ended).end).toEqual({
      kind: "failed",
      error: { code: "job/unknown", values: {} },
    });
    expect((await watch(pool, { kind: "big-array" }).ended).end).toEqual({
      kind: "failed",
      error: { code: "job/out-of-memory", values: {} },
    });
    // A new worker would take longer.
    expect(await bestOf(ATTEMPTS, async () => (await watch(pool, { kind: "echo" }).ended).after)).toBeLessThan(20);
  });
});

describe("priorities", () => {
  it("an interactive job overtakes a background job on the only worker, which then goes on", async () => {
    const pool = await warmPool(1);
    const long = watch(pool, { kind: "spin", time: 60_000 }, { priority: "background" });
    await pause(50);
    const after = await bestOf(ATTEMPTS, async () => (await watch(pool, { kind: "spin", time: 30 }).ended).after);
    expect(after).toBeLessThan(60);
    const before = long.events.length;
    await expect.poll(() => long.events.length).toBeGreaterThan(before);
    long.handle.cancel();
    expect((await long.ended).end.kind).toBe("cancelled");
  });

  it("waiting interactive jobs go before waiting background jobs, each kind in order", async () => {
    const pool = await warmPool(1);
    const order: string[] = [];
    const note = async (name: string, job: ReturnType<typeof watch>): Promise<void> => {
      await job.ended;
      order.push(name);
    };
    await Promise.all([
      note("first", watch(pool, { kind: "spin", time: 60 })),
      note("background 1", watch(pool, { kind: "echo" }, { priority: "background" })),
      note("background 2", watch(pool, { kind: "echo" }, { priority: "background" })),
      note("interactive 1", watch(pool, { kind: "echo" })),
      note("interactive 2", watch(pool, { kind: "echo" })),
    ]);
    expect(order).toEqual(["first", "interactive 1", "interactive 2", "background 1", "background 2"]);
  });

  it("two workers take two jobs at once", async () => {
    const pool = await warmPool(2);
    const jobs = [0, 1].map(() => watch(pool, { kind: "spin", time: 60_000 }));
    await expect.poll(() => jobs.every((job) => job.events.length > 0)).toBe(true);
    for (const job of jobs) job.handle.cancel();
    expect(await Promise.all(jobs.map(async (job) => (await job.ended).end.kind))).toEqual(["cancelled", "cancelled"]);
  });
});

describe("lanes", () => {
  it("the later job of a lane ends the earlier one at once and is done itself", async () => {
    const pool = await warmPool(1);
    const lane = { lane: "drag" };
    const after = await bestOf(ATTEMPTS, async () => {
      const earlier = watch(pool, { kind: "spin", time: 60_000 }, lane);
      await pause(30);
      const later = watch(pool, { kind: "echo" }, lane);
      expect((await earlier.ended).end.kind).toBe("cancelled");
      expect((await later.ended).end.kind).toBe("done");
      return (await later.ended).after;
    });
    expect(after).toBeLessThan(50);
  });

  it("of many jobs thrown into a lane only the last is worked on to its end", async () => {
    const pool = await warmPool(1);
    const jobs = Array.from({ length: 20 }, () => watch(pool, { kind: "spin", time: 100 }, { lane: "drag" }));
    const kinds = await Promise.all(jobs.map(async (job) => (await job.ended).end.kind));
    expect(kinds).toEqual([...Array.from({ length: 19 }, () => "cancelled"), "done"]);
  });

  it("different lanes do not touch each other", async () => {
    const pool = await warmPool(1);
    const jobs = ["paths", "grid"].map((lane) => watch(pool, { kind: "spin", time: 20 }, { lane }));
    expect(await Promise.all(jobs.map(async (job) => (await job.ended).end.kind))).toEqual(["done", "done"]);
  });
});

describe("cancelling", () => {
  it("ends a running job within 100 ms, and the worker is free", async () => {
    const pool = await warmPool(1);
    const after = await bestOf(ATTEMPTS, async () => {
      const job = watch(pool, { kind: "spin", time: 60_000 });
      await pause(60);
      const asked = performance.now();
      job.handle.cancel();
      expect((await job.ended).end).toEqual({ kind: "cancelled" });
      expect((await watch(pool, { kind: "echo" }).ended).end.kind).toBe("done");
      return performance.now() - asked;
    });
    // Well before the pool would answer for the worker.
    expect(after).toBeLessThan(50);
  });

  it("ends a waiting job without a worker having seen it", async () => {
    const pool = await warmPool(1);
    const running = watch(pool, { kind: "spin", time: 200 });
    const waiting = watch(pool, { kind: "exit" });
    waiting.handle.cancel();
    expect((await waiting.ended).end.kind).toBe("cancelled");
    expect(running.messages()).toBe(0);
    expect((await running.ended).end.kind).toBe("done");
  });

  it("is over for its owner within 100 ms even if the worker does not listen, and later the worker is replaced", async () => {
    const pool = await warmPool(1, { obeyAfter: 200 });
    const after = await bestOf(3, async () => {
      const job = watch(pool, { kind: "deaf", time: 60_000 });
      await pause(20);
      const asked = performance.now();
      job.handle.cancel();
      expect((await job.ended).end.kind).toBe("cancelled");
      const answered = performance.now() - asked;
      expect((await watch(pool, { kind: "echo" }).ended).end.kind).toBe("done");
      return answered;
    });
    expect(after).toBeLessThan(100);
  });

  it("after the end does nothing", async () => {
    const pool = await warmPool(1);
    const job = watch(pool, { kind: "echo" });
    await job.ended;
    job.handle.cancel();
    await pause(100);
    expect(job.messages()).toBe(1);
  });
});

describe("a worker that fails", () => {
  it("by hanging is replaced, and its job fails as timed out", async () => {
    const pool = await warmPool(1, { stuckAfter: 300 });
    expect((await watch(pool, { kind: "hang" }).ended).end).toEqual({
      kind: "failed",
      error: { code: "job/timeout", values: {} },
    });
    expect((await watch(pool, { kind: "echo" }).ended).end.kind).toBe("done");
  });

  it("by ending is replaced, and its job fails as crashed", async () => {
    const pool = await warmPool(1);
    expect((await watch(pool, { kind: "exit" }).ended).end).toEqual({
      kind: "failed",
      error: { code: "job/worker-crashed", values: {} },
    });
    expect((await watch(pool, { kind: "echo" }).ended).end.kind).toBe("done");
  });

  it("by using up its memory is replaced, and its job fails for that reason", async () => {
    const pool = await warmPool(1, { heapMegabytes: 32 });
    expect((await watch(pool, { kind: "hoard" }).ended).end).toEqual({
      kind: "failed",
      error: { code: "job/out-of-memory", values: {} },
    });
    expect((await watch(pool, { kind: "echo" }).ended).end.kind).toBe("done");
  });

  it("takes no other job down with it: one that has not spoken begins again, one that has fails", async () => {
    const pool = await warmPool(1);
    const silent = watch(pool, { kind: "deaf", time: 300 }, { priority: "background" });
    await pause(20);
    expect((await watch(pool, { kind: "exit" }).ended).end.kind).toBe("failed");
    expect((await silent.ended).end.kind).toBe("done");

    const spoken = watch(pool, { kind: "spin", time: 60_000 }, { priority: "background" });
    await expect.poll(() => spoken.messages()).toBeGreaterThan(0);
    await watch(pool, { kind: "exit" }).ended;
    expect((await spoken.ended).end).toEqual({ kind: "failed", error: { code: "job/worker-crashed", values: {} } });
  });

  it("keeps the others working", async () => {
    const pool = await warmPool(2);
    const neighbour = watch(pool, { kind: "spin", time: 200 });
    await watch(pool, { kind: "exit" }).ended;
    expect((await neighbour.ended).end.kind).toBe("done");
  });
});

describe("the end of the pool", () => {
  it("cancels what runs and what waits, and what comes afterwards", async () => {
    const pool = await warmPool(1);
    const jobs = [watch(pool, { kind: "spin", time: 5_000 }), watch(pool, { kind: "echo" })];
    await pool.dispose();
    jobs.push(watch(pool, { kind: "echo" }));
    expect(await Promise.all(jobs.map(async (job) => (await job.ended).end.kind))).toEqual(jobs.map(() => "cancelled"));
  });
});
