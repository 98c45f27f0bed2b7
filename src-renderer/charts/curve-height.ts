import type { LineData } from "./types.ts";

type Curve = Pick<LineData, "xValues" | "values">;

/** The height of a line plot's evenly sampled curve, linear between two neighbours; NaN beyond its ends. */
export function curveHeight({ xValues, values }: Curve, x: number): number {
  const first = xValues[0] ?? Number.NaN;
  const last = xValues.at(-1) ?? Number.NaN;
  const place = ((x - first) / (last - first)) * (xValues.length - 1);
  const index = Math.min(Math.floor(place), xValues.length - 2);
  const low = values[index] ?? Number.NaN;
  const high = values[index + 1] ?? Number.NaN;
  return low + (high - low) * (place - index);
}

/** The same for a column, remembered with it: a playback asks for the same one at every frame. */
export function curveHeights(curve: Curve, x: Float64Array): Float64Array {
  const known = remembered.get(x);
  if (known !== undefined && known.values === curve.values) return known.heights;
  const heights = x.map((value) => curveHeight(curve, value));
  remembered.set(x, { values: curve.values, heights });
  return heights;
}

const remembered = new WeakMap<Float64Array, { readonly values: Float64Array; readonly heights: Float64Array }>();
