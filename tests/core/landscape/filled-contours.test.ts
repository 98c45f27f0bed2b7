import { describe, expect, it } from "vitest";
import { bilinearValue, contourLevels, contourLines, filledContours } from "../../../src-core/landscape/index.ts";
import { createRandom } from "../../../src-core/numerics/index.ts";
import { levelArea, ringsOf, sampled, signedArea, winding } from "./rings.ts";

const window = { x: [-2, 3], y: [-1, 2] } as const;
const WINDOW_AREA = 15;
/** Points are kept in single precision: 24 bits of coordinates up to 3. */
const SINGLE = 1e-6;

const disc = sampled((x, y) => -Math.hypot(x, y), 201, 121, window);

describe("filledContours", () => {
  it("gives the window itself for a constant grid, as one counter-clockwise ring of four points", () => {
    const set = filledContours(new Float64Array(12).fill(7), 4, 3, window, Float64Array.of(7));
    expect(ringsOf(set)).toHaveLength(1);
    expect(ringsOf(set)[0].points).toHaveLength(4);
    expect(levelArea(set, 0)).toBeCloseTo(WINDOW_AREA, 5);
    expect(new Set(set.points)).toEqual(new Set([-2, 3, -1, 2]));
  });

  it("has nothing above the maximum, and the whole window at the minimum", () => {
    const values = sampled((x, y) => x * y, 40, 30, window);
    const levels = contourLevels(values, { levels: "linear", count: 12 });
    const set = filledContours(values, 40, 30, window, levels);
    expect(levelArea(set, 0)).toBeCloseTo(WINDOW_AREA, 5);
    expect(filledContours(values, 40, 30, window, Float64Array.of(1e9)).ringLevel).toHaveLength(0);
  });

  it("measures discs: the area within radius r is pi r^2 to the grid's second order", () => {
    for (const radius of [0.3, 0.6, 0.95]) {
      const set = filledContours(disc, 201, 121, window, Float64Array.of(-radius));
      expect(ringsOf(set)).toHaveLength(1);
      // Chords of a circle on a grid of width h lose a share of about (h / r)^2 / 6.
      expect(levelArea(set, 0) / (Math.PI * radius ** 2)).toBeCloseTo(1, 2);
    }
  });

  it("runs holes the other way round, so that a bowl's high region is the window minus a disc", () => {
    const bowl = disc.map((value) => -value);
    const set = filledContours(bowl, 201, 121, window, Float64Array.of(0.5));
    const areas = ringsOf(set).map(signedArea);
    expect(areas.filter((area) => area > 0)).toHaveLength(1);
    expect(areas.filter((area) => area < 0)).toHaveLength(1);
    expect(levelArea(set, 0)).toBeCloseTo(WINDOW_AREA - Math.PI * 0.25, 2);
  });

  it("nests rings: annuli of sin(r) alternate, and every level lies within the one below", () => {
    const wide = { x: [-15, 15], y: [-15, 15] } as const;
    const ripples = sampled((x, y) => Math.cos(Math.hypot(x, y)), 301, 301, wide);
    const set = filledContours(ripples, 301, 301, wide, Float64Array.of(-0.9, 0, 0.5));
    const middle = ringsOf(set).filter((ring) => ring.level === 1);
    expect(winding(middle, 0.5, 0.3)).toBe(1);
    expect(winding(middle, 3, 0.3)).toBe(0);
    expect(winding(middle, 6.2, 0.3)).toBe(1);
    expect(winding(middle, 0.3, -9.5)).toBe(0);
    for (let level = 1; level < 3; level++) expect(levelArea(set, level)).toBeLessThan(levelArea(set, level - 1));
  });

  it("contains exactly the points at or above the level, on noise full of saddle cells", () => {
    const random = createRandom(1);
    const n = 60;
    const square = { x: [0, n - 1], y: [0, n - 1] } as const;
    const values = new Float64Array(n * n).map(() => random.uniform());
    const thresholds = Float64Array.of(0.1, 0.35, 0.5, 0.8);
    const set = filledContours(values, n, n, square, thresholds);
    thresholds.forEach((threshold, level) => {
      const rings = ringsOf(set).filter((ring) => ring.level === level);
      for (let trial = 0; trial < 400; trial++) {
        const column = 1 + Math.floor(random.uniform() * (n - 2));
        const row = 1 + Math.floor(random.uniform() * (n - 2));
        const isInside = values[row * n + column] >= threshold ? 1 : 0;
        expect(winding(rings, column, row)).toBe(isInside);
      }
    });
  });

  it("agrees with the bilinear surface away from the level, on a smooth function", () => {
    const f = (x: number, y: number): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const values = sampled(f, 128, 96, window);
    const thresholds = contourLevels(values, { levels: "log", count: 20 });
    const set = filledContours(values, 128, 96, window, thresholds);
    const random = createRandom(2);
    let compared = 0;
    thresholds.forEach((threshold, level) => {
      const rings = ringsOf(set).filter((ring) => ring.level === level);
      for (let trial = 0; trial < 200; trial++) {
        const x = -2 + 5 * random.uniform();
        const y = -1 + 3 * random.uniform();
        const value = bilinearValue(values, 128, 96, window, x, y);
        // Chords cut the corners of hyperbolas within a cell; a tenth of the value is well clear of that.
        if (Math.abs(value - threshold) < 0.1 * (Math.abs(value) + 1)) continue;
        compared++;
        expect(winding(rings, x, y)).toBe(value > threshold ? 1 : 0);
      }
    });
    expect(compared).toBeGreaterThan(1000);
  });

  it("joins or separates a saddle cell by its bilinear saddle value", () => {
    const unit = { x: [0, 1], y: [0, 1] } as const;
    // Corners 1, 0 / 0, 1: the bilinear saddle value is 0.5.
    const corners = Float64Array.of(1, 0, 0, 1);
    expect(ringsOf(filledContours(corners, 2, 2, unit, Float64Array.of(0.4)))).toHaveLength(1);
    expect(ringsOf(filledContours(corners, 2, 2, unit, Float64Array.of(0.6)))).toHaveLength(2);
    const mirrored = Float64Array.of(0, 1, 1, 0);
    expect(ringsOf(filledContours(mirrored, 2, 2, unit, Float64Array.of(0.4)))).toHaveLength(1);
    expect(ringsOf(filledContours(mirrored, 2, 2, unit, Float64Array.of(0.6)))).toHaveLength(2);
  });

  it("leaves NaN and -Infinity out of every level and keeps +Infinity in all", () => {
    const values = sampled((x, y) => (x < 0 ? NaN : x + y), 51, 31, window);
    const set = filledContours(values, 51, 31, window, contourLevels(values, { levels: "linear", count: 5 }));
    // x = -2 + 0.1 column; x is 0 in column 20, up to rounding.
    expect(levelArea(set, 0)).toBeCloseTo(9, 5);
    const walls = sampled((x) => (x < 0.05 ? -Infinity : Infinity), 51, 31, window);
    expect(levelArea(filledContours(walls, 51, 31, window, Float64Array.of(0)), 0)).toBeCloseTo(2.95 * 3, 5);
    const towers = sampled((x) => (x > 0.05 ? Infinity : 1), 51, 31, window);
    const tall = filledContours(towers, 51, 31, window, Float64Array.of(1, 1e300));
    expect(levelArea(tall, 0)).toBeCloseTo(WINDOW_AREA, 5);
    expect(levelArea(tall, 1)).toBeCloseTo(3 * 3, 5);
    expect(filledContours(new Float64Array(9).fill(NaN), 3, 3, window, Float64Array.of(0)).ringLevel).toHaveLength(0);
  });

  it("closes every ring within the window, with levels ascending and starts that fit", () => {
    const values = sampled((x, y) => Math.sin(3 * x) * y, 64, 64, window);
    const set = filledContours(values, 64, 64, window, contourLevels(values, { levels: "linear", count: 15 }));
    const levels = Array.from(set.ringLevel);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(set.ringStart).toHaveLength(levels.length + 1);
    expect(set.ringStart[levels.length]).toBe(set.points.length / 2);
    for (const ring of ringsOf(set)) {
      expect(ring.points.length).toBeGreaterThanOrEqual(3);
      for (const [x, y] of ring.points) {
        expect(x).toBeGreaterThanOrEqual(-2);
        expect(x).toBeLessThanOrEqual(3);
        expect(y).toBeGreaterThanOrEqual(-1);
        expect(y).toBeLessThanOrEqual(2);
      }
    }
  });

  it("copes with ranges as wide as float64", () => {
    const values = sampled((x, y) => Math.sign(x) * 10 ** (308 * Math.abs(x / 3)) + y, 40, 40, window);
    const set = filledContours(values, 40, 40, window, contourLevels(values, { levels: "linear", count: 10 }));
    expect(set.points.every(Number.isFinite)).toBe(true);
    expect(levelArea(set, 0)).toBeCloseTo(WINDOW_AREA, 5);
  });
});

