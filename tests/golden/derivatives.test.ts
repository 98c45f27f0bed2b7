import { describe, expect, it } from "vitest";
import { compileExpression, interpretExpression, parseExpression } from "../../src-core/expression/index.ts";
import goldens from "./derivatives.json" with { type: "json" };

/**
 * Relative to the largest entry of the same array: PyTorch sums the same terms in another order, so entries that cancel differ by
 * roundings of the terms. 1e-12 is what the project promises; the largest difference seen is 3e-15.
 */
const TOLERANCE = 1e-12;

function expectClose(actual: ArrayLike<number>, wanted: readonly number[]) {
  const scale = Math.max(...wanted.map(Math.abs), Number.MIN_VALUE);
  expect(actual.length).toBe(wanted.length);
  wanted.forEach((value, index) => {
    expect(Math.abs(actual[index] - value) / scale).toBeLessThanOrEqual(TOLERANCE);
  });
}

describe.each([
  ["generated", compileExpression],
  ["interpreted", interpretExpression],
])("%s derivatives against PyTorch autograd", (_, compile) => {
  it.each(goldens.cases.map((entry, index) => [`${entry.problem} ${String(index)}`, entry] as const))(
    "%s",
    (__, entry) => {
      const loss = compile(parseExpression(entry.expression, { parameters: entry.parameters }));
      const n = entry.parameters.length;
      const at = Float64Array.from(entry.at);
      const gradient = new Float64Array(n);
      const hessian = new Float64Array(n * n);

      expectClose([loss.value(at)], [entry.value]);
      expect(loss.gradient(at, gradient)).toBe(loss.value(at));
      expectClose(gradient, entry.gradient);
      gradient.fill(Number.NaN);
      expect(loss.hessian(at, gradient, hessian)).toBe(loss.value(at));
      expectClose(gradient, entry.gradient);
      expectClose(hessian, entry.hessian.flat());
      const product = new Float64Array(n);
      for (let j = 0; j < n; j += 1) {
        const unit = Float64Array.from({ length: n }, (___, index) => (index === j ? 1 : 0));
        loss.hessianVector(at, unit, product);
        const scale = Math.max(...entry.hessian.flat().map(Math.abs));
        for (let i = 0; i < n; i += 1) {
          expect(Math.abs(product[i] - entry.hessian[i][j]) / scale).toBeLessThanOrEqual(TOLERANCE);
        }
      }
    },
  );
});

it("covers every problem of the file", () => {
  expect(goldens.source).toBe("PyTorch autograd");
  expect(new Set(goldens.cases.map((entry) => entry.problem)).size).toBe(8);
  expect(goldens.cases.length).toBe(32);
});
