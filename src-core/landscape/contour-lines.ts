import type { GridWindow } from "./grid.ts";
import { levelSweep, rankedGrid } from "./level-cells.ts";
import { ENTRY, cellCase, crossing, exitSide, isSaddleCase } from "./marching.ts";

/** Contour lines as loose segments, the form that a surface draws: no closing along the window's edge. */
export interface ContourLines {
  readonly thresholds: Float64Array;
  /** For level k the index of its first segment; one more entry at the end, the number of segments. */
  readonly levelStart: Uint32Array;
  /** x0, y0, x1, y1 of every segment in data coordinates; the higher ground is on its left. */
  readonly segments: Float64Array;
}

/**
 * The lines on which a grid takes the given values. Cells beside a value that is not finite have none.
 *
 * @param values nx * ny numbers over the window, rows going up with y; nx and ny at least 2.
 * @param thresholds ascending and finite.
 * @example Array.from(contourLines(Float64Array.of(0, 2, 0, 2), 2, 2, { x: [0, 1], y: [0, 1] }, Float64Array.of(1)).segments) // => [0.5, 1, 0.5, 0]
 */
export function contourLines(
  values: Float64Array,
  nx: number,
  ny: number,
  window: GridWindow,
  thresholds: Float64Array,
): ContourLines {
  const grid = rankedGrid(values, nx, ny, window, thresholds);
  const sweep = levelSweep(grid, thresholds.length);
  const levelStart = new Uint32Array(thresholds.length + 1);
  const segments: number[] = [];
  const point = new Float64Array(2);
  for (let level = 0; level < thresholds.length; level++) {
    levelStart[level] = segments.length / 4;
    const count = sweep.advance();
    for (let i = 0; i < count; i++) {
      const cell = sweep.cells[i];
      if (!isWhole(grid.values, cell, grid.width)) continue;
      const corners = cellCase(grid, cell, level);
      addSegment(cell, corners, ENTRY[corners], thresholds[level]);
      if (isSaddleCase(corners)) addSegment(cell, corners, ENTRY[corners] + 2, thresholds[level]);
    }
  }
  levelStart[thresholds.length] = segments.length / 4;
  return { thresholds: thresholds.slice(), levelStart, segments: Float64Array.from(segments) };

  function addSegment(cell: number, corners: number, entry: number, threshold: number): void {
    crossing(grid, cell, entry, threshold, point);
    const [x0, y0] = point;
    crossing(grid, cell, exitSide(grid, cell, corners, entry, threshold), threshold, point);
    if (x0 !== point[0] || y0 !== point[1]) segments.push(x0, y0, point[0], point[1]);
  }
}

function isWhole(values: Float64Array, cell: number, width: number): boolean {
  // Infinite and NaN differences are the only ones that are not finite here: halved, finite values cannot overflow.
  const diagonal = values[cell] / 2 - values[cell + width + 1] / 2;
  const other = values[cell + 1] / 2 - values[cell + width] / 2;
  return Number.isFinite(diagonal) && Number.isFinite(other);
}
