import { describe, expect, it } from "vitest";
import { fromPosition, type SliderScale, toPosition } from "../../../src-renderer/controls/slider-scale.ts";

const RANGES: readonly [SliderScale, number, number][] = [
  ["linear", -3, 5],
  ["log", 1e-6, 10],
  ["one-minus-log", 0, 0.9999],
];

/** Values are rounded to three digits, so a position comes back to within a hundredth of the way. */
const POSITION_TOLERANCE = 0.01;

describe("slider scales", () => {
  it.each(RANGES)("%s goes from end to end and back", (scale, from, to) => {
    expect(fromPosition(0, from, to, scale)).toBe(from);
    expect(fromPosition(1, from, to, scale)).toBe(to);
    expect(toPosition(from, from, to, scale)).toBe(0);
    expect(toPosition(to, from, to, scale)).toBeCloseTo(1, 12);
    for (const position of [0.1, 0.25, 0.5, 0.9]) {
      const value = fromPosition(position, from, to, scale);
      expect(value).toBeGreaterThan(from);
      expect(value).toBeLessThan(to);
      expect(Math.abs(toPosition(value, from, to, scale) - position)).toBeLessThan(POSITION_TOLERANCE);
    }
  });

  it("gives short numbers", () => {
    expect(fromPosition(0.5, 1e-4, 1, "log")).toBe(0.01);
    expect(fromPosition(0.25, 0, 0.9999, "one-minus-log")).toBe(0.9);
    expect(fromPosition(0.5, 0, 10, "linear")).toBe(5);
  });

  it("holds values beyond the ends at the ends", () => {
    expect(toPosition(100, 0, 1, "linear")).toBe(1);
    expect(toPosition(-1, 1e-3, 1, "log")).toBe(0);
  });
});
