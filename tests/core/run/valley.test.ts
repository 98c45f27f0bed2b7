import { describe, expect, test } from "vitest";
import type { Objective } from "../../../src-core/objective/index.ts";
import { createObjective } from "../../../src-core/objective/index.ts";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import type { FrameBlock } from "../../../src-core/run/index.ts";
import type { ScheduleSpec } from "../../../src-core/schedules/index.ts";
import { handmadeObjective, valley, VALLEY_POINTS } from "../../support/handmade-objectives.ts";
import { finish, specOf, thetaAt } from "../../support/runs.ts";

// The course's convex valley (figures 3.22 to 3.28): b + w x on ten points, the sum of squared errors, from (-120, -4).
// The numbers expected were computed with NumPy in float64; they are given to the digits shown.

const START = [-120, -4];
const OPTIMUM = [-188.43319666, 2.66945497] as const;

/** The same loss as a person would type it: another order of roundings, and the product's own derivatives. */
const typed = createObjective({
  expression: VALLEY_POINTS.map(([x, y]) => `(${y} - b - ${x}*w)^2`).join(" + "),
  parameters: ["b", "w"],
});

const run = (optimizer: OptimizerSpec, steps: number, objective: Objective = valley, schedule?: ScheduleSpec) =>
  finish(specOf(optimizer, START, steps, schedule ? { schedule } : {}), objective);

/** Half of the last digit given. */
function expectAt(theta: readonly number[], expected: readonly [number, number], digits: number): void {
  expect(theta[0]).toBeCloseTo(expected[0], digits);
  expect(theta[1]).toBeCloseTo(expected[1], digits);
}

describe.each([
  ["written by hand", valley],
  ["typed", typed],
] as const)("the valley %s", (_name, objective) => {
  test("start and optimum", () => {
    const gradient = new Float64Array(2);
    expect(objective.gradient(Float64Array.from(START), gradient)).toBe(36_708_190);
    expect(objective.gradient(Float64Array.from(OPTIMUM), gradient)).toBeCloseTo(101_936.7299, 3);
  });

  test.each([
    ["figure 3.22b", { name: "sgd", lr: 1e-7 }, 100_000, [-123.69217, 2.4834], 5],
    ["a rate near the stability limit", { name: "sgd", lr: 1.1e-6 }, 100_000, [-151.35, 2.563], 2],
    ["gradient descent", { name: "sgd", lr: 1e-6 }, 10_000, [-123.69218, 2.4834016], 5],
    ["heavy ball", { name: "sgd", lr: 1e-7, momentum: 0.9 }, 10_000, [-123.68912, 2.4833928], 5],
    [
      "heavy ball, the course's form",
      { name: "sgd", convention: "leedl", lr: 1e-7, momentum: 0.9 },
      10_000,
      [-123.68912, 2.4833928],
      5,
    ],
    ["Nesterov", { name: "sgd", lr: 1e-7, momentum: 0.9, nesterov: true }, 10_000, [-123.68942, 2.4833937], 5],
    ["AdaGrad, sum", { name: "adagrad", lr: 1 }, 10_000, [-152.50793, 2.5661043], 5],
    ["RMSprop", { name: "rmsprop", lr: 0.1 }, 10_000, [-188.3832, 2.719455], 4],
    ["Adam", { name: "adam", lr: 0.1 }, 10_000, [-188.4332, 2.669455], 4],
    [
      "AdaGrad, mean, small rate",
      { name: "adagrad", convention: "leedl", lr: 0.1 },
      100_000,
      [-188.43319666, 2.66945497],
      7,
    ],
  ] as const)("%s: %o ends where it should after %i steps", (_title, optimizer, steps, expected, digits) => {
    const { frames, stopped } = run(optimizer, steps, objective);
    expect(stopped).toEqual({ reason: "steps", step: steps, cause: null });
    expectAt(thetaAt(frames, steps), [expected[0], expected[1]], digits);
  });

  test("figure 3.22a: at 1e-2 gradient descent blows up, by a factor of -17,467 a step", () => {
    const { frames, stopped } = run({ name: "sgd", lr: 1e-2 }, 100_000, objective);
    expectAt(thetaAt(frames, 1), [201.12, 113_063.76], 6);
    const [b, w] = thetaAt(frames, 2);
    expect(b / -5_675_543.536).toBeCloseTo(1, 12);
    expect(w / -1_974_875_711.2256).toBeCloseTo(1, 12);
    for (let step = 3; step < 50; step++) {
      const [before, after] = [thetaAt(frames, step)[1], thetaAt(frames, step + 1)[1]];
      expect(after / before).toBeCloseTo(1 - 1e-2 * 1_746_830.4, 0);
    }
    expect(stopped).toMatchObject({ reason: "diverged", cause: { quantity: "theta", value: Infinity } });
    expect(stopped.step).toBe(73);
  });

  test("figure 3.22a: clipped to the window, its segments cross w = 0 where the figure's lines are", () => {
    const { frames } = run({ name: "sgd", lr: 1e-2 }, 5, objective);
    const crossings = [0, 1, 2, 3, 4].map((step) => {
      const [b0, w0] = thetaAt(frames, step) as [number, number];
      const [b1, w1] = thetaAt(frames, step + 1) as [number, number];
      return b0 + ((b1 - b0) * (0 - w0)) / (w1 - w0);
    });
    for (const [k, expected] of [-119.99, -123.8, -127.41, -130.81].entries()) {
      expect(crossings[k]).toBeCloseTo(expected, 2);
    }
    // The fifth is a difference of numbers of the size 1e18, whose last place is 100: the valley is lost there.
    expect(Math.abs(crossings[4] + 133.5)).toBeLessThan(200);
  });

  test("at 1.2e-6 the loss overflows at step 3770, the gradient at 7552, and w, which ends the run, at 7553", () => {
    const { frames, stopped } = run({ name: "sgd", lr: 1.2e-6 }, 100_000, objective);
    expect(stopped).toEqual({
      reason: "diverged",
      step: 7553,
      cause: { quantity: "theta", index: 1, value: Infinity, limit: null },
    });
    expect(frames.loss.indexOf(Infinity)).toBe(3770);
    const gradients = Array.from({ length: frames.count }, (_, row) => frames.gradient[2 * row + 1]);
    expect(gradients.findIndex((g) => !Number.isFinite(g))).toBe(7552);
    expect(frames.count).toBe(7554);
  });

  test("the rate 1/sqrt(t + 1) makes mean-AdaGrad the published one, and cures it", () => {
    const optimizer = { name: "adagrad", convention: "leedl", lr: 1 } as const;
    const { frames } = run(optimizer, 100_000, objective, { name: "inverse-sqrt" });
    expectAt(thetaAt(frames, 100_000), [-188.3668, 2.669264], 4);
    const published = run({ name: "adagrad", lr: 1, eps: 0 }, 1000, objective).frames;
    for (const step of [1, 2, 10, 100, 1000]) {
      const [b, w] = thetaAt(published, step) as [number, number];
      expectAt(thetaAt(frames, step), [b, w], 10);
    }
  });
});

