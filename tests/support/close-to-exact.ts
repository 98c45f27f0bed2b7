import { expect } from "vitest";
import type { Fraction } from "./fraction.ts";

/**
 * A method makes some ten roundings a step, a test some ten steps, and decimals such as 0.9 are rounded before anything
 * else; differences of nearly equal numbers (g - m, 1 - beta) cost another digit.
 */
const ROUNDING = 1e-12;

/** That a float64 is a rational number, up to rounding. */
export function expectExact(actual: number, expected: Fraction): void {
  const value = expected.toNumber();
  expect(Math.abs(actual - value), `${actual} is not ${value}`).toBeLessThanOrEqual(ROUNDING * Math.abs(value));
}
