import { symmetricEigen2 } from "./eigen-2x2.ts";
import { implicitQl } from "./implicit-ql.ts";
import { householderBasis, tridiagonalise } from "./tridiagonalise.ts";

/** Eigenpairs of a symmetric matrix. */
export interface SymmetricEigen {
  /** n eigenvalues, ascending. */
  readonly values: Float64Array;
  /** n by n, row-major; row i is the unit eigenvector of values[i]. Its leading entry (see below) is positive. */
  readonly vectors: Float64Array;
  /** max_i ||A v_i - lambda_i v_i|| / max |lambda|: how far the answer can be trusted. 0 for the zero matrix. */
  readonly residual: number;
}

/**
 * All eigenvalues and orthonormal eigenvectors of a real symmetric matrix.
 *
 * Householder reflections bring A to tridiagonal form, implicit QL steps bring that to diagonal form; two by two is
 * solved directly. The matrix is scaled by a power of two first, so that entries near 1e300 or 1e-300 neither overflow
 * nor vanish and the scaling costs no rounding.
 *
 * The sign of an eigenvector is free; here the first entry whose size is within a millionth of the largest is positive,
 * so (1, 1)/sqrt 2 and (1, -1)/sqrt 2 come out that way round whatever the last bits are.
 *
 * A matrix with an entry that is not finite has no eigenvalues: all values, vectors and the residual are NaN.
 *
 * @param matrix n * n numbers, row-major. Only the lower triangle is read; not changed.
 * @param n at least 1.
 * @source Wilkinson & Reinsch (1971), Handbook for Automatic Computation II, contributions II/2 (tred2) and II/4 (imtql2).
 * @example Array.from(symmetricEigen(Float64Array.of(0, -2, -2, 0), 2).values) // => [-2, 2]
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const scaled = new Float64Array(n * n);
  const scale = copyScaled(matrix, n, scaled);
  if (!Number.isFinite(scale)) return undefinedEigen(n);
  const { values, vectors } = n === 2 ? symmetricEigen2(scaled) : eigenOf(scaled, n);
  const ordered = ascending(values, vectors, n);
  for (let i = 0; i < n; i++) fixSign(ordered.vectors, i * n, n);
  const residual = relativeResidual(scaled, n, ordered.values, ordered.vectors);
  // Adding 0 turns -0 into 0, which reads better and compares equal after a round trip through JSON; also in fixSign.
  for (let i = 0; i < n; i++) ordered.values[i] = ordered.values[i] * scale + 0;
  return { ...ordered, residual };
}

interface Eigenpairs {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

function eigenOf(matrix: Float64Array, n: number): Eigenpairs {
  const form = tridiagonalise(Float64Array.from(matrix), n);
  const vectors = householderBasis(form, n);
  implicitQl(form.diagonal, form.offDiagonal, vectors, n);
  return { values: form.diagonal, vectors };
}

/** Writes the matrix divided by a power of two near its largest entry and returns that power, or NaN if an entry is not finite. */
function copyScaled(matrix: Float64Array, n: number, out: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const size = Math.abs(matrix[i * n + j]);
      if (!Number.isFinite(size)) return NaN;
      if (size > largest) largest = size;
    }
  }
  const scale = powerOfTwoNear(largest);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) out[i * n + j] = out[j * n + i] = matrix[i * n + j] / scale;
  }
  return scale;
}

/** 2^k with largest / 2^k of order 1; 1 for 0. Kept off the ends of the range, so that dividing by it is exact. */
function powerOfTwoNear(largest: number): number {
  if (largest === 0) return 1;
  return 2 ** Math.min(1000, Math.max(-1000, Math.round(Math.log2(largest))));
}

function ascending(values: Float64Array, vectors: Float64Array, n: number): Eigenpairs {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const sorted = { values: new Float64Array(n), vectors: new Float64Array(n * n) };
  order.forEach((from, to) => {
    sorted.values[to] = values[from];
    sorted.vectors.set(vectors.subarray(from * n, from * n + n), to * n);
  });
  return sorted;
}

/** Entries this close to the largest, relatively, count as equally large: rounding must not decide the sign. */
const SIGN_TIE = 1e-6;

function fixSign(vectors: Float64Array, start: number, n: number): void {
  let largest = 0;
  for (let k = 0; k < n; k++) largest = Math.max(largest, Math.abs(vectors[start + k]));
  let lead = 0;
  while (lead < n - 1 && Math.abs(vectors[start + lead]) < largest * (1 - SIGN_TIE)) lead++;
  const sign = vectors[start + lead] < 0 ? -1 : 1;
  for (let k = 0; k < n; k++) vectors[start + k] = sign * vectors[start + k] + 0;
}

function relativeResidual(matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array): number {
  const largest = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
  if (largest === 0) return 0;
  let worst = 0;
  for (let i = 0; i < n; i++) {
    let squares = 0;
    for (let row = 0; row < n; row++) {
      let product = 0;
      for (let k = 0; k < n; k++) product += matrix[row * n + k] * vectors[i * n + k];
      squares += (product - values[i] * vectors[i * n + row]) ** 2;
    }
    worst = Math.max(worst, Math.sqrt(squares));
  }
  return worst / largest;
}

function undefinedEigen(n: number): SymmetricEigen {
  return { values: new Float64Array(n).fill(NaN), vectors: new Float64Array(n * n).fill(NaN), residual: NaN };
}
