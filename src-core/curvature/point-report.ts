import { InputError, checkFinite, itemPath, symmetricEigen } from "../numerics/index.ts";
import type { Objective } from "../objective/index.ts";
import { classifyPoint } from "./classify.ts";
import type { ClassifyOptions, PointKind } from "./classify.ts";

/** Everything the second derivatives say about one point: a row of `lab evaluate`. Plain JSON apart from non-finite numbers. */
export interface PointReport {
  readonly at: readonly number[];
  readonly value: number;
  readonly gradient: readonly number[];
  /** Rows of the Hessian. */
  readonly hessian: readonly (readonly number[])[];
  /** Ascending. */
  readonly eigenvalues: readonly number[];
  /** Row i is the unit eigenvector of eigenvalues[i]. */
  readonly eigenvectors: readonly (readonly number[])[];
  readonly kind: PointKind;
}

export interface EvaluateOptions extends ClassifyOptions {
  /** JSON path of the point, for errors. */
  readonly path?: string | undefined;
}

/**
 * Value, gradient, Hessian, its eigenpairs and the verdict at one point.
 *
 * @param theta one finite number per parameter.
 * @throws InputError when theta has the wrong length or an entry that is not a finite number.
 * @example evaluatePoint(createObjective({ expression: "(1 - w1*w2)^2" }), [1, 1]).eigenvalues // => [0, 4]
 * @example evaluatePoint(createObjective({ expression: "x^2 - y^2" }), [0, 0]).kind // => "saddle"
 */
export function evaluatePoint(
  objective: Objective,
  theta: ArrayLike<number>,
  options: EvaluateOptions = {},
): PointReport {
  const n = objective.dimension;
  const at = checkedPoint(theta, objective.parameters, options.path ?? "theta");
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const value = objective.hessian(at, gradient, hessian);
  const eigen = symmetricEigen(hessian, n);
  return {
    at: Array.from(at),
    value,
    gradient: Array.from(gradient),
    hessian: rows(hessian, n),
    eigenvalues: Array.from(eigen.values),
    eigenvectors: rows(eigen.vectors, n),
    kind: Number.isFinite(value) ? classifyPoint(at, gradient, eigen, options) : "not-critical",
  };
}

function checkedPoint(theta: ArrayLike<number>, parameters: readonly string[], path: string): Float64Array {
  if (theta.length !== parameters.length) {
    throw new InputError({
      code: "wrong-length",
      path,
      found: String(theta.length),
      allowed: `${String(parameters.length)} (${parameters.join(", ")})`,
    });
  }
  return Float64Array.from(theta, (entry, index) => checkFinite(itemPath(path, index), entry));
}

function rows(matrix: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from(matrix.subarray(i * n, i * n + n)));
}