describe("contourLines", () => {
  it("lie on the level, run with the higher ground on the left, and are not closed along the edge", () => {
    const lines = contourLines(disc, 201, 121, window, Float64Array.of(-2.5, -0.5));
    expect(Array.from(lines.levelStart)[0]).toBe(0);
    let length = 0;
    for (let s = lines.levelStart[1]; s < lines.levelStart[2]; s++) {
      const [x0, y0, x1, y1] = lines.segments.subarray(4 * s, 4 * s + 4);
      expect(Math.hypot(x0, y0)).toBeCloseTo(0.5, 3);
      // Counter-clockwise round the summit.
      expect(x0 * y1 - x1 * y0).toBeGreaterThan(-SINGLE);
      length += Math.hypot(x1 - x0, y1 - y0);
    }
    expect(length).toBeCloseTo(Math.PI, 2);
    // Radius 2.5 leaves the window at the top and the bottom: its arcs only, nothing along the edge.
    for (let s = 0; s < lines.levelStart[1]; s++) {
      expect(Math.hypot(lines.segments[4 * s], lines.segments[4 * s + 1])).toBeCloseTo(2.5, 3);
    }
  });

  it("stop beside values that are not finite", () => {
    const values = sampled((x, y) => (x < 0 ? NaN : x > 2 ? Infinity : y), 51, 31, window);
    const lines = contourLines(values, 51, 31, window, Float64Array.of(0.55));
    const xs = Array.from(lines.segments).filter((_, i) => i % 2 === 0);
    expect(Math.min(...xs)).toBeCloseTo(0, 1);
    expect(Math.max(...xs)).toBeCloseTo(2, 5);
  });
});
