import { expect, test } from "vitest";
import { createObjective, type Objective } from "../../../src-core/objective/index.ts";
import { perturbedObjective } from "../../../src-core/run/perturb.ts";

const squares = createObjective({ expression: "(x - 1)^2 + (x*y)^2", parameters: ["x", "y"] });

/** A loss whose methods stand on its class, as those of a network may. */
class LossOfAClass {
  readonly dimension = 2;
  readonly parameters = ["x", "y"];
  readonly residuals = squares.residuals!;
  readonly matrices = [{ offset: 0, rows: 1, columns: 2 }];
  readonly #loss = squares;

  value(theta: Float64Array): number {
    return this.#loss.value(theta);
  }
  gradient(theta: Float64Array, gradientOut: Float64Array): number {
    return this.#loss.gradient(theta, gradientOut);
  }
  hessian(theta: Float64Array, gradientOut: Float64Array, hessianOut: Float64Array): number {
    return this.#loss.hessian(theta, gradientOut, hessianOut);
  }
  hessianVector(theta: Float64Array, vector: Float64Array, out: Float64Array): void {
    this.#loss.hessianVector(theta, vector, out);
  }
  grid(...request: Parameters<Objective["grid"]>): void {
    this.#loss.grid(...request);
  }
}

test("an objective of a class keeps all that it can; only its gradient is clipped", () => {
  const original = new LossOfAClass();
  const seen = perturbedObjective(original, null, 0, { kind: "value", limit: 0.5 });
  const theta = Float64Array.of(3, 2);
  // By hand: L = 4 + 36, dL = (2 * 2 + 2 * 3 * 4, 2 * 9 * 2), H = ((2 + 2 * 4, 4 * 6), (4 * 6, 2 * 9)).
  const gradient = new Float64Array(2);
  expect(seen.gradient(theta, gradient)).toBe(40);
  expect(Array.from(gradient)).toEqual([0.5, 0.5]);
  expect(seen.value(theta)).toBe(40);
  const hessian = new Float64Array(4);
  expect(seen.hessian(theta, gradient, hessian)).toBe(40);
  expect(Array.from(gradient)).toEqual([28, 36]);
  expect(Array.from(hessian)).toEqual([10, 24, 24, 18]);
  const product = new Float64Array(2);
  seen.hessianVector(theta, Float64Array.of(1, -1), product);
  expect(Array.from(product)).toEqual([-14, 6]);
  const points = new Float64Array(2);
  seen.grid({ held: theta, xIndex: 0, yIndex: -1, x0: 3, dx: 1, nx: 2, y0: 0, dy: 0, ny: 1 }, points);
  expect(Array.from(points)).toEqual([40, 73]);
  expect(seen.residuals).toBe(original.residuals);
  expect(seen.matrices).toBe(original.matrices);
  expect([seen.dimension, seen.parameters]).toEqual([2, ["x", "y"]]);
});

test("without noise and clipping it is the loss itself", () => {
  expect(perturbedObjective(squares, null, 0, null)).toBe(squares);
});
