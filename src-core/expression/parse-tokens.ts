import { ExpressionError, excerpt } from "./expression-error.ts";
import { MAX_BRACKET_NESTING } from "./limits.ts";
import type { Token } from "./scan.ts";
import { parseSyntax, type SyntaxNode } from "./syntax-tree.ts";

/**
 * The parser's tree of a text that was cut into these tokens, its errors turned into ours.
 *
 * @throws ExpressionError
 */
export function parseTokens(text: string, tokens: readonly Token[]): SyntaxNode {
  try {
    // Line breaks end a statement in mathjs; here they are spaces. One character stays one character.
    return parseSyntax(text.replaceAll(/[\t\n\r\u00A0]/g, " "));
  } catch (error) {
    if (error instanceof SyntaxError) throw syntaxError(text, tokens, error);
    if (error instanceof RangeError) {
      // The stack: no brackets, they are counted before, but ten thousand minus signs.
      const allowed = `<= ${String(MAX_BRACKET_NESTING)}`;
      throw new ExpressionError({
        code: "too-nested",
        start: 0,
        end: text.length,
        found: excerpt(text, 0, text.length),
        allowed,
      });
    }
    throw error;
  }
}

function syntaxError(text: string, tokens: readonly Token[], error: SyntaxError): ExpressionError {
  const { char } = error as SyntaxError & { readonly char?: unknown };
  const column = typeof char === "number" ? char - 1 : 0;
  const isValueMissing = /Value expected|end of expression/.test(error.message);
  // At the end of the text there is nothing to underline: the last token is what wants a continuation.
  const token = tokens.find((candidate) => candidate.end > column) ?? tokens[tokens.length - 1];
  return new ExpressionError({
    code: "syntax",
    start: token.start,
    end: token.end,
    found: excerpt(text, token.start, token.end),
    allowed: isValueMissing ? "x 2 (" : "+ - * / ^ ) ,",
  });
}
