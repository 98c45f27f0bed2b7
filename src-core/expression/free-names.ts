import { ExpressionError, excerpt } from "./expression-error.ts";
import type { FunctionTable } from "./functions.ts";
import { MAX_NAME_LENGTH } from "./limits.ts";
import { isReservedName, NAMED_NUMBERS, NUMBER_SYMBOLS, OPERATOR_WORDS, UNIT_NAMES } from "./names.ts";
import type { Token } from "./scan.ts";

/**
 * The names of a text that stand for values of its own, in the order in which they are read: no functions, no words of the
 * grammar, not pi and e, none that is declared.
 *
 * @throws ExpressionError for a unit of measurement after a number, and for a name that is too long
 */
export function freeNames(
  text: string,
  tokens: readonly Token[],
  functions: FunctionTable,
  declared: ReadonlySet<string>,
): readonly Token[] {
  return tokens.filter((token, index) => {
    if (token.kind !== "name" || declared.has(token.text) || OPERATOR_WORDS.has(token.text)) return false;
    if ((NAMED_NUMBERS as readonly string[]).includes(token.text) || NUMBER_SYMBOLS.has(token.text)) return false;
    if (tokens.at(index + 1)?.text === "(" || functions.has(token.text) || isReservedName(token.text)) return false;
    const before = index > 0 ? tokens[index - 1] : null;
    if (before?.kind === "number" && UNIT_NAMES.has(token.text)) {
      const allowed = `${before.text}*${token.text}`;
      const start = before.start;
      throw new ExpressionError({
        code: "unit",
        start,
        end: token.end,
        found: excerpt(text, start, token.end),
        allowed,
        suggestion: allowed,
      });
    }
    if (token.text.length > MAX_NAME_LENGTH) {
      throw new ExpressionError({
        code: "reserved-name",
        start: token.start,
        end: token.end,
        found: excerpt(text, token.start, token.end),
        allowed: `<= ${String(MAX_NAME_LENGTH)}`,
      });
    }
    return true;
  });
}
