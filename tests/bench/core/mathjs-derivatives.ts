import { derivative, parse, type EvalFunction } from "mathjs";
import type { BenchLoss } from "./losses.ts";

/** The peer's way to the same numbers: value, gradient and upper triangle of the Hessian, each an expression of its own. */
export interface MathjsDerivatives {
  /** The names that the compiled expressions read; a Map is what mathjs reads fastest. */
  readonly scope: Map<string, number>;
  readonly compiled: readonly EvalFunction[];
}

export function mathjsDerivatives({
  expression,
  parameters,
  at,
}: Pick<BenchLoss, "expression" | "parameters" | "at">): MathjsDerivatives {
  const value = parse(expression);
  const first = parameters.map((name) => derivative(value, name));
  const second = first.flatMap((node, i) => parameters.slice(i).map((name) => derivative(node, name)));
  return {
    scope: new Map(parameters.map((name, i) => [name, at[i]])),
    compiled: [value, ...first, ...second].map((node) => node.compile()),
  };
}

/** The same order as mathjsDerivatives: value, gradient, upper triangle row by row. */
export function flatten(value: number, gradient: Float64Array, hessian: Float64Array): number[] {
  const n = gradient.length;
  const triangle = Array.from({ length: n }, (_, i) => [...hessian.subarray(i * n + i, (i + 1) * n)]);
  return [value, ...gradient, ...triangle.flat()];
}