describe("figure 3.27: mean-AdaGrad with a rate of 1 bursts", () => {
  const { frames } = run({ name: "adagrad", convention: "leedl", lr: 1 }, 100_000);

  test("its first dots are the figure's", () => {
    expectAt(thetaAt(frames, 1), [-119, -3], 12);
    expectAt(thetaAt(frames, 2), [-118.09, -2.09], 2);
    expectAt(thetaAt(frames, 3), [-117.27, -1.27], 2);
  });

  test("it turns left at b = -113.84, step 15", () => {
    const bs = Array.from({ length: 600 }, (_, row) => frames.theta[2 * row]);
    expect(bs.indexOf(Math.max(...bs))).toBe(15);
    expect(Math.max(...bs)).toBeCloseTo(-113.84, 2);
  });

  const ORACLE = [718, 1198, 1755, 2382, 3071, 3819];
  /**
   * The bursts grow out of rounding, by half a percent to one percent a step: where the noise is half as large, they come
   * some percent later. Orders of summation differ in just that.
   */
  const OF_THE_ORDER_OF_ROUNDINGS = 0.03;

  test.each([
    ["written by hand", frames],
    ["typed", run({ name: "adagrad", convention: "leedl", lr: 1 }, 4000, typed).frames],
  ] as const)("the valley %s bursts at the oracle's steps, as far as rounding decides them", (_name, path) => {
    const starts = burstStarts(path, 4000);
    expect(starts).toHaveLength(ORACLE.length);
    for (const [k, start] of starts.entries()) {
      expect(Math.abs(start / ORACLE[k] - 1)).toBeLessThan(OF_THE_ORDER_OF_ROUNDINGS);
    }
  });

  test("with NumPy's order of summation the steps are the oracle's to the last one", () => {
    const path = run({ name: "adagrad", convention: "leedl", lr: 1 }, 4000, valleyAsNumpySumsIt).frames;
    expect(burstStarts(path, 4000)).toEqual(ORACLE);
  });

  test("they go on for ever, slowly falling: 1.85 off the floor around step 93,000", () => {
    const late = Array.from({ length: 8000 }, (_, k) => heightOverFloor(frames, 90_000 + k));
    expect(Math.max(...late)).toBeGreaterThan(1.7);
    expect(Math.max(...late)).toBeLessThan(2);
  });
});

/** |w - the floor of the valley at b|. */
function heightOverFloor({ theta }: FrameBlock, row: number): number {
  const [b, w] = [theta[2 * row], theta[2 * row + 1]];
  return Math.abs(w - (OPTIMUM[1] - ((b - OPTIMUM[0]) * 5020) / 1_746_816));
}

/** Steps at which the path is 1/2 off the floor, after 50 that were below 1/4. The approach of the first 100 is no burst. */
function burstStarts(path: FrameBlock, steps: number): number[] {
  const starts: number[] = [];
  let calm = 50;
  for (let step = 100; step < steps; step++) {
    const height = heightOverFloor(path, step);
    if (height > 0.5 && calm >= 50) {
      starts.push(step);
      calm = 0;
    }
    // Within a burst only steps near the floor count, and one far from it begins the count anew.
    if (calm < 50) calm = height < 0.25 ? calm + 1 : 0;
  }
  return starts;
}

/** np.sum over ten numbers: eight partial sums, added pairwise, then the two left over. */
const valleyAsNumpySumsIt = handmadeObjective(["b", "w"], (theta, g) => {
  const [b, w] = [theta[0], theta[1]];
  const residuals = VALLEY_POINTS.map(([x, y]) => y - b - w * x);
  g[0] = -2 * pairwise(residuals);
  g[1] = pairwise(residuals.map((r, k) => -2 * r * VALLEY_POINTS[k][0]));
  return pairwise(residuals.map((r) => r * r));
});

function pairwise(values: readonly number[]): number {
  const [a, b, c, d, e, f, g, h, i, j] = values as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return a + b + (c + d) + (e + f + (g + h)) + i + j;
}
