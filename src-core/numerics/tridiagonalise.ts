/** A = Q T Q^T with T tridiagonal, Q still as the reflections that make it. */
export interface TridiagonalForm {
  /** n entries. */
  readonly diagonal: Float64Array;
  /** offDiagonal[i] couples i and i + 1; the last entry is 0. */
  readonly offDiagonal: Float64Array;
  /** Row i holds, in its columns below i, the vector u of the reflection I - u u^T / height[i]. */
  readonly reflectors: Float64Array;
  /** height[i] = u.u / 2; 0 where row i needed no reflection. */
  readonly height: Float64Array;
}

/**
 * Householder's reduction, last row first: the reflection of row i clears its entries left of column i - 1.
 *
 * @param matrix n by n, row-major, lower triangle; overwritten by the reflectors.
 * @source Martin, Reinsch & Wilkinson (1968), Numerische Mathematik 11, tred2, with row scaling as there.
 */
export function tridiagonalise(matrix: Float64Array, n: number): TridiagonalForm {
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const height = new Float64Array(n);
  const product = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const row = i * n;
    height[i] = reflectRow(matrix, row, i, offDiagonal);
    if (height[i] !== 0) applyFromBothSides(matrix, n, row, i, height[i], product);
  }
  for (let i = 0; i < n; i++) diagonal[i] = matrix[i * n + i];
  return { diagonal, offDiagonal, reflectors: matrix, height };
}

/** Replaces the first i entries of a row by u, writes offDiagonal[i - 1], returns u.u / 2 or 0 where nothing is to clear. */
function reflectRow(matrix: Float64Array, row: number, i: number, offDiagonal: Float64Array): number {
  let scale = 0;
  for (let k = 0; k < i - 1; k++) scale += Math.abs(matrix[row + k]);
  const last = matrix[row + i - 1];
  if (scale === 0) {
    offDiagonal[i - 1] = last;
    return 0;
  }
  scale += Math.abs(last);
  let squares = 0;
  for (let k = 0; k < i; k++) {
    matrix[row + k] /= scale;
    squares += matrix[row + k] ** 2;
  }
  const f = matrix[row + i - 1];
  const g = f >= 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  offDiagonal[i - 1] = scale * g;
  matrix[row + i - 1] = f - g;
  return squares - f * g;
}

/** A <- H A H on the leading i by i block: A - u q^T - q u^T with q = p - (u.p / 2h) u and p = A u / h. */
function applyFromBothSides(matrix: Float64Array, n: number, row: number, i: number, h: number, p: Float64Array): void {
  p.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const line = j * n;
    const uj = matrix[row + j];
    let sum = matrix[line + j] * uj;
    for (let k = 0; k < j; k++) {
      sum += matrix[line + k] * matrix[row + k];
      p[k] += matrix[line + k] * uj;
    }
    p[j] += sum;
  }
  let along = 0;
  for (let k = 0; k < i; k++) {
    p[k] /= h;
    along += p[k] * matrix[row + k];
  }
  along /= 2 * h;
  for (let k = 0; k < i; k++) p[k] -= along * matrix[row + k];
  for (let j = 0; j < i; j++) {
    const line = j * n;
    const uj = matrix[row + j];
    const qj = p[j];
    for (let k = 0; k <= j; k++) matrix[line + k] -= uj * p[k] + qj * matrix[row + k];
  }
}

/** Q^T, row-major: its rows are the basis in which A is tridiagonal. */
export function householderBasis(form: TridiagonalForm, n: number): Float64Array {
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i++) basis[i * n + i] = 1;
  for (let i = 1; i < n; i++) {
    const h = form.height[i];
    if (h === 0) continue;
    const u = form.reflectors.subarray(i * n, i * n + i);
    for (let j = 0; j < i; j++) {
      const line = j * n;
      let sum = 0;
      for (let k = 0; k < i; k++) sum += basis[line + k] * u[k];
      sum /= h;
      for (let k = 0; k < i; k++) basis[line + k] -= sum * u[k];
    }
  }
  return basis;
}
