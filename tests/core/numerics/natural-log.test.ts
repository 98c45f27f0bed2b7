import { expect, test } from "vitest";
import { createRandom, naturalLog } from "../../../src-core/numerics/index.ts";

/** Both logarithms may be off by up to 2 units in the last place, in opposite directions. */
const LAST_PLACES = 4;

function placesApart(a: number, b: number): number {
  if (a === b) return 0;
  return Math.abs(a - b) / (Math.abs(b) * Number.EPSILON);
}

test("agrees with Math.log over all magnitudes, to the last places", () => {
  const random = createRandom(3);
  let worst = 0;
  for (let k = 0; k < 20_000; k++) {
    const x = (1 + random.uniform()) * 2 ** Math.round(2000 * random.uniform() - 1000);
    worst = Math.max(worst, placesApart(naturalLog(x), Math.log(x)));
  }
  for (let k = 0; k < 20_000; k++) {
    const x = random.uniform() || 0.5;
    worst = Math.max(worst, placesApart(naturalLog(x), Math.log(x)));
  }
  expect(worst).toBeLessThanOrEqual(LAST_PLACES);
});

test("agrees near 1, where the logarithm is small, and at the ends", () => {
  for (const x of [1 - 2 ** -53, 1 + 2 ** -52, 0.999, 1.001, Math.SQRT2, Math.SQRT1_2, Number.MIN_VALUE, 2e-310]) {
    expect(placesApart(naturalLog(x), Math.log(x))).toBeLessThanOrEqual(LAST_PLACES);
  }
  expect(naturalLog(Number.MAX_VALUE)).toBeCloseTo(709.782712893384, 12);
});

test("outside its domain gives what Math.log gives", () => {
  for (const x of [0, -0, -1, NaN, Infinity, -Infinity]) expect(naturalLog(x)).toBe(Math.log(x));
});
