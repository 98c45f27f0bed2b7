import type { AxisRange } from "./frame.ts";
import { scaled } from "./frame.ts";

/** A curve as it is drawn: x and y of the kept points on the axes' own scales, in runs without gaps. */
export interface DrawnCurve {
  /** x and y interleaved. */
  readonly points: Float64Array;
  /** Index of the first point of each run of points, and the number of points at the end. */
  readonly starts: readonly number[];
  /** How many finite values in the range, 0 or below, have no place on a logarithmic axis. */
  readonly leftOut: number;
}

/**
 * Thins a curve to what `columns` columns of pixels can show: of the points of a column the first, the last, the lowest
 * and the highest are kept, in their order, so every extreme stays (M4: Jugel et al., PVLDB 7(10), 2014). The points just
 * outside the range are kept too, for the line that leads out of the picture.
 *
 * A value that is not finite, or not positive on a logarithmic axis, makes a gap.
 *
 * @param x ascending.
 */
export function decimate(
  x: Float64Array,
  y: Float64Array,
  xAxis: AxisRange,
  yLog: boolean,
  columns: number,
): DrawnCurve {
  const low = scaled(xAxis, xAxis.from);
  const width = (scaled(xAxis, xAxis.to) - low) / Math.max(columns, 1);
  const [first, end] = rowsAround(x, xAxis);
  const points: number[] = [];
  const starts: number[] = [];
  let column: Column | null = null;
  let leftOut = 0;

  const close = (): void => {
    if (column !== null) pushColumn(points, column);
    column = null;
  };
  let open = false;
  for (let row = first; row < end; row += 1) {
    const px = scaled(xAxis, x[row] ?? Number.NaN);
    const value = y[row] ?? Number.NaN;
    const py = yLog ? Math.log10(value) : value;
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      // A row at x = 0 lies beyond the end of a logarithmic axis, like any row out of the range.
      if (Number.isFinite(value) && Number.isFinite(px)) leftOut += 1;
      close();
      open = false;
      continue;
    }
    if (!open) {
      starts.push(points.length / 2);
      open = true;
    }
    const index = Math.floor((px - low) / width);
    if (column === null || column.index !== index) {
      close();
      column = newColumn(index, px, py);
    } else extend(column, px, py);
  }
  close();
  starts.push(points.length / 2);
  return { points: Float64Array.from(points), starts, leftOut };
}

interface Column {
  readonly index: number;
  readonly first: Point;
  lowest: Point;
  highest: Point;
  last: Point;
}

interface Point {
  readonly order: number;
  readonly x: number;
  readonly y: number;
}

function newColumn(index: number, x: number, y: number): Column {
  const point = { order: 0, x, y };
  return { index, first: point, lowest: point, highest: point, last: point };
}

function extend(column: Column, x: number, y: number): void {
  const point = { order: column.last.order + 1, x, y };
  if (y < column.lowest.y) column.lowest = point;
  if (y > column.highest.y) column.highest = point;
  column.last = point;
}

function pushColumn(points: number[], { first, lowest, highest, last }: Column): void {
  const [second, third] = lowest.order < highest.order ? [lowest, highest] : [highest, lowest];
  let before = -1;
  for (const point of [first, second, third, last]) {
    if (point.order > before) points.push(point.x, point.y);
    before = Math.max(before, point.order);
  }
}

/** Rows whose x lies in the axis' range, with one more at either side. */
function rowsAround(x: Float64Array, axis: AxisRange): readonly [number, number] {
  const first = lowerBound(x, axis.from);
  let end = lowerBound(x, axis.to);
  while (end < x.length && x[end] === axis.to) end += 1;
  return [Math.max(first - 1, 0), Math.min(end + 1, x.length)];
}

/** The first row with x[row] >= value. */
function lowerBound(x: Float64Array, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last row with steps[row] <= step, or 0. */
export function rowAtStep(steps: Float64Array, step: number): number {
  let row = lowerBound(steps, step);
  if (row === steps.length || (steps[row] ?? 0) > step) row -= 1;
  return Math.max(row, 0);
}
