import { describe, expect, test } from "vitest";
import { clipPath } from "../../../src-renderer/charts/clip.ts";
import { UNIT } from "./chart-data.ts";

function clip(points: readonly (readonly [number, number])[], tolerance: readonly [number, number] = [0, 0]) {
  const column = (side: 0 | 1) => Float64Array.from(points, (point) => point[side]);
  return clipPath({ x: column(0), y: column(1), from: 0, to: points.length - 1, window: UNIT, tolerance });
}

describe("clipping a path to a window", () => {
  test("a path inside stays as it is", () => {
    const path = clip([
      [0, 0],
      [0.5, 0.5],
      [-0.5, 0.25],
    ]);
    expect(path).toEqual({ points: [0, 0, 0.5, 0.5, -0.5, 0.25], starts: [0, 3], exits: [] });
  });

  test("one that leaves ends on the edge, with the first row beyond it and its heading", () => {
    const path = clip([
      [0, 0],
      [2, 1],
      [3, 1],
    ]);
    expect(path.points).toEqual([0, 0, 1, 0.5]);
    expect(path.exits).toEqual([{ row: 1, x: 1, y: 0.5, dx: 1, dy: 0.5 }]);
  });

  test("one that comes back begins a second piece and may leave again", () => {
    const path = clip([
      [0, 0],
      [2, 0],
      [0, 0.5],
      [0, 3],
    ]);
    expect(path.starts).toEqual([0, 2, 5]);
    expect(path.points).toEqual([0, 0, 1, 0, 1, 0.25, 0, 0.5, 0, 1]);
    expect(path.exits.map((exit) => exit.row)).toEqual([1, 3]);
  });

  test("a segment that crosses the window from outside to outside is drawn between the two edges", () => {
    const path = clip([
      [-2, 0],
      [2, 0],
    ]);
    expect(path.points).toEqual([-1, 0, 1, 0]);
    expect(path.exits).toMatchObject([{ row: 1, x: 1, y: 0 }]);
  });

  test("a segment that misses the window leaves nothing", () => {
    expect(
      clip([
        [2, 2],
        [3, -2],
      ]),
    ).toEqual({ points: [], starts: [0], exits: [] });
  });

  test.each([1e15, 1e200, 1.7e308])("the crossing is exact for a row as far away as %d", (far) => {
    const path = clip([
      [0, 0],
      [far, far / 2],
      [-far, -far / 2],
    ]);
    expect(path.exits[0]?.x).toBe(1);
    expect(path.exits[0]?.y).toBeCloseTo(0.5, 12);
    for (const value of path.points) expect(Math.abs(value)).toBeLessThanOrEqual(1);
  });

  test("between rows that are far away on both sides the edge is met exactly, as long as float64 tells where", () => {
    // The line x = 0.25 + y/1024, through rows with coordinates that float64 holds exactly.
    const line = (y: number): readonly [number, number] => [0.25 + y / 1024, y];
    const { points, exits } = clip([line(-(2 ** 50)), line(2 ** 60)]);
    expect(points[1]).toBe(-1);
    expect(points[3]).toBe(1);
    // Half a unit in the last place of the nearer row's x, 2^40, moves the crossing by 2^-13.
    expect(Math.abs(points[0] - 0.25)).toBeLessThan(2e-3);
    expect(exits).toMatchObject([{ row: 1, y: 1 }]);
  });

  test("between rows so far away that nothing is known of the crossing, nothing is drawn", () => {
    expect(
      clip([
        [-1e20, -1e20],
        [1.5e24, 1.5e24],
      ]),
    ).toEqual({ points: [], starts: [0], exits: [] });
  });

  test("a row that is not finite breaks the path, and its last finite point stays", () => {
    const path = clip(
      [
        [0, 0],
        [0.1, 0],
        [NaN, 0],
        [0.2, 0],
        [0.3, 0],
        [Infinity, 0],
      ],
      [1, 1],
    );
    expect(path.points).toEqual([0, 0, 0.1, 0, 0.2, 0, 0.3, 0]);
    expect(path.starts).toEqual([0, 2, 4]);
    expect(path.exits).toEqual([]);
  });

  test("points that no pixel would show are skipped, the last never", () => {
    const path = clip(
      Array.from({ length: 1001 }, (_, index) => [index / 1000, 0] as const),
      [0.1, 0.1],
    );
    expect(path.points.length / 2).toBeLessThanOrEqual(12);
    expect(path.points.slice(-2)).toEqual([1, 0]);
  });
});
