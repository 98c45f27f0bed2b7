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
  // Pairs are read where they lie: views of them would take many times longer than the arithmetic on few entries.
  for (let k = count - 1; k >= 0; k--) {
    const at = k * n;
    let [product, along] = [0, 0];
    for (let i = 0; i < n; i++) {
      product += y[at + i] * s[at + i];
      along += s[at + i] * out[i];
    }
    rho[k] = 1 / product;
    alpha[k] = along * rho[k];
    for (let i = 0; i < n; i++) out[i] -= alpha[k] * y[at + i];
  }
  for (let i = 0; i < n; i++) out[i] *= gamma;
  for (let k = 0; k < count; k++) {
    const at = k * n;
    let along = 0;
    for (let i = 0; i < n; i++) along += y[at + i] * out[i];
    const beta = along * rho[k];
    for (let i = 0; i < n; i++) out[i] += s[at + i] * (alpha[k] - beta);
  }
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
