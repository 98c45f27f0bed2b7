import { describe, expect, it } from "vitest";
import type { JobEvent } from "../../../src-core/protocol/index.ts";
import { allocateFrames, type FrameBlock } from "../../../src-core/run/index.ts";
import { Outbox } from "../../../src-main/workers/outbox.ts";

function block(...steps: number[]): FrameBlock {
  return { ...allocateFrames(1, steps.length), steps: Float64Array.from(steps) };
}

function frames(run: number, ...steps: number[]): JobEvent {
  return { id: "a", kind: "frames", run, block: block(...steps) };
}

function ended(run: number): JobEvent {
  return { id: "a", kind: "run-ended", run, stopped: { reason: "steps", step: 9, cause: null } };
}

const progress = (fraction: number): JobEvent => ({ id: "a", kind: "progress", fraction });

describe("the outbox of a job", () => {
  it("joins neighbouring blocks of a run and keeps the order of the rest", () => {
    const box = new Outbox(0);
    for (const event of [frames(0, 0, 1), frames(0, 2), ended(0), frames(1, 0), frames(1, 1)]) box.add(event);
    expect(box.take(1)).toEqual([frames(0, 0, 1, 2), ended(0), frames(1, 0, 1)]);
    expect(box.take(2)).toEqual([]);
  });

  it("keeps the newest progress only, and does not let it part two blocks", () => {
    const box = new Outbox(0);
    for (const event of [frames(0, 0), progress(0.1), frames(0, 1), progress(0.2)]) box.add(event);
    const events = box.take(1);
    expect(events.filter((event) => event.kind === "progress")).toEqual([progress(0.2)]);
    expect(events.filter((event) => event.kind === "frames")).toEqual([frames(0, 0, 1)]);
  });

  it("is due thirty times a second, and never when it is empty", () => {
    const box = new Outbox(1000);
    expect(box.isDue(2000)).toBe(false);
    box.add(progress(0.5));
    expect(box.isDue(1030)).toBe(false);
    expect(box.isDue(1034)).toBe(true);
    box.take(1034);
    box.add(progress(0.6));
    expect(box.isDue(1060)).toBe(false);
    expect(box.isDue(1068)).toBe(true);
  });
});
