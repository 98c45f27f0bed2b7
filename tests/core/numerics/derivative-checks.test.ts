import { describe, expect, test } from "vitest";
import { checkGradient, checkHessianVector, createRandom } from "../../../src-core/numerics/index.ts";
import { himmelblau, rosenbrock, toyProduct, valley, wave6 } from "../../support/handmade-objectives.ts";

const at = (...values: number[]): Float64Array => Float64Array.from(values);

describe("checkGradient", () => {
  test.each([
    ["toy", toyProduct, at(0.3, 0.2)],
    ["rosenbrock", rosenbrock, at(-1.2, 1)],
    ["himmelblau", himmelblau, at(1, 2)],
    ["valley", valley, at(-120, -4)],
    ["wave6", wave6, at(0.3, -0.7, 1.1, 0.4, -1.3, 0.9)],
  ] as const)("the handmade gradient of %s is right", (_name, objective, theta) => {
    const check = checkGradient(objective, theta, createRandom(1), { directions: 8 });
    expect(check).toMatchObject({ agrees: true });
    expect(check.error).toBeLessThan(1e-8);
  });

  test("a wrong entry is found, however small a part it is", () => {
    const wrong = {
      ...rosenbrock,
      gradient: (theta: Float64Array, g: Float64Array) => {
        const value = rosenbrock.gradient(theta, g);
        g[1] *= 1 + 1e-5;
        return value;
      },
    };
    expect(checkGradient(wrong, at(-1.2, 1), createRandom(1)).agrees).toBe(false);
  });

  test("at a minimum the gradient is 0 and rounding sets the scale", () => {
    expect(checkGradient(himmelblau, at(3, 2), createRandom(2)).agrees).toBe(true);
  });

  test("theta is not changed", () => {
    const theta = at(-1.2, 1);
    checkGradient(rosenbrock, theta, createRandom(1));
    expect(theta).toEqual(at(-1.2, 1));
  });
});

describe("checkHessianVector", () => {
  const product = (factor: number) => ({
    ...rosenbrock,
    hessianVector: (theta: Float64Array, v: Float64Array, out: Float64Array) => {
      const [x, y] = theta as unknown as [number, number];
      const xy = -400 * x;
      out[0] = (2 - 400 * (y - 3 * x * x)) * v[0] + xy * v[1];
      out[1] = factor * xy * v[0] + 200 * v[1];
    },
  });

  test("accepts the true product and refuses one that is 1e-5 off", () => {
    expect(checkHessianVector(product(1), at(-1.2, 1), createRandom(4)).agrees).toBe(true);
    expect(checkHessianVector(product(1 + 1e-5), at(-1.2, 1), createRandom(4)).agrees).toBe(false);
  });
});
