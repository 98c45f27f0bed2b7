import { describe, expect, test } from "vitest";
import { createObjective } from "../../../src-core/objective/index.ts";
import { drive } from "../../support/drive.ts";
import { toyProduct } from "../../support/handmade-objectives.ts";

const TIGHT = { rtol: 1e-11, atol: 1e-13 };

describe("gradient flow", () => {
  test.each([
    // The error of a whole path is the sum of its substeps' errors; a bowl shrinks them on the way.
    { tolerances: { rtol: 1e-4, atol: 1e-7 }, allowed: 1e-4 },
    { tolerances: { rtol: 1e-6, atol: 1e-9 }, allowed: 1e-6 },
    { tolerances: TIGHT, allowed: 1e-11 },
  ])("on a bowl every eigendirection decays by exp(-lambda time), to $allowed", ({ tolerances, allowed }) => {
    // H = [[5, 3], [3, 5]]: 8 along (1, 1), 2 along (1, -1).
    const bowl = createObjective({ expression: "2.5*x^2 + 3*x*y + 2.5*y^2" });
    const run = drive({ name: "gradient_flow", lr: 0.05, ...tolerances }, bowl, [3, 1]);
    for (let k = 1; k <= 40; k++) {
      run.advance();
      const [along, across] = [2 * Math.exp(-8 * 0.05 * k), Math.exp(-2 * 0.05 * k)];
      expect(Math.abs(run.theta[0] - (along + across))).toBeLessThanOrEqual(allowed);
      expect(Math.abs(run.theta[1] - (along - across))).toBeLessThanOrEqual(allowed);
    }
    expect(run.state["time"]).toBeCloseTo(2, 12);
  });

  test("w1^2 - w2^2 never changes on the toy (1 - w1 w2)^2, as gradient descent changes it", () => {
    const flow = drive({ name: "gradient_flow", lr: 0.1, ...TIGHT }, toyProduct, [0.2, 2]);
    const descent = drive({ name: "sgd", lr: 0.1 }, toyProduct, [0.2, 2]);
    const invariant = ([w1, w2]: Float64Array): number => w1 * w1 - w2 * w2;
    const initial = invariant(flow.theta);
    for (let k = 0; k < 50; k++) {
      flow.advance();
      expect(Math.abs(invariant(flow.theta) - initial)).toBeLessThanOrEqual(1e-9);
    }
    expect(flow.theta[0] * flow.theta[1]).toBeCloseTo(1, 8);
    descent.advance(50);
    expect(Math.abs(invariant(descent.theta) - initial)).toBeGreaterThan(0.01);
  });

  test("does not depend on how the time is cut into steps, and a schedule that ends it ends the path", () => {
    const [once, often] = [0.8, 0.1].map((lr) => drive({ name: "gradient_flow", lr, ...TIGHT }, toyProduct, [0.2, 2]));
    once.advance(1);
    often.advance(8);
    often.theta.forEach((value, i) => expect(value).toBeCloseTo(once.theta[i], 9));
    const before = once.theta.slice();
    once.advance(1, 0);
    expect(once.theta).toEqual(before);
    expect(once.state["time"]).toBe(0.8);
  });

  test("is what gradient descent comes near to as its rate falls", () => {
    const flow = drive({ name: "gradient_flow", lr: 1, ...TIGHT }, toyProduct, [0.2, 2]);
    flow.advance(1);
    const distance = (lr: number): number => {
      const run = drive({ name: "sgd", lr }, toyProduct, [0.2, 2]);
      run.advance(Math.round(1 / lr));
      return Math.hypot(run.theta[0] - flow.theta[0], run.theta[1] - flow.theta[1]);
    };
    // Euler's method is of order 1: a tenth of the rate, a tenth of the distance.
    expect(distance(0.001) / distance(0.0001)).toBeCloseTo(10, 0);
  });

  test("a flow too stiff for it covers less time, and says so", () => {
    const wall = createObjective({ expression: "1e9*x^2 + y" });
    const run = drive({ name: "gradient_flow", lr: 1 }, wall, [1, 0]);
    run.advance();
    expect(run.state["time"]).toBeGreaterThan(0);
    expect(run.state["time"]).toBeLessThan(1);
    expect(run.theta.every(Number.isFinite)).toBe(true);
    // y falls by the time that was covered.
    expect(run.theta[1]).toBeCloseTo(-Number(run.state["time"]), 9);
  });

  test("rests where every substep leads to where there is no gradient", () => {
    const edge = createObjective({ expression: "x + sqrt(x)" });
    const run = drive({ name: "gradient_flow", lr: 1 }, edge, [1e-30]);
    run.advance();
    expect(run.theta.every(Number.isFinite)).toBe(true);
    expect(run.state["substep"]).toBe(0);
  });
});
