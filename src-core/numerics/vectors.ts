/**
 * The inner product of two vectors of the same length.
 *
 * @example dot(Float64Array.of(1, 2), Float64Array.of(3, 4)) // => 11
 */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * The Euclidean norm, without overflow or underflow on the way: infinite or zero only if the norm itself is.
 * NaN if an entry is NaN.
 *
 * @example norm(Float64Array.of(3e200, 4e200)) // => 5e200
 */
export function norm(vector: Float64Array): number {
  const squares = dot(vector, vector);
  if (squares > SMALLEST_SAFE_SQUARE && squares < Infinity) return Math.sqrt(squares);
  const largest = largestMagnitude(vector);
  if (!(largest > 0 && largest < Infinity)) return largest;
  let scaled = 0;
  for (let i = 0; i < vector.length; i++) scaled += (vector[i] / largest) ** 2;
  return largest * Math.sqrt(scaled);
}

/**
 * The largest absolute value of the entries; 0 for an empty vector, NaN if an entry is NaN.
 *
 * @example largestMagnitude(Float64Array.of(1, -3)) // => 3
 */
export function largestMagnitude(vector: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]));
  return largest;
}

/** Below this a sum of squares may have lost entries to underflow: 2^-1022 / 2^-52, with room to spare. */
const SMALLEST_SAFE_SQUARE = 1e-280;
