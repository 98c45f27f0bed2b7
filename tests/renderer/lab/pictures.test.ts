import { expect, it } from "vitest";
import { curveAt } from "../../../src-renderer/lab/pictures.svelte.ts";

it("starts and minima of a line plot lie on its curve", () => {
  const values = Float64Array.from({ length: 5 }, (_, index) => (index - 2) ** 2);
  expect([-1, -0.75, 0, 0.5, 1].map((x) => curveAt([-1, 1], values, x))).toEqual([4, 2.5, 0, 1, 4]);
  expect([-9, 9].map((x) => curveAt([-1, 1], values, x))).toEqual([4, 4]);
});
