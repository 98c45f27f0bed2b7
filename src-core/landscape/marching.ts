import type { RankedGrid } from "./level-cells.ts";

/**
 * Marching squares with direction: a contour enters a cell by one side and leaves by another with the region (value at or
 * above the level) on its left. So outer rings run counter-clockwise in data coordinates and holes clockwise.
 *
 * Sides: 0 bottom, 1 right, 2 top, 3 left. Corners as bits of the case: 1 lower left, 2 lower right, 4 upper right,
 * 8 upper left, set where the corner belongs to the region.
 */

/** The side by which the only contour of a case enters; for the two saddle cases (5, 10) the first, the other is opposite. */
export const ENTRY = Uint8Array.of(0, 0, 1, 1, 2, 0, 2, 2, 3, 0, 1, 1, 3, 0, 3, 0);
const EXIT = Uint8Array.of(0, 3, 0, 3, 1, 0, 0, 3, 2, 2, 0, 2, 1, 1, 0, 0);

export function cellCase({ rank, width }: RankedGrid, cell: number, level: number): number {
  return (
    (rank[cell] > level ? 1 : 0) |
    (rank[cell + 1] > level ? 2 : 0) |
    (rank[cell + width + 1] > level ? 4 : 0) |
    (rank[cell + width] > level ? 8 : 0)
  );
}

/** Whether two opposite corners of a cell belong to the region and the other two do not. */
export function isSaddleCase(corners: number): boolean {
  return corners === 5 || corners === 10;
}

/** The side by which a contour leaves the cell that it entered by `entry`. */
export function exitSide(grid: RankedGrid, cell: number, corners: number, entry: number, threshold: number): number {
  if (!isSaddleCase(corners)) return EXIT[corners];
  // Joined: the contour cuts off the corner outside, on its right. Separate: it goes round the corner inside, on its left.
  return isJoined(grid, cell, threshold) ? (entry + 1) & 3 : (entry + 3) & 3;
}

/**
 * Whether the two corners inside are joined through the middle of the cell: so they are on the bilinear surface through
 * the four values when its saddle point is inside. The answer only depends on the cell, and once separate stays separate
 * as the level rises, so regions of higher levels lie within those of lower ones.
 *
 * @source Nielson & Hamann (1991), "The asymptotic decider", Proc. IEEE Visualization.
 */
function isJoined({ values, width }: RankedGrid, cell: number, threshold: number): boolean {
  const a = values[cell];
  const b = values[cell + 1];
  const c = values[cell + width + 1];
  const d = values[cell + width];
  // Next to NaN there is no surface to join over: the comparison is false.
  return (a * c - b * d) / (a + c - b - d) >= threshold;
}

/** The neighbour of a cell across one of its sides. */
export function neighbour(cell: number, side: number, width: number): number {
  if (side === 0) return cell - width;
  if (side === 1) return cell + 1;
  return side === 2 ? cell + width : cell - 1;
}

/**
 * Where a level crosses a side, as x, y in `out`. Always computed from the lower to the higher index, so that both cells
 * that share the side get the same bits.
 */
export function crossing(grid: RankedGrid, cell: number, side: number, threshold: number, out: Float64Array): void {
  const { values, width, x, y } = grid;
  const isHorizontal = (side & 1) === 0;
  const start = side === 2 ? cell + width : side === 1 ? cell + 1 : cell;
  const end = isHorizontal ? start + 1 : start + width;
  const share = crossingShare(values[start], values[end], threshold);
  const row = Math.floor(start / width);
  const column = start - row * width;
  out[0] = isHorizontal ? between(x[column], x[column + 1], share) : x[column];
  out[1] = isHorizontal ? y[row] : between(y[row], y[row + 1], share);
}

/**
 * How far along from a to b the value reaches the threshold, 0 to 1. Beside an infinite value the crossing is at the
 * finite end, the limit of ever steeper sides: so a region ends at the last point where the loss is defined.
 */
function crossingShare(a: number, b: number, threshold: number): number {
  if (!Number.isFinite(a)) return Number.isFinite(b) ? 1 : 0.5;
  if (!Number.isFinite(b)) return 0;
  // Halved, because the difference of two numbers near the end of the range overflows.
  return Math.min(1, Math.max(0, (threshold / 2 - a / 2) / (b / 2 - a / 2)));
}

/** Exact at both ends. */
function between(a: number, b: number, share: number): number {
  return share === 1 ? b : a + (b - a) * share;
}
