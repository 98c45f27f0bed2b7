import { symmetricEigen } from "../numerics/index.ts";

/**
 * Solves A x = b for a symmetric A whose eigenvalues lambda are replaced by divisor(lambda) first:
 *
 *   x = sum over i of v_i (v_i . b) / divisor(lambda_i)
 *
 * Directions whose divisor is at most n * 2.2e-16 of the largest one in size are left out, as the pseudo-inverse does (the
 * bound of numpy.linalg.matrix_rank): there A says nothing about x. A matrix that is not finite says nothing at all.
 *
 * @param matrix n * n numbers, row-major.
 * @param out n numbers, written; 0 where nothing is said.
 * @returns how many directions were taken: n for a matrix of full rank, 0 for one of zeros or one that is not finite.
 */
export function spectralSolve(
  matrix: Float64Array,
  right: Float64Array,
  divisor: (eigenvalue: number) => number,
  out: Float64Array,
): number {
  const n = right.length;
  const { values, vectors } = symmetricEigen(matrix, n);
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(divisor(value)));
  const bound = n * Number.EPSILON * largest;
  let rank = 0;
  out.fill(0);
  for (let i = 0; i < n; i++) {
    const by = divisor(values[i]);
    // Also false for NaN.
    if (!(Math.abs(by) > bound)) continue;
    rank += 1;
    let along = 0;
    for (let k = 0; k < n; k++) along += vectors[i * n + k] * right[k];
    for (let k = 0; k < n; k++) out[k] += (along / by) * vectors[i * n + k];
  }
  return rank;
}
