import { directionalNodes, gradientNodes, unitDirection } from "./derivatives.ts";
import type { CheckedExpression } from "./parse.ts";
import { TexPrinter, TooLongTexError } from "./tex-printer.ts";

/** What stands in place of a formula that would be too long to read. */
export const TOO_LONG_TEX = "\\cdots";

export interface TexOptions {
  /** The word of the last of several cases, in the reader's language. */
  readonly otherwise?: string;
}

/**
 * The loss as TeX, in the order in which it was typed. KaTeX and LaTeX (amsmath) read it.
 *
 * @returns `\cdots` for a formula of more than 20,000 characters of TeX
 * @example expressionTex(parseExpression("(1 - w1*w2)^2")) // => "(1 - w_1 w_2)^{2}"
 */
export function expressionTex(expression: CheckedExpression, options: TexOptions = {}): string {
  return printAll(expression, [expression.root], options)[0];
}

/**
 * The gradient as TeX, one entry per parameter, simplified for reading. Guards at isolated points (x^y at x = 0, hypot and atan2
 * at the origin) are left out.
 *
 * @returns `\cdots` for entries of more than 20,000 characters, and everywhere for formulas of more than 500 parts
 * @example gradientTex(parseExpression("(1 - w1*w2)^2")) // => ["-2 w_2 (1 - w_1 w_2)", "-2 w_1 (1 - w_1 w_2)"]
 */
export function gradientTex(expression: CheckedExpression, options: TexOptions = {}): string[] {
  const { graph, root, parameters } = expression;
  if (isUnreadable(expression)) return parameters.map(() => TOO_LONG_TEX);
  return printAll(expression, gradientNodes(graph, root, parameters.length), options);
}

/**
 * The Hessian as TeX, full rows.
 *
 * @returns `\cdots` everywhere for formulas whose Hessian would take long to derive
 * @example hessianTex(parseExpression("x^2*y")) // => [["2 y", "2 x"], ["2 x", "0"]]
 */
export function hessianTex(expression: CheckedExpression, options: TexOptions = {}): string[][] {
  const { graph, root } = expression;
  const dimension = expression.parameters.length;
  const unreadable = () => expression.parameters.map(() => expression.parameters.map(() => TOO_LONG_TEX));
  if (isUnreadable(expression)) return unreadable();
  const gradient = gradientNodes(graph, root, dimension);
  const present = gradient.filter((node) => node !== null);
  if (dimension * graph.reachable(present).length > MAX_TEX_WORK) return unreadable();
  const rows = gradient.map((_, row) => {
    const upper = gradient.slice(row).map((entry) => {
      return entry === null ? null : directionalNodes(graph, [entry], unitDirection(dimension, row))[0];
    });
    return printAll(expression, upper, options);
  });
  return rows.map((_, row) =>
    rows.map((__, column) => (column < row ? rows[column][row - column] : rows[row][column - row])),
  );
}

/** Nodes of a loss beyond which no one reads its derivatives. */
const MAX_TEX_NODES = 500;

/** Parameters times nodes of the gradient beyond which no one reads the Hessian. */
const MAX_TEX_WORK = 2_000;

function isUnreadable({ graph, root }: CheckedExpression): boolean {
  return graph.reachable([root]).length > MAX_TEX_NODES;
}

function printAll(expression: CheckedExpression, roots: readonly (number | null)[], options: TexOptions): string[] {
  const { graph, parameters, constants } = expression;
  const printer = new TexPrinter(graph, parameters, constants, options.otherwise ?? "otherwise");
  return roots.map((root) => {
    if (root === null) return "0";
    try {
      return printer.print(root);
    } catch (error) {
      if (error instanceof TooLongTexError) return TOO_LONG_TEX;
      throw error;
    }
  });
}
