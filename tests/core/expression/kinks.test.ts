import { describe, expect, it } from "vitest";
import { compileExpression, parseExpression } from "../../../src-core/expression/index.ts";

/** Derivatives where there are none: the conventions that the table of functions and partials.ts state. */
describe.each([
  // formula of x, y, at, gradient
  ["abs(x) + 0*y", [0, 0], [0, 0]],
  ["sign(x) + y", [0, 0], [0, 1]],
  ["sign(x) + y", [2, 0], [0, 1]],
  ["floor(x)*y", [2, 3], [0, 2]],
  ["ceil(x)*y", [2, 3], [0, 2]],
  ["round(x)*y", [2.5, 3], [0, 2]],
  ["round(x)*y", [3.5, 3], [0, 4]],
  ["round(x)*y", [-2.5, 3], [0, -2]],
  ["relu(x)*y", [0, 3], [0, 0]],
  ["leaky_relu(x)*y", [0, 3], [0.03, 0]],
  ["leaky_relu(x, 0.2)*y", [0, 3], [0.6000000000000001, 0]],
  ["max(x, y)", [1, 1], [0.5, 0.5]],
  ["min(x, y)", [1, 1], [0.5, 0.5]],
  ["max(x, y, 1)", [1, 1], [1 / 3, 1 / 3]],
  ["max(x, y, -x)", [0, 5], [0, 1]],
  ["min(x, 2*y, x)", [1, 2], [1, 0]],
  ["mod(x, y)", [6, 3], [1, -2]],
  ["mod(x, y)", [-7, 3], [1, 3]],
  ["hypot(x, y)", [0, 0], [0, 0]],
  ["atan2(y, x)", [0, 0], [0, 0]],
  ["x^2 + y^3", [0, 0], [0, 0]],
  ["x^y", [0, 2], [0, 0]],
  ["x^y", [0, 1], [1, 0]],
  ["x^y", [0, 0], [0, 0]],
  ["x^y", [2, 0], [0, Math.LN2]],
  ["x > 0 ? x^2 : 3*x + y", [0, 0], [3, 1]],
  ["x >= 0 ? x^2 : 3*x + y", [0, 0], [0, 0]],
  ["(x > y)*5", [1, 1], [0, 0]],
  ["sqrt(x^2 + y)", [0, 4], [0, 0.25]],
] as const)("%s at %j", (text, at, wanted) => {
  it(`has the gradient ${JSON.stringify(wanted)}`, () => {
    const loss = compileExpression(parseExpression(text, { parameters: ["x", "y"] }));
    const gradient = new Float64Array(2);
    loss.gradient(Float64Array.from(at), gradient);
    expect([...gradient].map((entry) => entry + 0)).toEqual([...wanted]);
    // The Hessian at a kink follows the same choice of branch; it is finite wherever the gradient's formula is.
    const again = new Float64Array(2);
    loss.hessian(Float64Array.from(at), again, new Float64Array(4));
    expect([...again].map((entry) => entry + 0)).toEqual([...wanted]);
  });
});

describe("branches that are not taken", () => {
  it.each([
    ["x > 0 ? sqrt(x) : -x", -1, -1, 0],
    ["x > 0 ? log(x) : 2*x", 0, 2, 0],
    ["max(log(x), -5)", 0, 0, 0],
    ["min(1/x, 7)", 0, 0, 0],
    ["3*(x > 0 ? x^0.5 : 0)^2 + x", -4, 1, 0],
    ["x == 0 ? 1 : sin(x)/x", 0, 0, 0],
  ])("%s at %d: NaN and infinity stay out", (text, x, slope, curvature) => {
    const loss = compileExpression(parseExpression(text));
    const gradient = new Float64Array(1);
    const hessian = new Float64Array(1);
    loss.hessian(Float64Array.of(x), gradient, hessian);
    expect(gradient[0] + 0).toBe(slope);
    expect(hessian[0] + 0).toBe(curvature);
    const product = new Float64Array(1);
    loss.hessianVector(Float64Array.of(x), Float64Array.of(2), product);
    expect(product[0] + 0).toBe(2 * curvature);
  });

  it("shows the NaN of the branch that is taken", () => {
    const loss = compileExpression(parseExpression("x > 0 ? sqrt(-x) : x"));
    const gradient = new Float64Array(1);
    expect(loss.gradient(Float64Array.of(1), gradient)).toBeNaN();
    expect(gradient[0]).toBeNaN();
  });
});

describe("powers at zero have no NaN", () => {
  it.each(["x^2", "x^3", "x^16", "x^17", "x^2.5 + x^3", "x^4/2 + x*x", "x^1", "x^0 + x"])("%s", (text) => {
    const loss = compileExpression(parseExpression(text));
    const gradient = new Float64Array(1);
    const hessian = new Float64Array(1);
    loss.hessian(Float64Array.of(0), gradient, hessian);
    expect(Number.isFinite(gradient[0])).toBe(true);
    expect(Number.isFinite(hessian[0])).toBe(true);
  });
});
