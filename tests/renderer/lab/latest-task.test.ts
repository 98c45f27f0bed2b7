import { describe, expect, it, vi } from "vitest";
import { LatestTask } from "../../../src-renderer/lab/latest-task.ts";

/** Work that the test ends by hand. */
function handMade() {
  const calls: { wish: number; signal: AbortSignal; end: () => void }[] = [];
  const work = (wish: number, signal: AbortSignal) => new Promise<void>((end) => calls.push({ wish, signal, end }));
  return { calls, work };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("LatestTask", () => {
  it("works on one wish at a time and then on the newest only", async () => {
    const { calls, work } = handMade();
    const task = new LatestTask(work, 10_000);
    for (const wish of [1, 2, 3, 4]) task.request(wish);
    expect(calls.map(({ wish }) => wish)).toEqual([1]);
    expect(task.busy).toBe(true);
    calls[0]?.end();
    await settle();
    expect(calls.map(({ wish }) => wish)).toEqual([1, 4]);
    calls[1]?.end();
    await settle();
    expect(task.busy).toBe(false);
  });

  it("aborts an outdated job once it has had its time, never one that is up to date", async () => {
    vi.useFakeTimers();
    const { calls, work } = handMade();
    const task = new LatestTask(work, 150);
    task.request(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls[0]?.signal.aborted).toBe(false);
    task.request(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls[0]?.signal.aborted).toBe(true);
    vi.useRealTimers();
  });

  it("goes on after a job that failed", async () => {
    const seen: number[] = [];
    const task = new LatestTask<number>((wish) => {
      seen.push(wish);
      return Promise.resolve();
    }, 100);
    task.request(1);
    await settle();
    task.request(2);
    await settle();
    expect(seen).toEqual([1, 2]);
  });

  it("begins what waits as soon as the work says that it has its answer, and only once", async () => {
    const { calls, work } = handMade();
    const task = new LatestTask(work, 10_000);
    task.request(1);
    task.request(2);
    task.answered();
    expect(calls.map(({ wish }) => wish)).toEqual([1, 2]);
    task.request(3);
    calls[0]?.end();
    await settle();
    expect(calls.map(({ wish }) => wish)).toEqual([1, 2]);
    calls[1]?.end();
    await settle();
    expect(calls.map(({ wish }) => wish)).toEqual([1, 2, 3]);
  });

  it("forgets what waits when it is cancelled", async () => {
    const { calls, work } = handMade();
    const task = new LatestTask(work, 10_000);
    task.request(1);
    task.request(2);
    task.cancel();
    expect(calls[0]?.signal.aborted).toBe(true);
    calls[0]?.end();
    await settle();
    expect(calls).toHaveLength(1);
  });
});
