import { bilinearValue } from "../../../src-core/landscape/index.ts";
import type { SurfaceView } from "../../../src-core/project/index.ts";
import { linearTicks, logTicks, shortNumber, type Tick } from "../ticks.ts";
import type { MapGround } from "../types.ts";

/**
 * A grid of losses as heights: 0 at the lowest value, 1 at the highest or at the cap; NaN where the loss is not finite.
 * Rows go up with y.
 */
export interface HeightField {
  readonly ground: MapGround;
  readonly heights: Float64Array;
  /** For every point how many level boundaries lie below it, with the share of the way to the next. */
  readonly levels: Float32Array;
  readonly scale: HeightScale;
  /** The value above which the surface is flat; null where nothing is cut off. */
  readonly cap: number | null;
}

export interface HeightScale {
  readonly height: (value: number) => number;
  readonly ticks: readonly Tick[];
}

/** Null where no value is finite. */
export function heightField(ground: MapGround, kind: SurfaceView["height"]): HeightField | null {
  const finite = ground.values.filter((value) => Number.isFinite(value)).sort();
  const minimum = finite[0];
  const maximum = finite.at(-1);
  if (minimum === undefined || maximum === undefined) return null;
  const top = kind === "log" ? maximum : linearTop(finite, minimum, maximum);
  const scale = kind === "log" ? logScale(minimum, top) : linearScale(minimum, top);
  const heights = ground.values.map((value) =>
    Number.isFinite(value) ? Math.min(Math.max(scale.height(value), 0), 1) : Number.NaN,
  );
  const levels = levelPositions(ground, maximum);
  return { ground, heights, levels, scale, cap: top < maximum ? top : null };
}

/** Height at a point in data coordinates; NaN outside and in holes. */
export function heightAt({ ground, heights }: HeightField, x: number, y: number): number {
  return bilinearValue(heights, ground.nx, ground.ny, ground.window, x, y);
}

/** A tenth of the grid may rise above this share of what is shown; higher peaks would flatten all else. */
const CROWD = 0.9;
const PEAK_RATIO = 10;

function linearTop(sorted: Float64Array, minimum: number, maximum: number): number {
  const crowd = sorted[Math.floor((sorted.length - 1) * CROWD)] ?? maximum;
  const top = minimum + PEAK_RATIO * (crowd - minimum);
  return top > minimum && top < maximum ? top : maximum;
}

const TICK_COUNT = 5;

function linearScale(minimum: number, top: number): HeightScale {
  // Halves, because the difference of two finite values may not be finite.
  const span = top / 2 - minimum / 2;
  const height = (value: number): number => (span > 0 ? (value / 2 - minimum / 2) / span : 0);
  return { height, ticks: linearTicks(minimum, top, TICK_COUNT) };
}

/** Heights above the minimum count from this share of the range: four decades of it are told apart. */
const LOG_FLOOR = 1e-4;
/** A minimum nearer to zero than this share of the range is as good as zero for the choice of ticks. */
const NEARLY_ZERO = 1e-3;

/** log(1 + (value - minimum) / floor), so that a minimum of zero or below has a place too. */
function logScale(minimum: number, top: number): HeightScale {
  const span = Math.min(top - minimum, Number.MAX_VALUE);
  const floor = span * LOG_FLOOR;
  const whole = Math.log1p(1 / LOG_FLOOR);
  const height = (value: number): number => (floor > 0 ? Math.log1p((value - minimum) / floor) / whole : 0);
  const valueAt = (share: number): number => minimum + floor * Math.expm1(share * whole);
  if (Math.abs(minimum) <= span * NEARLY_ZERO && span > 0) return { height, ticks: logTicks(floor, top, TICK_COUNT) };
  const shares = span > 0 ? [0, 0.25, 0.5, 0.75, 1] : [0];
  return { height, ticks: shares.map((share) => ({ value: valueAt(share), label: shortNumber(valueAt(share)) })) };
}

function levelPositions({ values, contours }: MapGround, maximum: number): Float32Array {
  const { thresholds } = contours;
  return Float32Array.from(values, (value) => {
    if (!Number.isFinite(value)) return 0;
    let low = 0;
    let high = thresholds.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((thresholds[middle] ?? Infinity) <= value) low = middle;
      else high = middle;
    }
    const floor = thresholds[low] ?? 0;
    const ceiling = thresholds[low + 1] ?? maximum;
    const share = ceiling > floor ? (value / 2 - floor / 2) / (ceiling / 2 - floor / 2) : 0;
    return low + Math.min(Math.max(share, 0), LAST_SHARE);
  });
}

/** Within the topmost level nothing reaches the next boundary, which does not exist. */
const LAST_SHARE = 0.999;
