import type { ExpressionError } from "../../src-core/expression/index.ts";
import type { Words } from "../text/index.ts";

/** The sentence for a wrong formula: which column, what was found, what is allowed, and a guess. */
export function describeExpressionError(error: ExpressionError, words: Words["design"]): string {
  const sentence = words.expressionErrors[error.code]({ found: error.found, allowed: error.allowed });
  const column = error.code === "empty" ? "" : words.loss.column(String(error.start + 1));
  return column + sentence + (error.suggestion === null ? "" : words.loss.suggestion(error.suggestion));
}
