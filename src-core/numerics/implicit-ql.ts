/**
 * Diagonalises a symmetric tridiagonal matrix in place by implicit QL steps, turning the rows of `basis` along.
 *
 * Afterwards `diagonal` holds the eigenvalues in no order, and row i of `basis` the eigenvector of diagonal[i].
 *
 * An off-diagonal entry counts as zero when it is small against its neighbours on the diagonal *or* against the whole
 * matrix. The second test is what rank-deficient Hessians need: among eigenvalues that are all rounding noise the first
 * test alone never comes true. It moves eigenvalues by no more than the rounding of the reduction before it.
 *
 * @source Dubrulle, Martin & Wilkinson (1968), Numerische Mathematik 12, imtql2.
 */
export function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, basis: Float64Array, n: number): void {
  const negligible = ROUNDING * tridiagonalNorm(diagonal, offDiagonal, n);
  for (let l = 0; l < n; l++) {
    // An eigenvalue takes about two steps. Where the limit is reached the entry is dropped and the caller's residual tells.
    for (let step = 0; step < MAX_STEPS; step++) {
      const m = blockEnd(diagonal, offDiagonal, l, n, negligible);
      if (m === l) break;
      qlStep(diagonal, offDiagonal, basis, n, l, m);
    }
  }
}

/** Half the distance from 1 to the next number. */
const ROUNDING = 2 ** -53;
const MAX_STEPS = 60;

function tridiagonalNorm(diagonal: Float64Array, offDiagonal: Float64Array, n: number): number {
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(diagonal[i]) + Math.abs(offDiagonal[i]));
  return norm;
}

/** The first index from l on whose coupling to the next is negligible. */
function blockEnd(diagonal: Float64Array, offDiagonal: Float64Array, l: number, n: number, negligible: number): number {
  let m = l;
  for (; m < n - 1; m++) {
    const coupling = Math.abs(offDiagonal[m]);
    if (coupling <= negligible) break;
    if (coupling <= ROUNDING * (Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]))) break;
  }
  return m;
}

/** One QL step with Wilkinson's shift on the block l .. m, chasing the bulge from the bottom up by plane rotations. */
function qlStep(d: Float64Array, e: Float64Array, basis: Float64Array, n: number, l: number, m: number): void {
  const theta = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.hypot(theta, 1);
  let g = d[m] - d[l] + e[l] / (theta + (theta >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      // The bulge vanished on the way: the matrix has split here, and the next step goes on with the halves.
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    rotateRows(basis, n, i, c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

function rotateRows(basis: Float64Array, n: number, i: number, c: number, s: number): void {
  const upper = i * n;
  const lower = upper + n;
  for (let k = 0; k < n; k++) {
    const f = basis[lower + k];
    const g = basis[upper + k];
    basis[lower + k] = s * g + c * f;
    basis[upper + k] = c * g - s * f;
  }
}
