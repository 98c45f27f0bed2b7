import { describe, expect, it } from "vitest";
import { axisCoordinate, bilinearValue, distanceToNearest, gridOf } from "../../../src-core/landscape/index.ts";
import { createObjective } from "../../../src-core/objective/index.ts";

const objective = createObjective({ expression: "x^2 + 10*y + 100*z", parameters: ["x", "y", "z"] });
const x = { parameter: 0, from: -1, to: 2, count: 7 };
const y = { parameter: 1, from: 0, to: 1, count: 5 };

describe("gridOf", () => {
  it("gives rows that go up with y, the other parameters held", () => {
    const values = gridOf(objective, { held: [9, 9, 3], x, y });
    expect(values).toHaveLength(35);
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 7; column++) {
        const at = Float64Array.of(axisCoordinate(x, column), axisCoordinate(y, row), 3);
        expect(values[row * 7 + column]).toBe(objective.value(at));
      }
    }
  });

  it("gives a line where there is no y, and any pair of parameters as axes", () => {
    expect(gridOf(objective, { held: [0, 1, 2], x: { parameter: 2, from: 0, to: 2, count: 3 }, y: null })).toEqual(
      Float64Array.of(10, 110, 210),
    );
    const swapped = gridOf(objective, {
      held: [5, 0, 0],
      x: { parameter: 2, from: 0, to: 1, count: 2 },
      y: { parameter: 1, from: 0, to: 1, count: 2 },
    });
    expect(swapped).toEqual(Float64Array.of(25, 125, 35, 135));
  });

  it("names the field that is wrong", () => {
    expect(() => gridOf(objective, { held: [0], x, y })).toThrow("held: found 1, allowed: 3");
    expect(() => gridOf(objective, { held: [0, 0, NaN], x, y })).toThrow("held[2]");
    expect(() => gridOf(objective, { held: [0, 0, 0], x: { ...x, parameter: 3 }, y })).toThrow("x.parameter: found 3");
    expect(() => gridOf(objective, { held: [0, 0, 0], x: { ...x, count: 1 }, y })).toThrow("x.count: found 1");
    expect(() => gridOf(objective, { held: [0, 0, 0], x: { ...x, to: -1 }, y })).toThrow(
      "x.to: found -1, allowed: > -1",
    );
    expect(() => gridOf(objective, { held: [0, 0, 0], x, y: x })).toThrow("y.parameter: found 0, allowed: != 0");
  });
});

describe("bilinearValue", () => {
  const window = { x: [0, 2], y: [10, 11] } as const;
  const values = Float64Array.of(0, 1, 4, 10, 11, Infinity);

  it("is exact at grid points and on planes", () => {
    expect(bilinearValue(values, 3, 2, window, 1, 10)).toBe(1);
    expect(bilinearValue(values, 3, 2, window, 2, 11)).toBe(Infinity);
    expect(bilinearValue(values, 3, 2, window, 1, 11)).toBe(11);
    expect(bilinearValue(values, 3, 2, window, 0.25, 10.5)).toBe(5.25);
    expect(bilinearValue(values, 3, 2, window, 1.5, 10)).toBe(2.5);
  });

  it("is NaN outside the window", () => {
    for (const [px, py] of [
      [-0.01, 10],
      [2.01, 10],
      [1, 9.9],
      [1, 11.1],
      [NaN, 10],
    ] as const) {
      expect(bilinearValue(values, 3, 2, window, px, py)).toBeNaN();
    }
  });
});

describe("distanceToNearest", () => {
  it("measures to the nearest of several points, far out too", () => {
    const theta = Float64Array.of(3, 4, -6, 8, 1e200, 0, NaN, 0, Infinity, 0);
    expect(Array.from(distanceToNearest(theta, 2, [[0, 0]]))).toEqual([5, 10, 1e200, NaN, Infinity]);
    expect(
      Array.from(
        distanceToNearest(theta, 2, [
          [0, 0],
          [-6, 7],
        ]),
      ).slice(0, 2),
    ).toEqual([5, 1]);
  });

  it("is NaN where no minimum is known", () => {
    expect(Array.from(distanceToNearest(Float64Array.of(1, 2), 1, []))).toEqual([NaN, NaN]);
  });
});
