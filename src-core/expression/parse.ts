import { ExpressionError, excerpt } from "./expression-error.ts";
import { isFunctionName } from "./functions.ts";
import { Graph } from "./graph.ts";
import { MAX_BRACKET_NESTING, MAX_NAME_LENGTH, MAX_PARAMETERS } from "./limits.ts";
import { lowerTree } from "./lower.ts";
import {
  checkDeclaredNames,
  compareNaturally,
  isReservedName,
  NAMED_NUMBERS,
  NUMBER_SYMBOLS,
  OPERATOR_WORDS,
  UNIT_NAMES,
} from "./names.ts";
import { scanFormula, type Token } from "./scan.ts";
import { parseSyntax, type SyntaxNode } from "./syntax-tree.ts";

/** A formula that was understood: its names and its graph. It holds no functions; see compileExpression. */
export interface CheckedExpression {
  readonly text: string;
  /** The order of theta. */
  readonly parameters: readonly string[];
  readonly constants: readonly string[];
  /** The formula as typed, with shared parts; nothing is computed or rearranged yet. */
  readonly graph: Graph;
  /** The node of the loss in `graph`. */
  readonly root: number;
}

export interface ExpressionNames {
  /** Fixes the order of theta; every other name is then an error. Left out, the free names are the parameters, in natural order. */
  readonly parameters?: readonly string[] | undefined;
  /** Names that stand for numbers given later. */
  readonly constants?: readonly string[] | undefined;
}

/**
 * Understands a typed loss: mathjs' grammar for arithmetic, the functions of EXPRESSION_FUNCTIONS, comparisons, `and or xor not`,
 * `a ? b : c`, the numbers `pi` and `e`. Implicit products are mathjs' own (`2x`, `3 sin(x)`, `1/2 x` is (1/2) x), except that
 * `sin(x)(x)` is refused as ambiguous. Declared parameters and constants hide `pi` and `e`.
 *
 * Nothing of the text is run or reaches generated code; any text is answered within a moment.
 *
 * @throws ExpressionError for a wrong formula, with columns
 * @throws InputError for a wrong list of names, with the path `parameters[i]` or `constants.name`
 * @example parseExpression("(1 - w1*w2)^2").parameters // => ["w1", "w2"]
 * @example parseExpression("a*x^2 + w10 + w2", { constants: ["a"] }).parameters // => ["w2", "w10", "x"]
 */
export function parseExpression(text: string, names: ExpressionNames = {}): CheckedExpression {
  const constants = names.constants ?? [];
  checkDeclaredNames(names.parameters, constants, isFunctionName);
  const tokens = scanFormula(text);
  const tree = parseTokens(text, tokens);
  const parameters = names.parameters ?? findParameters(text, tokens, new Set(constants));

  const graph = new Graph({ isExact: true });
  const known = new Map<string, number>();
  for (const name of NAMED_NUMBERS) known.set(name, graph.make(name));
  for (const [symbol, name] of NUMBER_SYMBOLS) if (text.includes(symbol)) known.set(symbol, graph.make(name));
  constants.forEach((name, index) => known.set(name, graph.make("constant", [], index)));
  parameters.forEach((name, index) => known.set(name, graph.make("parameter", [], index)));
  const root = lowerTree(tree, { text, tokens, graph, names: known });
  if (parameters.length === 0) {
    throw new ExpressionError({
      code: "no-parameters",
      start: 0,
      end: text.length,
      found: excerpt(text, 0, text.length),
      allowed: `1 to ${String(MAX_PARAMETERS)}`,
    });
  }
  return { text, parameters: [...parameters], constants: [...constants], graph, root };
}

/**
 * parseExpression with the error as a result, for checking while someone types.
 *
 * @throws InputError for a wrong list of names
 * @example checkExpression("1 + sigmod(x)").error.suggestion // => "sigmoid"
 */
export function checkExpression(
  text: string,
  names: ExpressionNames = {},
):
  | { readonly ok: true; readonly expression: CheckedExpression }
  | { readonly ok: false; readonly error: ExpressionError } {
  try {
    return { ok: true, expression: parseExpression(text, names) };
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, error };
    throw error;
  }
}

/** The parser's tree, its errors turned into ours. */
function parseTokens(text: string, tokens: readonly Token[]): SyntaxNode {
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

/** The free names of a formula in natural order. */
function findParameters(text: string, tokens: readonly Token[], constants: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.kind !== "name" || constants.has(token.text) || OPERATOR_WORDS.has(token.text)) return;
    if ((NAMED_NUMBERS as readonly string[]).includes(token.text) || NUMBER_SYMBOLS.has(token.text)) return;
    if (tokens.at(index + 1)?.text === "(" || isFunctionName(token.text) || isReservedName(token.text)) return;
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
      const allowed = `<= ${String(MAX_NAME_LENGTH)}`;
      throw new ExpressionError({
        code: "reserved-name",
        start: token.start,
        end: token.end,
        found: excerpt(text, token.start, token.end),
        allowed,
      });
    }
    found.add(token.text);
    if (found.size > MAX_PARAMETERS) {
      const allowed = `<= ${String(MAX_PARAMETERS)}`;
      throw new ExpressionError({
        code: "too-many-parameters",
        start: token.start,
        end: token.end,
        found: `${token.text} (${String(found.size)})`,
        allowed,
      });
    }
  });
  return [...found].sort(compareNaturally);
}
