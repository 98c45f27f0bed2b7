import { describe, expect, test } from "vitest";
import { finish, specOf, thetaAt } from "../../support/runs.ts";
import { momentumBall, toyProduct } from "../../support/handmade-objectives.ts";

const STEPS = 100_000;

describe("the toy network (1 - w1 w2)^2", () => {
  const endOf = (start: readonly number[], lr: number) => {
    const { frames, stopped } = finish(specOf({ name: "sgd", lr }, start, STEPS), toyProduct);
    return { theta: thetaAt(frames, stopped.step), frames, stopped };
  };

  /** The larger eigenvalue of the Hessian on w1 w2 = 1. */
  const sharpness = ([w1, w2]: readonly number[]): number => 2 * (w1 * w1 + w2 * w2);

  test("from exactly (0.5, -0.5) it runs into the saddle, loss 1", () => {
    const { theta, frames } = endOf([0.5, -0.5], 0.1);
    expect(Math.max(...theta.map(Math.abs))).toBeLessThan(1e-300);
    expect(theta[0]).toBe(-theta[1]);
    expect(frames.loss.at(-1)).toBe(1);
  });

  test("a millionth beside it, it escapes and ends at (1, 1)", () => {
    const { theta } = endOf([0.5, -0.5 + 1e-6], 0.1);
    expect(theta[0]).toBeCloseTo(1, 6);
    expect(theta[1]).toBeCloseTo(1, 6);
  });

  test.each([
    [[2, 0.1], 0.05, 8.86],
    [[2, 0.1], 0.15, 8.5],
    [[2, 0.1], 0.2, 7.77],
    [[2, 0.1], 0.25, 5.76],
    [[2, 0.1], 0.3, 4.04],
    [[2, 0.1], 0.35, 4.0],
    [[3, 0.1], 0.05, 18.3],
    [[3, 0.1], 0.1, 17.5],
    [[3, 0.1], 0.15, 5.41],
    [[3, 0.1], 0.2, 6.54],
  ] as const)("from %o a rate of %f ends at a sharpness of %f, below 2 / lr", (start, lr, expected) => {
    const { theta, stopped } = endOf(start, lr);
    expect(stopped.reason).toBe("steps");
    expect(Math.abs(sharpness(theta) - expected)).toBeLessThan(expected > 10 ? 0.05 : 0.005);
    expect(sharpness(theta)).toBeLessThan(2 / lr);
    expect(theta[0] * theta[1]).toBeCloseTo(1, 12);
  });

  test("0.35 from (2, 0.1) ends in the other valley, at (-1, -1)", () => {
    const { theta } = endOf([2, 0.1], 0.35);
    expect(theta[0]).toBeCloseTo(-1, 1);
    expect(theta[1]).toBeCloseTo(-1, 1);
  });

  test.each([
    [[2, 0.1], 0.45],
    [[3, 0.1], 0.25],
  ] as const)("from %o a rate of %f diverges", (start, lr) => {
    expect(endOf(start, lr).stopped).toMatchObject({ reason: "diverged", cause: { quantity: "theta" } });
  });
});

describe("the momentum ball (x^2 - 1)^2 - 0.3 x from -1.8", () => {
  const LEFT = -0.96015;
  const RIGHT = 1.03558;

  test.each([
    [0.01, 0, LEFT],
    [0.01, 0.5, LEFT],
    [0.01, 0.8, LEFT],
    [0.01, 0.9, RIGHT],
    [0.01, 0.95, RIGHT],
    [0.02, 0.8, RIGHT],
    [0.02, 0.9, RIGHT],
    [0.02, 0.95, LEFT],
    [0.005, 0.8, LEFT],
    [0.005, 0.9, RIGHT],
  ])("lr %f, lambda %f ends at %f, in the course's form and in torch's", (lr, momentum, minimum) => {
    for (const convention of ["leedl", "pytorch"] as const) {
      const spec = specOf({ name: "sgd", convention, lr, momentum }, [-1.8], 2000);
      expect(thetaAt(finish(spec, momentumBall).frames, 2000)[0]).toBeCloseTo(minimum, 5);
    }
  });
});
