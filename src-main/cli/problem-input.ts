import { ExpressionError } from "../../src-core/expression/index.ts";
import { describeValue, InputError } from "../../src-core/numerics/index.ts";
import { checkProblem, createObjective, type Objective, type ProblemSpec } from "../../src-core/objective/index.ts";
import { FormulaError } from "./errors.ts";

/**
 * The problem's objective. The formula's own errors come with the path of the field.
 *
 * @throws FormulaError, InputError.
 */
export function readProblem(
  value: unknown,
  path = "problem",
): { readonly problem: ProblemSpec; readonly objective: Objective } {
  if (typeof value === "object" && value !== null && "network" in value) {
    const allowed = "expression (networks on data are not part of this version yet)";
    throw new InputError({ code: "unsupported", path: `${path}.network`, found: "a network", allowed });
  }
  if (value === undefined) {
    const allowed = '{ "expression": ... }';
    throw new InputError({ code: "missing-field", path, found: describeValue(value), allowed });
  }
  return withFormulaPath(`${path}.expression`, () => {
    const { problem } = checkProblem(value, path);
    return { problem, objective: createObjective(problem) };
  });
}

/** Runs work on a formula and gives its errors the path of the field that holds the formula. */
export function withFormulaPath<Value>(path: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof ExpressionError ? new FormulaError(path, error) : error;
  }
}
