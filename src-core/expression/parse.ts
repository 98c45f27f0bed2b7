import { ExpressionError, excerpt } from "./expression-error.ts";
import { LOSS_FUNCTIONS } from "./functions.ts";
import { Graph } from "./graph.ts";
import { freeNames } from "./free-names.ts";
import { MAX_PARAMETERS } from "./limits.ts";
import { lowerTree } from "./lower.ts";
import { checkDeclaredNames, compareNaturally } from "./names.ts";
import { namedNumbers } from "./named-numbers.ts";
import { parseTokens } from "./parse-tokens.ts";
import { scanFormula, type Token } from "./scan.ts";

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
  checkDeclaredNames(names.parameters, constants, LOSS_FUNCTIONS);
  const tokens = scanFormula(text);
  const tree = parseTokens(text, tokens);
  const parameters = names.parameters ?? findParameters(text, tokens, new Set(constants));

  const graph = new Graph({ isExact: true });
  const known = namedNumbers(graph, text);
  constants.forEach((name, index) => known.set(name, graph.make("constant", [], index)));
  parameters.forEach((name, index) => known.set(name, graph.make("parameter", [], index)));
  const root = lowerTree(tree, { text, tokens, graph, names: known, functions: LOSS_FUNCTIONS });
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

/** The free names of a formula in natural order. */
function findParameters(text: string, tokens: readonly Token[], constants: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const { text: name, start, end } of freeNames(text, tokens, LOSS_FUNCTIONS, constants)) {
    found.add(name);
    if (found.size > MAX_PARAMETERS) {
      throw new ExpressionError({
        code: "too-many-parameters",
        start,
        end,
        found: `${name} (${String(found.size)})`,
        allowed: `<= ${String(MAX_PARAMETERS)}`,
      });
    }
  }
  return [...found].sort(compareNaturally);
}
