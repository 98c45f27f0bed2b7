import { norm } from "../numerics/index.ts";

/**
 * For every point of a path its Euclidean distance to the nearest of some points (the known minima of a loss).
 *
 * @param theta points, row-major [count, dimension].
 * @param minima each of length `dimension`; without any the distances are NaN.
 * @returns one distance per row, correct up to the end of the range (paths that diverge are plotted too); NaN or Infinity
 *   where the row itself is not finite.
 * @example Array.from(distanceToNearest(Float64Array.of(0, 0, 4, 1), 2, [[3, 4], [4, 0]])) // => [4, 1]
 */
export function distanceToNearest(
  theta: Float64Array,
  dimension: number,
  minima: readonly (readonly number[])[],
): Float64Array {
  const distances = new Float64Array(theta.length / dimension).fill(NaN);
  const difference = new Float64Array(dimension);
  for (let row = 0; row < distances.length; row++) {
    for (const minimum of minima) {
      for (let i = 0; i < dimension; i++) difference[i] = theta[row * dimension + i] - minimum[i];
      const distance = norm(difference);
      // Written so that the first distance replaces the NaN.
      if (!(distances[row] <= distance)) distances[row] = distance;
    }
  }
  return distances;
}
