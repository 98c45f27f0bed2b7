import type { HeightField } from "./height-field.ts";
import { HEIGHT } from "./view.ts";

/** The surface as triangles, three numbers a vertex; triangles with a corner in a hole are left out. */
export interface SurfaceMesh {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** HeightField.levels by vertex. */
  readonly levels: Float32Array;
  readonly triangles: Uint32Array;
}

/** Points a side at most: more would not be told apart on a screen, but take their time without a graphics card. */
const MOST_POINTS = 256;

export function surfaceMesh(field: HeightField): SurfaceMesh {
  const columns = sampled(field.ground.nx);
  const rows = sampled(field.ground.ny);
  const nx = columns.length;
  const ny = rows.length;
  const heights = new Float64Array(nx * ny);
  const levels = new Float32Array(nx * ny);
  const positions = new Float32Array(3 * nx * ny);
  for (let row = 0; row < ny; row += 1) {
    for (let column = 0; column < nx; column += 1) {
      const source = (rows[row] ?? 0) * field.ground.nx + (columns[column] ?? 0);
      const vertex = row * nx + column;
      const height = (field.heights[source] ?? Number.NaN) * HEIGHT;
      heights[vertex] = height;
      levels[vertex] = field.levels[source] ?? 0;
      const place = [
        (columns[column] ?? 0) / (field.ground.nx - 1) - 0.5,
        Number.isNaN(height) ? 0 : height,
        0.5 - (rows[row] ?? 0) / (field.ground.ny - 1),
      ];
      positions.set(place, 3 * vertex);
    }
  }
  return { positions, normals: meshNormals(heights, nx, ny), levels, triangles: meshTriangles(heights, nx, ny) };
}

/** Indices of the points that are drawn: all of them, or evenly spread ones with both ends. */
function sampled(count: number): number[] {
  const kept = Math.min(count, MOST_POINTS);
  return Array.from({ length: kept }, (_, index) => Math.round((index * (count - 1)) / Math.max(kept - 1, 1)));
}

/** From differences of neighbouring heights; at an edge or beside a hole from the one side that there is. */
function meshNormals(heights: Float64Array, nx: number, ny: number): Float32Array {
  const normals = new Float32Array(3 * nx * ny);
  const slope = (vertex: number, before: number | null, after: number | null, cells: number): number => {
    const here = heights[vertex] ?? 0;
    const low = before === null ? Number.NaN : (heights[before] ?? Number.NaN);
    const high = after === null ? Number.NaN : (heights[after] ?? Number.NaN);
    if (!Number.isNaN(low) && !Number.isNaN(high)) return ((high - low) * cells) / 2;
    if (!Number.isNaN(high)) return (high - here) * cells;
    return Number.isNaN(low) ? 0 : (here - low) * cells;
  };
  for (let row = 0; row < ny; row += 1) {
    for (let column = 0; column < nx; column += 1) {
      const vertex = row * nx + column;
      const dx = slope(vertex, column > 0 ? vertex - 1 : null, column < nx - 1 ? vertex + 1 : null, nx - 1);
      const dy = slope(vertex, row > 0 ? vertex - nx : null, row < ny - 1 ? vertex + nx : null, ny - 1);
      const length = Math.hypot(dx, 1, dy) || 1;
      // The world's z runs against the data's y.
      normals.set(Number.isFinite(length) ? [-dx / length, 1 / length, dy / length] : [0, 1, 0], 3 * vertex);
    }
  }
  return normals;
}

function meshTriangles(heights: Float64Array, nx: number, ny: number): Uint32Array {
  const corners = new Uint32Array(6 * (nx - 1) * (ny - 1));
  let count = 0;
  const add = (a: number, b: number, c: number): void => {
    if (Number.isNaN((heights[a] ?? 0) + (heights[b] ?? 0) + (heights[c] ?? 0))) return;
    corners[count] = a;
    corners[count + 1] = b;
    corners[count + 2] = c;
    count += 3;
  };
  for (let row = 0; row + 1 < ny; row += 1) {
    for (let column = 0; column + 1 < nx; column += 1) {
      const corner = row * nx + column;
      add(corner, corner + 1, corner + nx);
      add(corner + 1, corner + nx + 1, corner + nx);
    }
  }
  return corners.slice(0, count);
}
