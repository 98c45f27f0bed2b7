/**
 * A matrix with the same singular vectors and all singular values pushed towards 1: `steps` times
 *
 *   X <- a X + b (X X^T) X + c (X X^T)^2 X        from X = matrix / max(||matrix||, eps), so that no singular value exceeds 1
 *
 * which takes each singular value s to a s + b s^3 + c s^5. With Muon's coefficients (3.4445, -4.775, 2.0315) small values
 * grow 3.4-fold a step; they end between about 0.7 and 1.2, not at 1. (2, -1.5, 0.5) converges to 1 and is slower.
 *
 * @param matrix rows * columns numbers, row-major; overwritten with the result.
 * @source Jordan et al. (2024), Muon, kellerjordan.github.io/posts/muon; Bernstein & Newhouse (2024), arXiv:2409.20325. torch
 *   and the original compute in bfloat16, here it is float64.
 */
export function orthogonalise(
  matrix: Float64Array,
  rows: number,
  columns: number,
  [a, b, c]: readonly [number, number, number],
  steps: number,
  eps: number,
): void {
  // X X^T is the smaller of the two products when X is wide; a tall matrix is turned for the while.
  if (rows > columns) {
    const turned = transposed(matrix, rows, columns);
    orthogonalise(turned, columns, rows, [a, b, c], steps, eps);
    matrix.set(transposed(turned, columns, rows));
    return;
  }
  normalise(matrix, eps);
  const gram = new Float64Array(rows * rows);
  const polynomial = new Float64Array(rows * rows);
  const next = new Float64Array(matrix.length);
  for (let step = 0; step < steps; step++) {
    writeGram(matrix, rows, columns, gram);
    // The Gram matrix is symmetric: its square is its own Gram matrix.
    writeGram(gram, rows, rows, polynomial);
    for (let i = 0; i < gram.length; i++) polynomial[i] = b * gram[i] + c * polynomial[i];
    for (let i = 0; i < next.length; i++) next[i] = a * matrix[i];
    addProduct(polynomial, matrix, rows, columns, next);
    matrix.set(next);
  }
}

function normalise(matrix: Float64Array, eps: number): void {
  let squares = 0;
  for (let i = 0; i < matrix.length; i++) squares += matrix[i] * matrix[i];
  // A matrix of zeros stays one, even with eps = 0.
  const size = Math.max(Math.sqrt(squares), eps) || 1;
  for (let i = 0; i < matrix.length; i++) matrix[i] /= size;
}

/** out = X X^T. */
function writeGram(x: Float64Array, rows: number, columns: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += x[i * columns + k] * x[j * columns + k];
      out[i * rows + j] = out[j * rows + i] = sum;
    }
  }
}

/** out += P X, where P is rows by rows. */
function addProduct(p: Float64Array, x: Float64Array, rows: number, columns: number, out: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      const factor = p[i * rows + j];
      for (let k = 0; k < columns; k++) out[i * columns + k] += factor * x[j * columns + k];
    }
  }
}

function transposed(x: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j];
  }
  return out;
}
