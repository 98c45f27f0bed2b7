/**
 * Filled contours packed for transfer: for every threshold the region where the value is at least that high, as rings.
 *
 * Drawn in order of thresholds, each ring's level painted over the one below (painter's algorithm). Rings of one level
 * belong to one path; holes run the other way round, so the non-zero fill rule leaves them open. A ring's last point is
 * joined to its first.
 */
export interface ContourSet {
  /** Ascending; level k is the region with value >= thresholds[k]. thresholds[0] is at or below the minimum. */
  readonly thresholds: Float64Array;
  /** For ring r its level (index into thresholds), ascending. */
  readonly ringLevel: Uint32Array;
  /** For ring r the index of its first point; one more entry at the end, the number of points. */
  readonly ringStart: Uint32Array;
  /** x and y of every point in data coordinates, interleaved. */
  readonly points: Float64Array;
}
