import { describe, expect, test } from "vitest";
import { axisTicks, linearTicks, logTicks, shortNumber } from "../../../src-renderer/charts/ticks.ts";

const labels = (ticks: readonly { readonly label: string }[]) => ticks.map((tick) => tick.label);

describe("linear ticks", () => {
  test("are multiples of 1, 2 or 5, with both ends and no rounding dust", () => {
    expect(linearTicks(-2, 2, 5).map((tick) => tick.value)).toEqual([-2, -1, 0, 1, 2]);
    expect(linearTicks(0, 0.5, 5).map((tick) => tick.value)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(labels(linearTicks(-0.3, 0.3, 3))).toEqual(["−0.2", "0", "0.2"]);
  });

  test("never write minus zero", () => {
    const zero = linearTicks(-1, 1, 4).find((tick) => tick.value === 0);
    expect(Object.is(zero?.value, 0)).toBe(true);
    expect(zero?.label).toBe("0");
  });

  test.each([
    [0, 1e-9],
    [1e7, 1e7 + 1e-3],
    [-3e12, 4e12],
    [-118.2, -117.9],
  ])("between %d and %d are few, ascending, inside, and told apart by their labels", (from, to) => {
    const ticks = linearTicks(from, to, 6);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(new Set(labels(ticks)).size).toBe(ticks.length);
    for (const { value } of ticks) {
      expect(value).toBeGreaterThanOrEqual(from - (to - from) * 1e-6);
      expect(value).toBeLessThanOrEqual(to + (to - from) * 1e-6);
    }
  });

  test("of an empty or infinite range are none", () => {
    expect(linearTicks(1, 1, 5)).toEqual([]);
    expect(linearTicks(0, Infinity, 5)).toEqual([]);
  });
});

describe("logarithmic ticks", () => {
  test("are powers of ten, thinned where there are many", () => {
    expect(labels(logTicks(0.001, 1000, 8))).toEqual(["0.001", "0.01", "0.1", "1", "10", "100", "1000"]);
    expect(labels(logTicks(1e-12, 1, 4))).toEqual(["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"]);
  });

  test("below two decades also have their multiples of 2 and 5", () => {
    expect(labels(logTicks(1, 30, 6))).toEqual(["1", "2", "5", "10", "20"]);
  });

  test("within one decade are round values", () => {
    expect(logTicks(2, 3, 5).map((tick) => tick.value)).toEqual([2, 2.2, 2.4, 2.6, 2.8, 3]);
  });

  test("of a range that touches zero are none", () => {
    expect(axisTicks({ from: 0, to: 10, log: true }, 5)).toEqual([]);
  });
});

test("a short number has three significant digits and a power of ten where it is long", () => {
  const written = [0, 1.23456, -0.00123, 123456, 1.5e-7, 7, Infinity, NaN].map(shortNumber);
  expect(written).toEqual(["0", "1.23", "−0.00123", "1.23·10⁵", "1.5·10⁻⁷", "7", "∞", "NaN"]);
});
