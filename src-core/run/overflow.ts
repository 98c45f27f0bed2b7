import { largestMagnitude } from "../numerics/index.ts";
import type { Objective } from "../objective/index.ts";

/**
 * Whether a NaN at `to` comes from numbers too large for float64 (Infinity - Infinity on the way to the value), rather
 * than from a point where the formula has no real value (the logarithm of a negative number).
 *
 * float64 itself does not tell. But numbers that overflow pass through enormous ones, and the edge of a domain is usually
 * reached with ordinary ones. So the last finite point of the segment from `from` to `to` is searched by bisection: overflow,
 * if theta, loss or gradient there are beyond 1e100, or were infinite already at `from`.
 * (A formula whose enormous parts cancel in value and gradient right up to the overflow, exp(x)/exp(x), is taken for one
 * that has no value; it has none in float64.)
 *
 * @param from the point before, or `to` again where there is none.
 */
export function isOverflow(objective: Objective, from: Float64Array, to: Float64Array): boolean {
  const gradient = new Float64Array(objective.dimension);
  const point = new Float64Array(objective.dimension);
  const magnitudeAt = (fraction: number): number => {
    for (let i = 0; i < point.length; i++) point[i] = from[i] + fraction * (to[i] - from[i]);
    const loss = objective.gradient(point, gradient);
    // Math.max is NaN if one of them is, and Infinity only if none is NaN.
    return Math.max(Math.abs(loss), largestMagnitude(gradient), largestMagnitude(point));
  };

  let real = 0;
  let unreal = 1;
  let magnitude = magnitudeAt(real);
  if (Number.isNaN(magnitude)) return largestMagnitude(to) > ENORMOUS;
  for (let k = 0; k < BISECTIONS && magnitude < Infinity; k++) {
    const middle = (real + unreal) / 2;
    const there = magnitudeAt(middle);
    // An infinity in between may be a pole on the edge itself (log 0); what counts is how large numbers grow before it.
    if (Number.isFinite(there)) {
      real = middle;
      magnitude = there;
    } else {
      unreal = middle;
    }
  }
  return magnitude > ENORMOUS;
}

/** Far beyond what poles and logarithms reach within a bisection's distance of their edge, far below overflow. */
export const ENORMOUS = 1e100;

/** Down to 1e-15 of the segment, float64's own resolution. */
const BISECTIONS = 50;
