import { describe, expect, it } from "vitest";
import { createObjective } from "../../../src-core/objective/index.ts";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import {
  allocateFrames,
  methodTraits,
  stepMeaning as meaningOf,
  type FrameBlock,
} from "../../../src-core/run/index.ts";
import { handmadeObjective, valley } from "../../support/handmade-objectives.ts";
import { finish, specOf } from "../../support/runs.ts";

/** 2 x^2 with its minimum at 0: gradient 4 x. */
const bowl = handmadeObjective(["x"], ([x], g) => {
  g[0] = 4 * x;
  return 2 * x * x;
});

/** The course's ball: a hump at -0.075 between two minima. */
const ball = handmadeObjective(["x"], ([x], g) => {
  const across = x * x - 1;
  g[0] = 4 * x * across - 0.3;
  return across * across - 0.3 * x;
});

/** Of an ordinary method's row, or of another's. */
const stepMeaning = (frames: FrameBlock, row: number, optimizer: OptimizerSpec = { name: "adam" }) =>
  meaningOf(frames, row, methodTraits(optimizer));

const onBowl = (optimizer: OptimizerSpec, steps: number, more = {}) =>
  finish(specOf(optimizer, [1], steps, more), bowl).frames;

describe("the valley under the course's AdaGrad", () => {
  const { frames } = finish(specOf({ name: "adagrad", convention: "leedl", lr: 1 }, [-120, -4], 800), valley);

  it("before its burst: sigma of w is small after hundreds of small gradients", () => {
    const meaning = stepMeaning(frames, 640);
    expect(meaning).toMatchObject({ code: "small-scale", entry: 1 });
    // |g| of w is 93,000 beside a sigma of 4.8 million at step 16, and 14,100 beside 4.3 million at step 20.
    const { steps, share } = meaning as { steps: number; share: number };
    expect(640 - steps).toBeGreaterThan(16);
    expect(640 - steps).toBeLessThanOrEqual(20);
    // 783,000 of the 11.3 million that the first gradient made it.
    expect(share).toBeCloseTo(7.83e5 / 1.13e7, 2);
  });

  it("in its burst: it bounces between the walls, further with every step", () => {
    expect(stepMeaning(frames, 720)).toMatchObject({ code: "bouncing", grows: true });
  });

  it("at its beginning: nothing but the step", () => {
    expect(stepMeaning(frames, 0)).toEqual({ code: "plain", entry: expect.any(Number) as number, movement: 1 });
  });
});

describe("the ball with momentum", () => {
  const { frames } = finish(specOf({ name: "sgd", lr: 0.01, momentum: 0.9 }, [-1.8], 80), ball);

  it("climbs the hump: m is negative where g is positive", () => {
    const meaning = stepMeaning(frames, 5);
    expect(meaning).toEqual({
      code: "uphill",
      reason: "memory",
      entry: 0,
      gradient: frames.gradient[5],
      direction: frames.direction[5],
    });
    expect(frames.gradient[5]).toBeCloseTo(1.24, 2);
    expect(frames.direction[5]).toBeCloseTo(-19.8, 1);
  });

  it("passes its top by inertia: g is nearly zero and m is not", () => {
    expect(stepMeaning(frames, 8)).toMatchObject({ code: "inertia", entry: 0, gradient: frames.gradient[8] });
    expect(Math.abs(frames.gradient[8])).toBeLessThan(0.02);
  });
});

describe("on a bowl of curvature 4", () => {
  it.each([
    ["shrinks below the stability limit of 2/4", 0.45, false],
    ["grows above it", 0.55, true],
  ])("bouncing %s", (_name, lr, grows) => {
    const frames = onBowl({ name: "sgd", lr }, 12);
    expect(stepMeaning(frames, 9)).toEqual({ code: "bouncing", entry: 0, steps: 9, grows });
    expect(stepMeaning(frames, 5)).toMatchObject({ code: "plain" });
  });

  it("a warm-up is told by its rates", () => {
    const frames = onBowl({ name: "sgd", lr: 0.01 }, 20, {
      schedule: { name: "linear", start_factor: 0.1, end_factor: 1, total_iters: 10 },
    });
    expect(stepMeaning(frames, 6)).toEqual({
      code: "rate-rising",
      from: frames.learningRate[0],
      to: frames.learningRate[6],
      steps: 6,
    });
    expect(stepMeaning(frames, 15)).toMatchObject({ code: "plain" });
  });

  it("a method of signs steps equally far, whatever the gradient", () => {
    const frames = onBowl({ name: "sign_sgd", lr: 0.01 }, 12);
    expect(stepMeaning(frames, 5)).toEqual({ code: "fixed-length", entry: 0, length: 0.01 });
  });

  it("plain descent moves by eta m / sigma", () => {
    expect(stepMeaning(onBowl({ name: "sgd", lr: 0.1 }, 3), 0)).toEqual({ code: "plain", entry: 0, movement: -0.4 });
  });

  it("at the minimum it rests", () => {
    const { frames } = finish(specOf({ name: "sgd", lr: 0.1 }, [0], 3), bowl);
    expect(stepMeaning(frames, 1)).toEqual({ code: "at-rest" });
  });
});

