/** The middle of a sample, or the mean of the two in the middle. */
export function median(sample: readonly number[]): number {
  const sorted = ascending(sample);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The smallest value of the sample that is not exceeded by at least `share` of it (nearest rank: always a value that occurred,
 * never an optimistic one between two).
 *
 * @param share in (0, 1].
 */
export function percentile(sample: readonly number[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share lies in (0, 1], not at ${share}`);
  const sorted = ascending(sample);
  return sorted[Math.ceil(share * sorted.length) - 1];
}

/** The n-th root of the product of n positive numbers: the mean for ratios. */
export function geometricMean(sample: readonly number[]): number {
  checkSample(sample);
  return Math.exp(sample.reduce((sum, value) => sum + Math.log(value), 0) / sample.length);
}

/** From the first to the third quartile: what a repetition would probably give. */
export function spread(sample: readonly number[]): Spread {
  return [percentile(sample, 0.25), percentile(sample, 0.75)];
}

export type Spread = readonly [low: number, high: number];

/** A quantity that was measured several times. */
export interface Measured {
  readonly median: number;
  readonly spread: Spread;
  readonly fastest: number;
}

export function measured(sample: readonly number[]): Measured {
  return { median: median(sample), spread: spread(sample), fastest: Math.min(...sample) };
}

/** The same quantity in another unit. */
export function scaled({ median: middle, spread: [low, high], fastest }: Measured, factor: number): Measured {
  return { median: middle * factor, spread: [low * factor, high * factor], fastest: fastest * factor };
}

function ascending(sample: readonly number[]): number[] {
  checkSample(sample);
  return [...sample].sort((a, b) => a - b);
}

function checkSample(sample: readonly number[]): void {
  if (sample.length === 0) throw new RangeError("nothing was measured");
  if (sample.some(Number.isNaN)) throw new RangeError("a measurement is not a number");
}
