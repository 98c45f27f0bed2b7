import type { ExpressionError } from "../../src-core/expression/index.ts";
import type { Words } from "../text/index.ts";

/** The sentence for a wrong formula: which line and column, what was found, what is allowed, and a guess. */
export function describeExpressionError(error: ExpressionError, words: Words["design"]): string {
  const sentence = words.expressionErrors[error.code]({ found: error.found, allowed: error.allowed });
  return placeOf(error, words) + sentence + (error.suggestion === null ? "" : words.loss.suggestion(error.suggestion));
}

function placeOf({ code, line, start }: ExpressionError, words: Words["design"]): string {
  const column = String(start + 1);
  if (line !== null) return words.rule.place(String(line), column);
  return code === "empty" ? "" : words.loss.column(column);
}