it("a method told to maximise goes uphill on purpose", () => {
  const climbing = { name: "sgd", lr: 0.1, maximize: true };
  const frames = onBowl(climbing, 3);
  expect(stepMeaning(frames, 1)).toMatchObject({ code: "uphill", reason: "memory" });
  expect(stepMeaning(frames, 1, climbing)).toMatchObject({ code: "plain" });
  expect(stepMeaning(frames, 1, { name: "sam", optimizer: climbing })).toMatchObject({ code: "plain" });
});

describe("methods whose m and sigma are no memory of gradients", () => {
  it("Newton goes uphill to the hump, because of the curvature", () => {
    const newton = { name: "newton", lr: 0.5 };
    const hump = createObjective({ expression: "(x^2 - 1)^2 - 0.3*x" });
    const { frames } = finish(specOf(newton, [-0.3], 4), hump);
    // At -0.3: g = 4 x (x^2 - 1) - 0.3 = 0.792, H = 12 x^2 - 4 = -2.92.
    expect(stepMeaning(frames, 0, newton)).toMatchObject({ code: "uphill", reason: "curvature", entry: 0 });
    expect(frames.gradient[0]).toBeCloseTo(0.792, 12);
    expect(frames.direction[0]).toBeCloseTo(0.792 / -2.92, 12);
  });

  it("their sigma, a length that was searched, is not said to remember gradients", () => {
    const bfgs = { name: "bfgs", lr: 0.1 };
    const rosenbrock = createObjective({ expression: "(1 - x)^2 + 100*(y - x^2)^2" });
    const { frames } = finish(specOf(bfgs, [-1.2, 1], 300), rosenbrock);
    const rows = Array.from({ length: 300 }, (_, row) => row);
    expect(rows.some((row) => stepMeaning(frames, row)?.code === "small-scale")).toBe(true);
    const codes = new Set(rows.map((row) => stepMeaning(frames, row, bfgs)?.code));
    expect([...codes].filter((code) => code === "small-scale" || code === "inertia")).toEqual([]);
  });

  it("SAM goes uphill where the worst point nearby lies beyond the top of a hump", () => {
    const sam = { name: "sam", rho: 0.5, optimizer: { name: "sgd", lr: 0.1 } };
    const hump = handmadeObjective(["x"], ([x], g) => {
      g[0] = -2 * x;
      return -x * x;
    });
    // At -0.1 the slope is 0.2, at the worst point, 0.4, it is -0.8.
    const { frames } = finish(specOf(sam, [-0.1], 2), hump);
    expect(stepMeaning(frames, 0, sam)).toMatchObject({ code: "uphill", reason: "look-ahead", gradient: 0.2 });
    expect(frames.direction[0]).toBeCloseTo(-0.8, 12);
  });

  it("every k-th step of Lookahead is its pull back, of any Lookahead in the nest", () => {
    const inner = { name: "lookahead", k: 3, optimizer: { name: "adam", lr: 0.01 } };
    const nest = { name: "sam", optimizer: { name: "lookahead", k: 4, optimizer: { name: "adam", lr: 0.01 } } };
    const codes = (optimizer: OptimizerSpec) =>
      Array.from({ length: 12 }, (_, row) => stepMeaning(onBowl(optimizer, 12), row, optimizer)?.code);
    expect(codes(inner).flatMap((code, row) => (code === "pull-back" ? [row + 1] : []))).toEqual([3, 6, 9, 12]);
    expect(codes(nest).flatMap((code, row) => (code === "pull-back" ? [row + 1] : []))).toEqual([4, 8, 12]);
    expect(methodTraits({ name: "lookahead", optimizer: inner }).pulls).toEqual([5, 3]);
  });
});

it("steps that were not recorded one after another do not count as bouncing", () => {
  const frames = onBowl({ name: "sgd", lr: 0.45 }, 60, { record: { kind: "every", interval: 3 } });
  expect(stepMeaning(frames, 15)?.code).not.toBe("bouncing");
});

it("a step that is not finite, or no row at all, means nothing", () => {
  const frames = { ...allocateFrames(1, 1), direction: Float64Array.of(Infinity), scale: Float64Array.of(1) };
  frames.learningRate[0] = 1;
  expect(stepMeaning(frames, 0)).toBeNull();
  expect(stepMeaning(frames, 1)).toBeNull();
});
