import { describe, expect, test } from "vitest";
import { dot, largestMagnitude, norm } from "../../../src-core/numerics/index.ts";

const of = (...values: number[]): Float64Array => Float64Array.from(values);

describe("norm", () => {
  test("is Euclid's", () => {
    expect(norm(of(3, -4))).toBe(5);
    expect(norm(of())).toBe(0);
    expect(norm(of(0, 0))).toBe(0);
  });

  test("neither overflows nor underflows on the way", () => {
    expect(norm(of(3e200, 4e200))).toBeCloseTo(5e200, -190);
    expect(norm(of(3e-200, 4e-200)) / 5e-200).toBeCloseTo(1, 14);
    expect(norm(of(3e-310, 4e-310)) / 5e-310).toBeCloseTo(1, 10);
    // One entry of the squares underflows, the other does not.
    expect(norm(of(3e-160, 4e-160)) / 5e-160).toBeCloseTo(1, 14);
  });

  test("says what is not finite", () => {
    expect(norm(of(1, Infinity))).toBe(Infinity);
    expect(norm(of(1, -Infinity))).toBe(Infinity);
    expect(norm(of(Infinity, NaN))).toBeNaN();
    expect(norm(of(1.5e308, 1.5e308))).toBe(Infinity);
  });
});

test("dot and largestMagnitude", () => {
  expect(dot(of(1, 2, 3), of(4, -5, 6))).toBe(12);
  expect(largestMagnitude(of(1, -7, 2))).toBe(7);
  expect(largestMagnitude(of(1, NaN, 2))).toBeNaN();
});
