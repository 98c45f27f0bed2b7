import type { AxisRange } from "./frame.ts";

/** A value axis that shows everything from low to high, with a little room; never empty. */
export function valueRange(low: number, high: number, log: boolean): AxisRange {
  if (!(low <= high)) return log ? { from: 0.1, to: 1, log } : { from: 0, to: 1, log };
  return log ? logRange(low, high) : roomyRange(low, high);
}

const ROOM = 0.05;

function roomyRange(low: number, high: number): AxisRange {
  // Shares of the ends, because high - low may not be finite.
  const room = high * ROOM - low * ROOM || Math.abs(high) * ROOM || 1;
  return {
    from: Math.max(low - room, -Number.MAX_VALUE / 4),
    to: Math.min(high + room, Number.MAX_VALUE / 4),
    log: false,
  };
}

function logRange(low: number, high: number): AxisRange {
  const bottom = Math.log10(low);
  const top = Math.log10(high);
  const room = Math.max((top - bottom) * ROOM, 0.02);
  return {
    from: Math.max(10 ** (bottom - room), Number.MIN_VALUE * 1e10),
    to: Math.min(10 ** (top + room), Number.MAX_VALUE),
    log: true,
  };
}

/** Least and greatest finite value of rows (from, to), only positive ones for a logarithmic axis; [Infinity, -Infinity] if none. */
export function extent(values: Float64Array, from: number, to: number, log: boolean): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let row = from; row < to; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
