import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import {
  allocateFrames,
  concatenateFrames,
  frameAt,
  MAX_FRAME_BYTES,
  recordPlan,
  rowOf,
  sliceFrames,
  type FrameBlock,
  type RecordRule,
} from "../../../src-core/run/index.ts";
import { himmelblau } from "../../support/handmade-objectives.ts";
import { finish, specOf, thetaAt } from "../../support/runs.ts";

const recorded = (record: RecordRule, steps: number): FrameBlock =>
  finish(specOf({ name: "sgd", lr: 1e-3 }, [1, 1], steps, { record }), himmelblau).frames;

describe("which steps are kept", () => {
  test("every k-th, the first and the last", () => {
    expect(Array.from(recorded({ kind: "every", interval: 30 }, 100).steps)).toEqual([0, 30, 60, 90, 100]);
    expect(Array.from(recorded({ kind: "every", interval: 50 }, 100).steps)).toEqual([0, 50, 100]);
    expect(Array.from(recorded({ kind: "every", interval: 500 }, 100).steps)).toEqual([0, 100]);
  });

  test("so many a decade", () => {
    const { steps } = recorded({ kind: "logarithmic", perDecade: 3 }, 500);
    expect(Array.from(steps)).toEqual([0, 1, 2, 5, 10, 22, 46, 100, 215, 464, 500]);
  });

  test("a list, in any order", () => {
    expect(Array.from(recorded({ kind: "list", steps: [70, 3] }, 100).steps)).toEqual([0, 3, 70, 100]);
  });

  test("whatever is kept, it is the same path, across blocks too", () => {
    const whole = recorded({ kind: "all" }, 10_000);
    for (const rule of [
      { kind: "every", interval: 7 },
      { kind: "logarithmic", perDecade: 10 },
      { kind: "list", steps: [4095, 4096, 4097, 8191, 8192] },
    ] as const) {
      const kept = recorded(rule, 10_000);
      for (const step of kept.steps) expect(thetaAt(kept, step)).toEqual(thetaAt(whole, step));
    }
  });
});

describe("the memory budget", () => {
  const bytes = (rows: number, dimension: number): number => rows * 8 * (4 * dimension + 4);

  test.each([
    [100_000, 2, 1],
    [1_000_000, 2, 2],
    [10_000_000, 2, 20],
    [10_000_000, 50, 500],
  ])("%i steps in %i parameters: every %i-th fits", (steps, dimension, interval) => {
    const plan = recordPlan({ kind: "all" }, steps, dimension);
    expect(plan).toMatchObject({ interval, isThinned: interval > 1 });
    expect(bytes(plan.rows, dimension)).toBeLessThanOrEqual(MAX_FRAME_BYTES);
  });

  test("an interval asked for is kept if it fits, and raised if it does not", () => {
    expect(recordPlan({ kind: "every", interval: 33 }, 10_000_000, 2)).toMatchObject({
      interval: 33,
      isThinned: false,
    });
    expect(recordPlan({ kind: "every", interval: 3 }, 10_000_000, 2)).toMatchObject({ interval: 20, isThinned: true });
  });

  test("a list that does not fit is an error, since nothing could be left out of it", () => {
    const steps = Array.from({ length: 50_000 }, (_, k) => k);
    expect(recordPlan({ kind: "list", steps }, 100_000, 2).rows).toBe(50_001);
    expect(() => recordPlan({ kind: "list", steps }, 100_000, 50)).toThrow(InputError);
  });

  test("the finest logarithmic rule fits the longest run", () => {
    const plan = recordPlan({ kind: "logarithmic", perDecade: 1000 }, 10_000_000, 50);
    expect(bytes(plan.rows, 50)).toBeLessThanOrEqual(MAX_FRAME_BYTES);
  });
});

describe("frames", () => {
  const frames = recorded({ kind: "every", interval: 10 }, 95);

  test("the row that shows a step is the last one at or before it", () => {
    const expected = (step: number) => Array.from(frames.steps).findLastIndex((kept) => kept <= step);
    for (let step = -1; step <= 120; step++) expect(frameAt(frames, step)).toBe(expected(step));
    expect(frameAt(allocateFrames(2, 0), 0)).toBe(-1);
  });

  test("cut and joined again they are the same", () => {
    const pieces = [sliceFrames(frames, 0, 4), sliceFrames(frames, 4, 4), sliceFrames(frames, 4, 1000)];
    expect(pieces.map((piece) => piece.count)).toEqual([4, 0, 7]);
    expect(concatenateFrames(pieces)).toEqual(frames);
    expect(concatenateFrames([])).toMatchObject({ count: 0, dimension: 0 });
  });

  test("a slice shares no memory", () => {
    const slice = sliceFrames(frames, 2, 3);
    expect(slice.theta.buffer).not.toBe(frames.theta.buffer);
    expect(slice.theta).toEqual(rowOf(frames, "theta", 2));
  });

  test("blocks of different dimensions do not join", () => {
    expect(() => concatenateFrames([allocateFrames(1, 1), allocateFrames(2, 1)])).toThrow(RangeError);
  });
});
