import type { MapWindow } from "../../src-core/project/index.ts";

/** The visible pieces of a path, ready to be drawn, and where it leaves the window. */
export interface ClippedPath {
  /** x and y interleaved, in the units of the path. */
  readonly points: readonly number[];
  /** Index (in points, not in numbers) at which each piece begins, and the number of points at the end. */
  readonly starts: readonly number[];
  readonly exits: readonly PathExit[];
}

/** A crossing of the window's edge from inside to outside. */
export interface PathExit {
  /** The first row beyond the edge. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
  /** Where the path was heading: the difference of the two rows around the crossing. */
  readonly dx: number;
  readonly dy: number;
}

export interface ClipRequest {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** First and last row, both included. */
  readonly from: number;
  readonly to: number;
  readonly window: MapWindow;
  /** Points nearer than this to the last drawn one, on each axis, are skipped: what no pixel would show. 0 for none. */
  readonly tolerance: readonly [number, number];
}

/**
 * Clips the polyline through rows `from` to `to` to a window (Liang & Barsky, ACM TOG 3(1), 1984, segment by segment).
 *
 * Rows that are not finite break the path: nothing is known of the way to them. Coordinates of any size are fine.
 *
 * @returns pieces of at least two points each; the exits in order of rows.
 */
export function clipPath(request: ClipRequest): ClippedPath {
  const { x, y, from, to, window } = request;
  const [left, right] = window.x;
  const [bottom, top] = window.y;
  const [nearX, nearY] = request.tolerance;
  const points: number[] = [];
  const starts: number[] = [];
  const exits: PathExit[] = [];
  let open = false;
  let lastX = 0;
  let lastY = 0;

  const begin = (px: number, py: number): void => {
    starts.push(points.length / 2);
    points.push(px, py);
    lastX = px;
    lastY = py;
    open = true;
  };
  const add = (px: number, py: number, mustStay: boolean): void => {
    if (!mustStay && Math.abs(px - lastX) < nearX && Math.abs(py - lastY) < nearY) return;
    points.push(px, py);
    lastX = px;
    lastY = py;
  };

  for (let row = from + 1; row <= to; row += 1) {
    const x0 = at(x, row - 1);
    const y0 = at(y, row - 1);
    const x1 = at(x, row);
    const y1 = at(y, row);
    const inside = clipSegment(x0, y0, x1, y1, left, right, bottom, top);
    if (inside === null) {
      open = false;
      continue;
    }
    const [enter, leave] = inside;
    if (!open || enter > 0) begin(between(x0, x1, enter, window.x), between(y0, y1, enter, window.y));
    const endX = between(x0, x1, leave, window.x);
    const endY = between(y0, y1, leave, window.y);
    add(endX, endY, leave < 1 || row === to || !isVisibleNext(x, y, row, to));
    if (leave < 1) {
      exits.push({ row, x: endX, y: endY, dx: x1 / 2 - x0 / 2, dy: y1 / 2 - y0 / 2 });
      open = false;
    }
  }
  starts.push(points.length / 2);
  return { points, starts, exits };
}

/** A piece that ends here, because the next row is not finite, keeps its last point whatever the tolerance. */
function isVisibleNext(x: Float64Array, y: Float64Array, row: number, to: number): boolean {
  return row < to && Number.isFinite(at(x, row + 1)) && Number.isFinite(at(y, row + 1));
}

/** The shares of a segment at which it enters and leaves the rectangle, or null where it misses it. */
function clipSegment(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  left: number,
  right: number,
  bottom: number,
  top: number,
): readonly [number, number] | null {
  if (!Number.isFinite(x0) || !Number.isFinite(y0) || !Number.isFinite(x1) || !Number.isFinite(y1)) return null;
  const across = slab(x0, x1, left, right);
  if (across === null) return null;
  const up = slab(y0, y1, bottom, top);
  if (up === null) return null;
  const enter = Math.max(across[0], up[0]);
  const leave = Math.min(across[1], up[1]);
  return enter <= leave ? [enter, leave] : null;
}

function slab(from: number, to: number, low: number, high: number): readonly [number, number] | null {
  if (from >= low && from <= high && to >= low && to <= high) return [0, 1];
  // Halves, because the difference of two large finite numbers may not be finite.
  const span = to / 2 - from / 2;
  if (span === 0) return from >= low && from <= high ? [0, 1] : null;
  const toLow = (low / 2 - from / 2) / span;
  const toHigh = (high / 2 - from / 2) / span;
  const enter = Math.max(Math.min(toLow, toHigh), 0);
  const leave = Math.min(Math.max(toLow, toHigh), 1);
  return enter <= leave ? [enter, leave] : null;
}

/** Within the window also where the ends are so far away that rounding would put the crossing beside it. */
function between(from: number, to: number, share: number, [low, high]: readonly [number, number]): number {
  if (share === 0) return from;
  if (share === 1) return to;
  return Math.min(Math.max(from * (1 - share) + to * share, low), high);
}

function at(values: Float64Array, row: number): number {
  return values[row] ?? Number.NaN;
}
