import { InputError } from "../../src-core/numerics/index.ts";

/** Something is wrong with how the command was called or with a file it was given: exit 2, one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Ctrl-C was pressed: exit 130. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("interrupted");
  }
}

/** An error of a formula, with the JSON path of the field that holds the formula. */
export class FormulaError extends Error {
  override readonly name = "FormulaError";
  readonly path: string;

  constructor(path: string, cause: Error) {
    super(cause.message, { cause });
    this.path = path;
  }
}

/** The line for standard error, without the command's name; null for an error that is not the caller's. */
export function inputErrorLine(error: unknown): string | null {
  if (error instanceof FormulaError) return oneLine(`${error.path}, ${error.message}`);
  if (error instanceof InputError || error instanceof UsageError) return oneLine(error.message);
  return null;
}

/** Whatever the input held, the answer is one line without control characters. */
function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]\s*/g, " ").replaceAll(/\p{Cc}/gu, "?");
}
