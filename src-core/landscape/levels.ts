/** How the thresholds between a grid's smallest and largest value are spaced. */
export interface LevelRequest {
  readonly levels: "log" | "linear";
  /** How many levels at most; fewer where the values leave no room between them. At least 1. */
  readonly count: number;
}

/**
 * Thresholds for filled contours, ascending, the first at the minimum: band k is where the value is at least
 * thresholds[k] and below thresholds[k + 1].
 *
 * Linear levels share the range evenly. Log levels share the *height above the minimum* in equal ratios, from the height
 * that 0.2 % of the grid lies below up to the maximum: so a valley floor whose values differ by a ten-thousandth of the
 * range (Rosenbrock, the ten-point valley) gets as many bands as the walls. The low end is taken from many points, not
 * from the smallest one, because how near a grid point comes to the minimum is luck; it is at most 12 decades down.
 *
 * Non-finite values are left out. A constant grid has the one threshold; a grid without any finite value has [0].
 *
 * @example Array.from(contourLevels(Float64Array.of(0, 1, 2, 4), { levels: "linear", count: 4 })) // => [0, 1, 2, 3]
 * @example Array.from(contourLevels(Float64Array.of(5, 5, NaN), { levels: "log", count: 20 })) // => [5]
 */
export function contourLevels(values: Float64Array, request: LevelRequest): Float64Array {
  const { minimum, maximum } = finiteRange(values);
  if (minimum > maximum) return Float64Array.of(0);
  if (minimum === maximum) return Float64Array.of(minimum);
  const count = Math.max(1, Math.floor(request.count));
  const raw =
    request.levels === "linear"
      ? linearLevels(minimum, maximum, count)
      : logLevels(minimum, maximum, lowHeight(values, minimum, maximum), count);
  return strictlyAscending(raw, maximum);
}

function finiteRange(values: Float64Array): { minimum: number; maximum: number } {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < minimum && value !== -Infinity) minimum = value;
    if (value > maximum && value !== Infinity) maximum = value;
  }
  return { minimum, maximum };
}

function linearLevels(minimum: number, maximum: number, count: number): Float64Array {
  // As a weighted mean: maximum - minimum may overflow.
  return Float64Array.from({ length: count }, (_, k) => minimum * (1 - k / count) + maximum * (k / count));
}

/** thresholds[0] = minimum, then minimum + height for count - 1 heights in equal ratios, the next of which would be the maximum. */
function logLevels(minimum: number, maximum: number, low: number, count: number): Float64Array {
  const high = heightAbove(minimum, maximum);
  const ratio = Math.log(high / low);
  return Float64Array.from({ length: count }, (_, k) =>
    k === 0 ? minimum : minimum + low * Math.exp((ratio * (k - 1)) / (count - 1)),
  );
}

/** maximum - minimum, kept finite where the range is wider than float64. */
function heightAbove(minimum: number, maximum: number): number {
  return Math.min(maximum - minimum, Number.MAX_VALUE);
}

/** The share of the grid below the first log level: about the middle 12 by 12 points of a 256 by 256 bowl. */
const LOW_SHARE = 0.002;
const MAX_DECADES = 1e-12;
/** Sorting this many keeps the levels under a millisecond, and 0.2 % of them are still 16 points. */
const SAMPLE_SIZE = 8192;

/** The LOW_SHARE quantile of the heights above the minimum, from a regular sample. */
function lowHeight(values: Float64Array, minimum: number, maximum: number): number {
  const high = heightAbove(minimum, maximum);
  // An odd stride visits every column of a grid whose width is a power of two.
  const stride = Math.floor(values.length / SAMPLE_SIZE) | 1;
  const heights = new Float64Array(Math.ceil(values.length / stride));
  let found = 0;
  for (let i = 0; i < values.length; i += stride) {
    const height = values[i] - minimum;
    // A floor of exactly the minimum (a clipped or flat region) is the first band whatever the levels are.
    if (height > high * MAX_DECADES && height < Infinity) heights[found++] = height;
  }
  const sorted = heights.subarray(0, found).sort();
  const quantile = found === 0 ? high : sorted[Math.floor(found * LOW_SHARE)];
  // At least a factor of ten, so that the levels of a grid of two values do not all fall on the upper one.
  return Math.min(quantile, high / 10);
}

/** Drops levels that rounding has made equal, and those not below the maximum (their regions would be empty). */
function strictlyAscending(levels: Float64Array, maximum: number): Float64Array {
  let kept = 1;
  for (let k = 1; k < levels.length; k++) {
    if (levels[k] > levels[kept - 1] && levels[k] < maximum) levels[kept++] = levels[k];
  }
  return levels.slice(0, kept);
}
