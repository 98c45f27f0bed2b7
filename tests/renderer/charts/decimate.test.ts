import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimate, rowAtStep } from "../../../src-renderer/charts/decimate.ts";

const steps = (count: number) => Float64Array.from({ length: count }, (_, index) => index);
const linear = (from: number, to: number) => ({ from, to, log: false });

describe("thinning a curve", () => {
  test("keeps a single spike and a single dip among 100,000 points", () => {
    const y = new Float64Array(100_000).fill(1);
    y[54_321] = 7;
    y[77_777] = -3;
    const { points } = decimate(steps(y.length), y, linear(0, y.length - 1), false, 800);
    expect(points.length / 2).toBeLessThanOrEqual(4 * 801);
    const kept = Array.from({ length: points.length / 2 }, (_, index) => [points[2 * index], points[2 * index + 1]]);
    expect(kept).toContainEqual([54_321, 7]);
    expect(kept).toContainEqual([77_777, -3]);
    expect(kept.at(0)).toEqual([0, 1]);
    expect(kept.at(-1)).toEqual([99_999, 1]);
  });

  test("keeps the least and the greatest value of every column, in the order of the steps", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 400 }),
        (values) => {
          const y = Float64Array.from(values);
          const columns = 10;
          const last = y.length - 1;
          const { points, starts } = decimate(steps(y.length), y, linear(0, last), false, columns);
          const kept = Array.from({ length: points.length / 2 }, (_, index) => ({
            x: points[2 * index],
            y: points[2 * index + 1],
          }));
          expect(starts).toEqual([0, kept.length]);
          for (let index = 1; index < kept.length; index += 1) expect(kept[index].x).toBeGreaterThan(kept[index - 1].x);
          for (let column = 0; column <= columns; column += 1) {
            const inColumn = (x: number) => Math.floor(x / (last / columns)) === column;
            const all = values.filter((_, index) => inColumn(index));
            const drawn = kept.filter((point) => inColumn(point.x)).map((point) => point.y);
            expect(drawn.length).toBeLessThanOrEqual(4);
            if (all.length === 0) continue;
            expect(Math.min(...drawn)).toBe(Math.min(...all));
            expect(Math.max(...drawn)).toBe(Math.max(...all));
          }
        },
      ),
    );
  });

  test("a few points are kept as they are", () => {
    const { points } = decimate(steps(4), Float64Array.of(3, 1, 2, 5), linear(0, 3), false, 500);
    expect(Array.from(points)).toEqual([0, 3, 1, 1, 2, 2, 3, 5]);
  });

  test("a logarithmic axis leaves out zero and below, counts them, and shows logarithms", () => {
    const { points, starts, leftOut } = decimate(
      steps(5),
      Float64Array.of(100, 10, 0, -1, 0.1),
      linear(0, 4),
      true,
      500,
    );
    expect(leftOut).toBe(2);
    expect(starts).toEqual([0, 2, 3]);
    expect(Array.from(points)).toEqual([0, 2, 1, 1, 4, -1]);
  });

  test("step 0 lies beyond the end of a logarithmic axis of steps, and no value is left out", () => {
    const { points, leftOut } = decimate(steps(3), Float64Array.of(5, 6, 7), { from: 1, to: 2, log: true }, false, 500);
    expect(leftOut).toBe(0);
    expect(Array.from(points)).toEqual([0, 6, Math.log10(2), 7]);
  });

  test("what is not finite makes a gap and is not counted as left out", () => {
    const { starts, leftOut } = decimate(steps(5), Float64Array.of(1, NaN, 2, Infinity, 3), linear(0, 4), true, 500);
    expect(starts).toEqual([0, 1, 2, 3]);
    expect(leftOut).toBe(0);
  });

  test("of a range only the rows in it and one at either side remain", () => {
    const { points } = decimate(steps(100), steps(100), linear(40, 42), false, 500);
    expect(Array.from(points)).toEqual([39, 39, 40, 40, 41, 41, 42, 42, 43, 43]);
  });
});

test("the row of a step is the last recorded one that is not later", () => {
  const recorded = Float64Array.of(0, 10, 20);
  expect([-5, 0, 9, 10, 19, 20, 99].map((step) => rowAtStep(recorded, step))).toEqual([0, 0, 0, 1, 1, 2, 2]);
});
