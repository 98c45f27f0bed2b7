import { describe, expect, it } from "vitest";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { allocateFrames, stepMeaning } from "../../../src-core/run/index.ts";
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
    expect(meaning).toEqual({ code: "uphill", entry: 0, gradient: frames.gradient[5], direction: frames.direction[5] });
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
  const frames = onBowl({ name: "sgd", lr: 0.1, maximize: true }, 3);
  expect(stepMeaning(frames, 1)).toMatchObject({ code: "uphill" });
  expect(stepMeaning(frames, 1, true)).toMatchObject({ code: "plain" });
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
