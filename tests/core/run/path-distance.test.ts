import { describe, expect, test } from "vitest";
import { pathDistance, type FrameBlock, type RecordRule } from "../../../src-core/run/index.ts";
import { handmadeObjective } from "../../support/handmade-objectives.ts";
import { finish, specOf } from "../../support/runs.ts";

/** (x^2 + 4 y^2) / 2: gradient descent multiplies x by 1 - lr and y by 1 - 4 lr at every step. */
const bowl = handmadeObjective(["x", "y"], ([x, y], g) => {
  g[0] = x;
  g[1] = 4 * y;
  return (x * x + 4 * y * y) / 2;
});
const START = [3, -2];

/** Rounding grows with the number of steps, in numbers of this size. */
const ROUNDINGS = 1e-13;

function descent(lr: number, steps: number, record: RecordRule = { kind: "all" }): FrameBlock {
  return finish(specOf({ name: "sgd", lr }, START, steps, { record }), bowl).frames;
}

/** Where gradient descent is after `step` steps. */
function placeOf(lr: number, step: number): readonly [number, number] {
  return [START[0] * (1 - lr) ** step, START[1] * (1 - 4 * lr) ** step];
}

function lossOf([x, y]: readonly [number, number]): number {
  return (x * x + 4 * y * y) / 2;
}

describe("the distance of two runs", () => {
  test("of gradient descent at two rates is that of two powers", () => {
    const [fast, slow] = [0.4, 0.05];
    const { steps, pathDistance: distance, lossDifference } = pathDistance(descent(fast, 60), descent(slow, 60));
    expect(Array.from(steps)).toEqual(Array.from({ length: 61 }, (_, step) => step));
    for (const step of steps) {
      const [a, b] = [placeOf(fast, step), placeOf(slow, step)];
      expect(Math.abs(distance[step] - Math.hypot(a[0] - b[0], a[1] - b[1]))).toBeLessThan(ROUNDINGS);
      expect(Math.abs(lossDifference[step] - (lossOf(a) - lossOf(b)))).toBeLessThan(ROUNDINGS);
    }
    expect([distance[0], lossDifference[0]]).toEqual([0, 0]);
  });

  test("is the same the other way round, but for the sign of the losses", () => {
    const there = pathDistance(descent(0.1, 20), descent(0.2, 20));
    const back = pathDistance(descent(0.2, 20), descent(0.1, 20));
    expect(back.pathDistance).toEqual(there.pathDistance);
    expect(Array.from(back.lossDifference, (value) => 0 - value)).toEqual(Array.from(there.lossDifference));
  });

  test("ends with the shorter run, and has the steps that both have recorded", () => {
    const thirds = descent(0.1, 30, { kind: "every", interval: 3 });
    const fourths = descent(0.2, 25, { kind: "every", interval: 4 });
    const { steps, pathDistance: distance } = pathDistance(thirds, fourths);
    expect(Array.from(steps)).toEqual([0, 12, 24]);
    const [a, b] = [placeOf(0.1, 12), placeOf(0.2, 12)];
    expect(distance[1]).toBeCloseTo(Math.hypot(a[0] - b[0], a[1] - b[1]), 12);
  });

  test("is 0 exactly where the paths agree, whatever their difference", () => {
    const frames = descent(0.1, 3);
    expect(Array.from(pathDistance(frames, descent(0.1, 3)).pathDistance)).toEqual([0, 0, 0, 0]);
    // Squares of these are no numbers any more.
    const far = { ...frames, theta: frames.theta.map((_, index) => (index < 2 ? 3e-200 : 3e200)) };
    const near = { ...frames, theta: frames.theta.map((_, index) => (index < 2 ? 0 : -1e200)) };
    const [tiny, huge] = pathDistance(far, near).pathDistance;
    expect(tiny / (3e-200 * Math.SQRT2)).toBeCloseTo(1, 14);
    expect(huge / (4e200 * Math.SQRT2)).toBeCloseTo(1, 14);
  });

  test("is no number where one of them is none", () => {
    const frames = descent(0.1, 1);
    const lost = { ...frames, theta: Float64Array.of(3, -2, Infinity, NaN), loss: Float64Array.of(1, NaN) };
    const { pathDistance: distance, lossDifference } = pathDistance(lost, frames);
    expect([distance[1], lossDifference[1]]).toEqual([NaN, NaN]);
  });
});
