import { describe, expect, it } from "vitest";
import { contourLevels } from "../../../src-core/landscape/index.ts";
import { sampled } from "./rings.ts";

const VALLEY_X = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
const VALLEY_Y = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

function valley(b: number, w: number): number {
  return VALLEY_X.reduce((sum, x, i) => sum + (VALLEY_Y[i] - (b + w * x)) ** 2, 0);
}

function bandOf(levels: Float64Array, value: number): number {
  return levels.filter((threshold) => threshold <= value).length - 1;
}

describe("contourLevels", () => {
  it("spaces linear levels evenly from the minimum, all below the maximum", () => {
    const levels = contourLevels(Float64Array.of(3, -1, 1, NaN, Infinity, -Infinity), { levels: "linear", count: 8 });
    expect(Array.from(levels)).toEqual([-1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5]);
  });

  it("starts at the minimum and ascends strictly below the maximum, for either kind", () => {
    const values = sampled((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, 256, 256, { x: [-2, 2], y: [-1, 3] });
    for (const kind of ["log", "linear"] as const) {
      const levels = contourLevels(values, { levels: kind, count: 40 });
      expect(levels).toHaveLength(40);
      expect(levels[0]).toBe(Math.min(...values));
      expect(levels[39]).toBeLessThan(Math.max(...values));
      for (let k = 1; k < 40; k++) expect(levels[k]).toBeGreaterThan(levels[k - 1]);
    }
  });

  it("shows the floor of Rosenbrock's valley with log levels, where linear ones see nothing", () => {
    const values = sampled((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, 256, 256, { x: [-2, 2], y: [-1, 3] });
    const log = contourLevels(values, { levels: "log", count: 40 });
    const linear = contourLevels(values, { levels: "linear", count: 40 });
    // Along the floor from the far end, (-1, 1) with loss 4, to the minimum.
    expect(bandOf(log, 4) - bandOf(log, 0.02)).toBeGreaterThanOrEqual(12);
    expect(bandOf(linear, 4)).toBe(0);
    // And still has bands left for the walls.
    expect(bandOf(log, 2500) - bandOf(log, 100)).toBeGreaterThanOrEqual(5);
  });

  it("shows the floor of the ten-point valley, whose minimum is 101,937 and whose walls reach 10^7", () => {
    const values = sampled(valley, 256, 256, { x: [-200, -100], y: [-5, 5] });
    const log = contourLevels(values, { levels: "log", count: 50 });
    // The floor under b = -120 lies 13,000 above the minimum, a ten-thousandth of the walls.
    expect(bandOf(log, 101936.73 + 13046)).toBeGreaterThanOrEqual(10);
    expect(bandOf(contourLevels(values, { levels: "linear", count: 50 }), 101936.73 + 13046)).toBe(0);
  });

  it("is not led by one lucky grid point near the minimum", () => {
    const plain = sampled((x, y) => x * x + y * y, 100, 100, { x: [-1, 1], y: [-1, 1] });
    const lucky = plain.slice();
    lucky[4321] = 1e-300;
    const a = contourLevels(plain, { levels: "log", count: 30 });
    const b = contourLevels(lucky, { levels: "log", count: 30 });
    expect(b[1] / a[1]).toBeGreaterThan(0.9);
    expect(b[1] / a[1]).toBeLessThan(1.2);
  });

  it("keeps to twelve decades and to float64 on huge ranges", () => {
    const decades = Float64Array.from({ length: 1000 }, (_, i) => 10 ** (-300 + 0.6 * i));
    const levels = contourLevels(decades, { levels: "log", count: 20 });
    expect(levels[1]).toBeGreaterThanOrEqual(1e-12 * decades[999] * 0.99);
    for (const kind of ["log", "linear"] as const) {
      const wide = contourLevels(Float64Array.of(-1.7e308, 0, 1.7e308), { levels: kind, count: 10 });
      expect(wide.every(Number.isFinite)).toBe(true);
      expect(wide[0]).toBe(-1.7e308);
      expect(wide.length).toBeGreaterThan(3);
    }
  });

  it("puts levels between the two values of a step, and below a flat floor's edge", () => {
    const step = contourLevels(Float64Array.of(0, 0, 0, 1, 1), { levels: "log", count: 5 });
    expect(step).toHaveLength(5);
    expect(step[1]).toBeCloseTo(0.1, 12);
    const floor = sampled((x) => Math.max(0, x), 200, 10, { x: [-1, 1], y: [0, 1] });
    expect(contourLevels(floor, { levels: "log", count: 10 })[1]).toBeGreaterThan(1e-3);
  });

  it("has one level for a constant grid and for a count of one, and [0] without finite values", () => {
    for (const kind of ["log", "linear"] as const) {
      expect(Array.from(contourLevels(new Float64Array(9).fill(4), { levels: kind, count: 20 }))).toEqual([4]);
      expect(Array.from(contourLevels(Float64Array.of(1, 2), { levels: kind, count: 1 }))).toEqual([1]);
      expect(Array.from(contourLevels(new Float64Array(9).fill(NaN), { levels: kind, count: 20 }))).toEqual([0]);
      expect(Array.from(contourLevels(new Float64Array(0), { levels: kind, count: 20 }))).toEqual([0]);
    }
  });

  it("drops levels that float64 cannot tell apart", () => {
    const levels = contourLevels(Float64Array.of(1e16, 1e16 + 2, 1e16 + 4), { levels: "log", count: 30 });
    for (let k = 1; k < levels.length; k++) expect(levels[k]).toBeGreaterThan(levels[k - 1]);
    expect(levels.length).toBeLessThanOrEqual(3);
  });
});
