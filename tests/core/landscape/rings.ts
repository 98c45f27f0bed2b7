import type { ContourSet, GridWindow } from "../../../src-core/landscape/index.ts";

/** Values of a function on a grid over a window. */
export function sampled(
  f: (x: number, y: number) => number,
  nx: number,
  ny: number,
  { x, y }: GridWindow,
): Float64Array {
  const values = new Float64Array(nx * ny);
  for (let row = 0; row < ny; row++) {
    for (let column = 0; column < nx; column++) {
      values[row * nx + column] = f(
        x[0] + ((x[1] - x[0]) * column) / (nx - 1),
        y[0] + ((y[1] - y[0]) * row) / (ny - 1),
      );
    }
  }
  return values;
}

export interface Ring {
  readonly level: number;
  readonly points: readonly (readonly [number, number])[];
}

export function ringsOf(set: ContourSet): Ring[] {
  return Array.from(set.ringLevel, (level, r) => {
    const points: [number, number][] = [];
    for (let k = set.ringStart[r]; k < set.ringStart[r + 1]; k++)
      points.push([set.points[2 * k], set.points[2 * k + 1]]);
    return { level, points };
  });
}

/** Positive for rings that run counter-clockwise. */
export function signedArea({ points }: Ring): number {
  let twice = 0;
  points.forEach(([x0, y0], k) => {
    const [x1, y1] = points[(k + 1) % points.length];
    twice += x0 * y1 - x1 * y0;
  });
  return twice / 2;
}

export function levelArea(set: ContourSet, level: number): number {
  return ringsOf(set)
    .filter((ring) => ring.level === level)
    .reduce((sum, ring) => sum + signedArea(ring), 0);
}

/** How often the rings of a level wind round a point, counter-clockwise: what the non-zero fill rule looks at. */
export function winding(rings: readonly Ring[], x: number, y: number): number {
  let turns = 0;
  for (const { points } of rings) {
    points.forEach(([x0, y0], k) => {
      const [x1, y1] = points[(k + 1) % points.length];
      if (y0 <= y === y1 <= y) return;
      const isLeft = x0 + ((y - y0) / (y1 - y0)) * (x1 - x0) > x;
      if (isLeft) turns += y1 > y0 ? 1 : -1;
    });
  }
  return turns;
}
