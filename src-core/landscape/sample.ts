import type { GridWindow } from "./grid.ts";

/**
 * The value of a grid at any point of its window, by bilinear interpolation between the four points around it.
 *
 * @param values nx * ny numbers over the window, rows going up with y; nx and ny at least 2.
 * @returns NaN outside the window and where one of the four values is.
 * @example bilinearValue(Float64Array.of(0, 1, 10, 11), 2, 2, { x: [0, 1], y: [0, 1] }, 0.5, 0.25) // => 3
 */
export function bilinearValue(
  values: Float64Array,
  nx: number,
  ny: number,
  window: GridWindow,
  x: number,
  y: number,
): number {
  const u = ((x - window.x[0]) / (window.x[1] - window.x[0])) * (nx - 1);
  const v = ((y - window.y[0]) / (window.y[1] - window.y[0])) * (ny - 1);
  if (!(u >= 0 && u <= nx - 1 && v >= 0 && v <= ny - 1)) return NaN;
  const column = Math.min(Math.floor(u), nx - 2);
  const row = Math.min(Math.floor(v), ny - 2);
  const s = u - column;
  const t = v - row;
  const corner = row * nx + column;
  const below = mix(values[corner], values[corner + 1], s);
  const above = mix(values[corner + nx], values[corner + nx + 1], s);
  return mix(below, above, t);
}

/** Exact at both ends, so that an infinite neighbour does not spoil a point that lies on the grid. */
function mix(a: number, b: number, share: number): number {
  if (share === 0) return a;
  if (share === 1) return b;
  return a * (1 - share) + b * share;
}
