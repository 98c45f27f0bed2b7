import { InputError } from "../numerics/index.ts";
import type { Failure } from "./jobs.ts";

/**
 * An error as plain data that may cross to the page: a wrong input tells what is wrong with it, a wrong formula where;
 * an error that carries a `failure` is that failure; of anything else nothing is told but that it happened, since its
 * message may hold paths.
 *
 * @example failureOf(new InputError({ code: "out-of-range", path: "lr", found: "-1", allowed: "> 0" })).values.path // => "lr"
 * @example failureOf(new Error("/home/ada/secret")) // => { code: "job/unknown", values: {} }
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof InputError) {
    const { code, path, found, allowed, column } = error;
    return { code, values: { path, found, allowed, ...(column === null ? {} : { column }) } };
  }
  if (error instanceof Error && isFormulaError(error)) {
    const { line, start, end, found, allowed, suggestion } = error;
    const values = { ...(line == null ? {} : { line }), start, end, found, allowed, suggestion: suggestion ?? "" };
    return { code: `expression/${error.code}`, values };
  }
  if (error instanceof Error && "failure" in error && isFailure(error.failure)) return error.failure;
  if (error instanceof RangeError && NO_MEMORY.test(error.message)) return { code: "job/out-of-memory", values: {} };
  return { code: "job/unknown", values: {} };
}

/** What V8 says when typed arrays cannot be had. */
const NO_MEMORY = /allocation failed|invalid (typed array|array buffer) length/i;

interface FormulaError extends Error {
  readonly code: string;
  /** Where the text has lines. */
  readonly line?: number | null;
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly allowed: string;
  readonly suggestion: string | null;
}

/** By its name: the class lives beside the formula parser, which the preload script should not have to load. */
function isFormulaError(error: Error): error is FormulaError {
  return error.name === "ExpressionError" && "start" in error && "end" in error && "suggestion" in error;
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    "values" in value &&
    typeof value.code === "string"
  );
}
