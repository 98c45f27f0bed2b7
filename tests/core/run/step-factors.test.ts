import { describe, expect, it } from "vitest";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { stepFactors, takenSteps } from "../../../src-core/run/index.ts";
import { valley } from "../../support/handmade-objectives.ts";
import { finish, specOf } from "../../support/runs.ts";

describe("the factors of the steps", () => {
  it("are m, sigma and eta / sigma, whose product is the movement", () => {
    const optimizer: OptimizerSpec = { name: "adam", lr: 0.1 };
    const { frames } = finish(specOf(optimizer, [-120, -4], 20, { schedule: { name: "inverse-sqrt" } }), valley);
    const taken = takenSteps(frames, true);
    for (const entry of [0, 1]) {
      const { direction, scale, effectiveRate } = stepFactors(taken, entry);
      for (let row = 0; row < taken.count; row += 1) {
        const theta = frames.theta[2 * row + entry];
        const next = frames.theta[2 * (row + 1) + entry];
        expect(effectiveRate[row]).toBe(frames.learningRate[row] / scale[row]);
        expect(next).toBeCloseTo(theta - effectiveRate[row] * direction[row], ROUNDED_DIGITS);
      }
    }
  });

  it("of the course's AdaGrad begin with sigma = |g|", () => {
    const optimizer: OptimizerSpec = { name: "adagrad", convention: "leedl", lr: 1 };
    const { frames } = finish(specOf(optimizer, [-120, -4], 1), valley);
    const { direction, scale, effectiveRate } = stepFactors(takenSteps(frames, true), 1);
    expect(scale[0]).toBe(Math.abs(frames.gradient[1]));
    expect(direction[0]).toBe(frames.gradient[1]);
    expect(effectiveRate[0]).toBe(1 / scale[0]);
  });

  it("leave out the last row of a run that has ended, and no row of one that goes on", () => {
    const { frames } = finish(specOf({ name: "sgd", lr: 1e-7 }, [-120, -4], 5), valley);
    expect(takenSteps(frames, true).steps).toEqual(Float64Array.of(0, 1, 2, 3, 4));
    expect(takenSteps(frames, false)).toBe(frames);
  });
});

/** The product is rounded once more than the step was; theta is about 100. */
const ROUNDED_DIGITS = 12;
