import { describe, expect, it } from "vitest";
import { ExpressionError } from "../../../src-core/expression/index.ts";
import { InputError } from "../../../src-core/numerics/index.ts";
import { checkProblem, createObjective } from "../../../src-core/objective/index.ts";
import type { ProblemSpec } from "../../../src-core/objective/index.ts";

function failure(value: unknown): unknown {
  try {
    // The point is what happens to problems that the types would refuse.
    createObjective(value as ProblemSpec);
  } catch (error) {
    return error;
  }
  return null;
}

function inputFailure(value: unknown): Pick<InputError, "code" | "path"> {
  const error = failure(value);
  expect(error).toBeInstanceOf(InputError);
  const { code, path } = error as InputError;
  return { code, path };
}

describe("createObjective", () => {
  it("finds the parameters in natural order, or takes the order given", () => {
    expect(createObjective({ expression: "w10 + w2 * w1^2" }).parameters).toEqual(["w1", "w2", "w10"]);
    const ordered = createObjective({ expression: "x - 2*y", parameters: ["y", "x"] });
    expect(ordered.parameters).toEqual(["y", "x"]);
    expect(ordered.value(Float64Array.of(1, 10))).toBe(8);
    expect(createObjective({ expression: "x^2", parameters: ["x", "unused"] }).dimension).toBe(2);
  });

  it("gives value, gradient, Hessian, H v and grid of the same function", () => {
    const objective = createObjective({ expression: "a*x^2*y", constants: { a: 3 } });
    const theta = Float64Array.of(2, 5);
    const gradient = new Float64Array(2);
    const hessian = new Float64Array(4);
    const product = new Float64Array(2);
    const grid = new Float64Array(4);
    expect(objective.value(theta)).toBe(60);
    expect(objective.gradient(theta, gradient)).toBe(60);
    expect(Array.from(gradient)).toEqual([60, 12]);
    expect(objective.hessian(theta, gradient, hessian)).toBe(60);
    expect(Array.from(hessian)).toEqual([30, 12, 12, 0]);
    objective.hessianVector(theta, Float64Array.of(1, -1), product);
    expect(Array.from(product)).toEqual([18, 12]);
    objective.grid({ held: theta, xIndex: 0, yIndex: 1, x0: 0, dx: 1, nx: 2, y0: 1, dy: 1, ny: 2 }, grid);
    expect(Array.from(grid)).toEqual([0, 3, 0, 6]);
    expect(Array.from(theta)).toEqual([2, 5]);
  });

  it("gives each objective its own constants", () => {
    const one = createObjective({ expression: "a*x", constants: { a: 1 } });
    const two = createObjective({ expression: "a*x", constants: { a: 2 } });
    expect([one, two, one].map((objective) => objective.value(Float64Array.of(5)))).toEqual([5, 10, 5]);
  });

  it("answers values that do not exist with NaN, not with an exception", () => {
    const objective = createObjective({ expression: "log(x)" });
    expect(objective.value(Float64Array.of(-1))).toBeNaN();
    expect(objective.value(Float64Array.of(0))).toBe(-Infinity);
  });

  it("names the field that is wrong", () => {
    expect(inputFailure(null)).toEqual({ code: "wrong-type", path: "problem" });
    expect(inputFailure({})).toMatchObject({ path: "problem.expression" });
    expect(inputFailure({ expression: 3 })).toEqual({ code: "wrong-type", path: "problem.expression" });
    expect(inputFailure({ expression: "x", colour: 1 })).toEqual({ code: "unknown-field", path: "problem.colour" });
    expect(inputFailure({ expression: "x", parameters: "x" })).toEqual({
      code: "wrong-type",
      path: "problem.parameters",
    });
    expect(inputFailure({ expression: "x", parameters: ["x", 1] }).path).toBe("problem.parameters[1]");
    expect(inputFailure({ expression: "x", parameters: ["x", "x"] })).toEqual({
      code: "inconsistent",
      path: "problem.parameters[1]",
    });
    expect(inputFailure({ expression: "x", parameters: [] }).path).toBe("problem.parameters");
    expect(inputFailure({ expression: "x", constants: { a: "1" } })).toEqual({
      code: "not-a-number",
      path: "problem.constants.a",
    });
    expect(inputFailure({ expression: "a*x", constants: { a: NaN } }).path).toBe("problem.constants.a");
    expect(inputFailure({ expression: "a*x", parameters: ["a", "x"], constants: { a: 1 } }).path).toBe(
      "problem.constants.a",
    );
    expect(inputFailure({ expression: "x", constants: [1] }).path).toBe("problem.constants");
  });

  it("lets the formula's own errors through, with columns", () => {
    const error = failure({ expression: "x + sni(x)" });
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error).toMatchObject({ start: 4, suggestion: "sin" });
  });
});

describe("checkProblem", () => {
  it("writes down the order of the parameters, so that checking again changes nothing", () => {
    const { problem } = checkProblem({ expression: "b*x2 + x1", constants: { b: 2 } });
    expect(problem).toEqual({ expression: "b*x2 + x1", parameters: ["x1", "x2"], constants: { b: 2 } });
    expect(checkProblem(problem).problem).toEqual(problem);
  });

  it("puts its errors under the path it is given", () => {
    expect(() => checkProblem({ expression: "x", parameters: ["sin"] }, "runs[3].problem")).toThrow(
      "runs[3].problem.parameters[0]",
    );
  });
});
