import { dot } from "../numerics/index.ts";

/**
 * The last movements s and what they changed in the gradient, y: pair k stands in the k-th stretch of n entries of each,
 * the oldest first. `gamma` is the newest pair's scale of the inverse Hessian, s y / y y.
 */
export type CurvaturePairs = { s: Float64Array; y: Float64Array; gamma: number };

/**
 * Adds a pair and forgets the oldest beyond `limit`. A pair whose product is not clearly positive (the loss does not bend
 * upwards along s) is left out: the approximation stays positive definite.
 */
export function rememberPair(pairs: CurvaturePairs, s: Float64Array, y: Float64Array, limit: number): void {
  const product = dot(y, s);
  if (!(product > SMALLEST_PRODUCT)) return;
  pairs.gamma = product / dot(y, y);
  pairs.s = appended(pairs.s, s, limit);
  pairs.y = appended(pairs.y, y, limit);
}

/**
 * Writes -H g to `out`, where H is the approximate inverse Hessian that the pairs make of gamma times the identity: the
 * two-loop recursion.
 *
 * @source Nocedal & Wright (2006), algorithm 7.4.
 */
export function quasiNewtonDirection({ s, y, gamma }: CurvaturePairs, gradient: Float64Array, out: Float64Array): void {
  const n = gradient.length;
  const count = s.length / n;
  const rho = new Float64Array(count);
  const alpha = new Float64Array(count);
  for (let i = 0; i < n; i++) out[i] = -gradient[i];
  for (let k = count - 1; k >= 0; k--) {
    const [sk, yk] = [pairOf(s, k, n), pairOf(y, k, n)];
    rho[k] = 1 / dot(yk, sk);
    alpha[k] = dot(sk, out) * rho[k];
    for (let i = 0; i < n; i++) out[i] -= alpha[k] * yk[i];
  }
  for (let i = 0; i < n; i++) out[i] *= gamma;
  for (let k = 0; k < count; k++) {
    const [sk, yk] = [pairOf(s, k, n), pairOf(y, k, n)];
    const beta = dot(yk, out) * rho[k];
    for (let i = 0; i < n; i++) out[i] += sk[i] * (alpha[k] - beta);
  }
}

function pairOf(vectors: Float64Array, k: number, n: number): Float64Array {
  return vectors.subarray(k * n, (k + 1) * n);
}

function appended(vectors: Float64Array, vector: Float64Array, limit: number): Float64Array {
  const n = vector.length;
  const isFull = vectors.length === limit * n;
  const next = isFull ? vectors : new Float64Array(vectors.length + n);
  next.set(isFull ? vectors.subarray(n) : vectors);
  next.set(vector, next.length - n);
  return next;
}

/** torch's. */
const SMALLEST_PRODUCT = 1e-10;
