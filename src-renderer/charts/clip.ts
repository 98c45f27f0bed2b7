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
 * Rows that are not finite break the path: nothing is known of the way to them. So do segments between rows that are both so
 * far away that float64 no longer tells where, or whether, they cross the window.
 *
 * @returns pieces of at least two points each; the exits in order of rows.
 */
export function clipPath(request: ClipRequest): ClippedPath {
  const { x, y, from, to, window } = request;
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
    const visible = clipSegment(x0, y0, x1, y1, window);
    if (visible === null) {
      open = false;
      continue;
    }
    const { enters, leaves, startX, startY, endX, endY } = visible;
    if (!open || enters) begin(startX, startY);
    add(endX, endY, leaves || row === to || !isVisibleNext(x, y, row, to));
    if (leaves) {
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

/** The visible part of a segment, and whether its ends are crossings of the edge. */
interface VisiblePart {
  readonly enters: boolean;
  readonly leaves: boolean;
  readonly startX: number;
  readonly startY: number;
  readonly endX: number;
  readonly endY: number;
}

/** Null where the segment misses the window, or float64 does not tell whether it does. */
function clipSegment(x0: number, y0: number, x1: number, y1: number, window: MapWindow): VisiblePart | null {
  if (!Number.isFinite(x0) || !Number.isFinite(y0) || !Number.isFinite(x1) || !Number.isFinite(y1)) return null;
  // Shares are exact near 0: they are counted from the end that is nearer.
  if (Math.abs(x1) + Math.abs(y1) < Math.abs(x0) + Math.abs(y0)) {
    const back = clipFromNear(x1, y1, x0, y0, window);
    return (
      back && {
        ...{ enters: back.leaves, leaves: back.enters },
        ...{ startX: back.endX, startY: back.endY, endX: back.startX, endY: back.startY },
      }
    );
  }
  return clipFromNear(x0, y0, x1, y1, window);
}

function clipFromNear(x0: number, y0: number, x1: number, y1: number, window: MapWindow): VisiblePart | null {
  const across = slab(x0, x1, window.x);
  const up = slab(y0, y1, window.y);
  if (across === null || up === null) return null;
  const enter = Math.max(across.enter, up.enter);
  const leave = Math.min(across.leave, up.leave);
  if (enter > leave) return null;
  if (enter > 0 && leave < 1 && uncertainty(x0, y0, x1, y1, window) > MOST_UNCERTAIN) return null;
  return {
    enters: enter > 0,
    leaves: leave < 1,
    startX: across.enter === enter && enter > 0 ? across.enterEdge : between(x0, x1, enter, window.x),
    startY: up.enter === enter && enter > 0 ? up.enterEdge : between(y0, y1, enter, window.y),
    endX: across.leave === leave && leave < 1 ? across.leaveEdge : between(x0, x1, leave, window.x),
    endY: up.leave === leave && leave < 1 ? up.leaveEdge : between(y0, y1, leave, window.y),
  };
}

/** The shares of one coordinate's way at which it enters and leaves a range, and the edges it crosses there. */
interface Slab {
  readonly enter: number;
  readonly leave: number;
  readonly enterEdge: number;
  readonly leaveEdge: number;
}

function slab(from: number, to: number, [low, high]: readonly [number, number]): Slab | null {
  const [enterEdge, leaveEdge] = from <= to ? [low, high] : [high, low];
  if (from >= low && from <= high && to >= low && to <= high) return { enter: 0, leave: 1, enterEdge, leaveEdge };
  // Halves, because the difference of two large finite numbers may not be finite.
  const span = to / 2 - from / 2;
  if (span === 0) return null;
  const enter = Math.max((enterEdge / 2 - from / 2) / span, 0);
  const leave = Math.min((leaveEdge / 2 - from / 2) / span, 1);
  return enter <= leave ? { enter, leave, enterEdge, leaveEdge } : null;
}

/** How far to the side rounding of the nearer end may shift the segment, in units of the window. */
function uncertainty(x0: number, y0: number, x1: number, y1: number, { x, y }: MapWindow): number {
  const width = x[1] - x[0];
  const height = y[1] - y[0];
  const dx = (x1 / 2 - x0 / 2) / width;
  const dy = (y1 / 2 - y0 / 2) / height;
  const largest = Math.max(Math.abs(dx), Math.abs(dy));
  return (
    Number.EPSILON * (Math.abs(x0 / width) * Math.abs(dy / largest) + Math.abs(y0 / height) * Math.abs(dx / largest))
  );
}

/** Of the window's size: a crossing that is known no better may as well be beside it. */
const MOST_UNCERTAIN = 0.5;

/** Within the window also where the ends are so far away that rounding would put the crossing beside it. */
function between(from: number, to: number, share: number, [low, high]: readonly [number, number]): number {
  if (share === 0) return from;
  if (share === 1) return to;
  return Math.min(Math.max(from * (1 - share) + to * share, low), high);
}

function at(values: Float64Array, row: number): number {
  return values[row] ?? Number.NaN;
}
