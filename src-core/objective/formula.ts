import { compileExpression, parseExpression } from "../expression/index.ts";
import type { CheckedExpression } from "../expression/index.ts";
import { InputError, checkFinite, checkList, checkRecord, checkText, fieldPath, itemPath } from "../numerics/index.ts";
import type { InputErrorCode } from "../numerics/index.ts";
import type { ExpressionProblem, Objective, ProblemSpec } from "./objective.ts";

/**
 * The loss of a problem, ready to be evaluated.
 *
 * @throws InputError when a field is missing, unknown or of the wrong kind, with its path ("problem.constants.a").
 * @throws ExpressionError when the formula itself is wrong, with columns.
 * @example createObjective({ expression: "(1 - w1*w2)^2" }).parameters // => ["w1", "w2"]
 * @example createObjective({ expression: "a*x^2", constants: { a: 3 } }).value(Float64Array.of(2)) // => 12
 */
export function createObjective(problem: ProblemSpec): Objective {
  const { expression, constants } = checkProblem(problem);
  return compileExpression(expression, constants);
}

/** A problem whose fields are right and whose formula parses. */
export interface CheckedProblem {
  /** With its parameters and constants written out, so that the order of theta no longer depends on the text. */
  readonly problem: ExpressionProblem;
  readonly expression: CheckedExpression;
  readonly constants: Readonly<Record<string, number>>;
}

/**
 * A problem from outside (a file, a message, a command line), checked field by field.
 *
 * @throws InputError with the path of the first wrong field; ExpressionError when the formula itself is wrong.
 * @example checkProblem({ expression: "w2 + w1^2" }).problem.parameters // => ["w1", "w2"]
 */
export function checkProblem(value: unknown, path = "problem"): CheckedProblem {
  const record = checkRecord(path, value, FIELDS);
  const text = checkText(fieldPath(path, "expression"), record["expression"]);
  const constants = checkConstants(fieldPath(path, "constants"), record["constants"] ?? {});
  const names =
    record["parameters"] === undefined
      ? {}
      : { parameters: checkNames(fieldPath(path, "parameters"), record["parameters"]) };
  const expression = withinPath(path, () => parseExpression(text, { ...names, constants: Object.keys(constants) }));
  return { problem: { expression: text, parameters: expression.parameters, constants }, expression, constants };
}

const FIELDS = ["expression", "parameters", "constants"];

/** The grammar has a lower limit of its own; this keeps a hostile list from costing time before it gets there. */
const MAX_NAMES = 1000;

function checkNames(path: string, value: unknown): readonly string[] {
  return checkList(path, value, MAX_NAMES).map((name, index) => checkText(itemPath(path, index), name));
}

function checkConstants(path: string, value: unknown): Readonly<Record<string, number>> {
  const entries = Object.entries(checkRecord(path, value));
  checkList(path, entries, MAX_NAMES);
  return Object.fromEntries(entries.map(([name, number]) => [name, checkFinite(fieldPath(path, name), number)]));
}

/** Parsing knows the lists of names only as `parameters` and `constants`; here they are fields of a problem. */
function withinPath<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { found, allowed } = error;
    // Safe: an InputError is only ever made with one of these codes.
    const code = error.code as InputErrorCode;
    throw new InputError({ code, path: `${path}.${error.path}`, found, allowed });
  }
}
