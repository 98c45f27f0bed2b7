import { call, LOSS_FUNCTIONS, row, type ExpressionFunction, type FunctionRow } from "../functions.ts";

const ROWS: readonly FunctionRow[] = [
  row("norm", ["x"], "\\lVert x \\rVert", null, call("norm")),
  row("maxnorm", ["x"], "\\lVert x \\rVert_{\\infty}", null, call("maxNorm")),
  row("dot", ["x", "y"], "\\langle x, y \\rangle", null, call("dot")),
  row("sum", ["x"], "\\textstyle\\sum_i x_i", null, call("sum")),
  row("mean", ["x"], "\\operatorname{mean}(x)", null, call("mean")),
];

/**
 * The functions that only rules have: each makes one number of all entries of a vector, the entries taken in their order.
 * `norm` is the Euclidean norm, `maxnorm` the largest absolute value. One number in place of a vector stands for a vector
 * whose entries all are that number, so that sum(1) is the number of parameters.
 *
 * @example WHOLE_VECTOR_FUNCTIONS.map((entry) => entry.name) // => ["norm", "maxnorm", "dot", "sum", "mean"]
 */
export const WHOLE_VECTOR_FUNCTIONS: readonly ExpressionFunction[] = ROWS.map((entry) =>
  Object.freeze({ name: entry.name, arguments: entry.arguments, tex: entry.tex, kink: entry.kink }),
);

/** Everything that a rule may call. */
export const RULE_FUNCTIONS = LOSS_FUNCTIONS.with(ROWS);
