import { dot, norm, type SymmetricEigen } from "../numerics/index.ts";

export type PointKind = "minimum" | "maximum" | "saddle" | "degenerate" | "not-critical";

export interface ClassifyOptions {
  /** An eigenvalue counts as zero when |lambda| <= tolerance * max |lambda|. */
  readonly tolerance?: number | undefined;
  /** How far from a critical point theta may be, in units of max(1, ||theta||), to count as one. */
  readonly criticalDistance?: number | undefined;
}

/**
 * The square root of the rounding unit of float64: a critical point that is known to half of its digits has a Hessian known
 * to half of its digits, and an eigenvalue below that cannot be told from zero.
 */
export const ZERO_EIGENVALUE_TOLERANCE = 1.5e-8;

/** Critical points that people type have six decimals. */
export const CRITICAL_DISTANCE = 1e-6;

/**
 * What kind of point theta is, from the gradient and the Hessian's eigenpairs there.
 *
 * 1. **Critical or not.** Not the size of the gradient decides (it changes when the loss is multiplied by a constant, and
 *    in a narrow valley a small gradient can be far from the bottom) but the distance to the critical point that the
 *    quadratic model predicts, eigenvector by eigenvector: |v_i . g| / |lambda_i|. It must be at most
 *    criticalDistance * max(1, ||theta||). Along a zero eigenvalue the model predicts nothing; there |v_i . g| is
 *    measured against the largest |lambda|. Where the whole Hessian is zero the gradient must be exactly zero.
 * 2. **Degenerate** when an eigenvalue is zero within `tolerance`: second derivatives do not decide (the toy network's
 *    whole valley, x^4, a monkey saddle). An all-zero Hessian is degenerate too.
 * 3. Otherwise all positive: minimum; all negative: maximum; both signs: saddle.
 *
 * Anything non-finite is not critical.
 *
 * @param theta, gradient length n; eigen of the Hessian there.
 * @example classifyPoint([0, 0], [0, 0], symmetricEigen(Float64Array.of(0, -2, -2, 0), 2)) // => "saddle"
 * @example classifyPoint([1, 1], [0, 0], symmetricEigen(Float64Array.of(2, 2, 2, 2), 2)) // => "degenerate"
 */
export function classifyPoint(
  theta: ArrayLike<number>,
  gradient: ArrayLike<number>,
  eigen: SymmetricEigen,
  options: ClassifyOptions = {},
): PointKind {
  const { values } = eigen;
  const n = values.length;
  const largest = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
  const zero = (options.tolerance ?? ZERO_EIGENVALUE_TOLERANCE) * largest;
  const reach = (options.criticalDistance ?? CRITICAL_DISTANCE) * Math.max(1, norm(Float64Array.from(theta)));
  const slopes = Float64Array.from(gradient);
  let negative = 0;
  let positive = 0;
  for (let i = 0; i < n; i++) {
    const size = Math.abs(values[i]);
    const isZero = size <= zero;
    const slope = Math.abs(dot(eigen.vectors.subarray(i * n, i * n + n), slopes));
    // Written so that NaN fails it.
    if (!(slope <= reach * (isZero ? largest : size))) return "not-critical";
    if (!isZero && values[i] < 0) negative++;
    if (!isZero && values[i] > 0) positive++;
  }
  if (negative + positive < n) return "degenerate";
  if (negative === 0) return "minimum";
  return positive === 0 ? "maximum" : "saddle";
}
