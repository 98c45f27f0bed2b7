import fc from "fast-check";
import * as mathjs from "mathjs/number";
import { describe, expect, it } from "vitest";
import { compileExpression, parseExpression } from "../../../src-core/expression/index.ts";
import { formulas, POINTS } from "./random-trees.ts";

const PARAMETERS = ["x", "y", "z"];

/** Both round every operation; powers differ by a few units (products here, Math.pow there), functions amplify that. */
const TOLERANCE = 1e-13;

describe("mathjs as the oracle", () => {
  it("evaluates random formulas to the same values", () => {
    let compared = 0;
    fc.assert(
      fc.property(formulas("shared"), (text) => {
        const loss = compileExpression(parseExpression(text, { parameters: PARAMETERS }));
        const code = mathjs.compile(text);
        const theirs = (theta: Float64Array) => code.evaluate({ x: theta[0], y: theta[1], z: theta[2] }) as number;
        for (const theta of POINTS) {
          const wanted = theirs(theta);
          const amplified = Math.max(
            ...[1 + TOLERANCE, 1 - TOLERANCE].map((factor) =>
              Math.abs(theirs(theta.map((entry) => entry * factor)) - wanted),
            ),
          );
          if (!Number.isFinite(wanted) || !(amplified <= 1e-6 * Math.max(1, Math.abs(wanted)))) continue;
          const allowed = TOLERANCE * Math.max(1, Math.abs(wanted)) + 10 * amplified;
          const actual = loss.value(theta);
          if (!(Math.abs(actual - wanted) <= allowed))
            throw new Error(`${text}: ${String(wanted)}, here ${String(actual)}`);
          compared += 1;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  it.each([
    "1/2x",
    "1/2 x y",
    "2x^2y",
    "x/y z",
    "3 sin(x) y",
    "-2x^2",
    "2^-x^2",
    "x - y - z + x/y/z",
    "x y z",
    "2(x + y)(x - y)z",
    "-x^2 + +y - -z",
    "5 mod 3x",
    "(x > y) + (y > z)*2",
    "x > y ? (y > z ? 1 : 2) : 3",
    "x > y ? 1 : y > z ? 2 : 3",
    "x < y and y < z or x > z",
    "not x > y",
    "x < y < z",
    "1e3x + .5y - 2.e0z",
    "x^2^0.5",
    "mod(x, y) mod z",
  ])("reads %s in the same way", (text) => {
    const loss = compileExpression(parseExpression(text, { parameters: PARAMETERS }));
    for (const theta of POINTS) {
      const wanted = Number(mathjs.evaluate(text, { x: theta[0], y: theta[1], z: theta[2] }));
      const actual = loss.value(theta);
      if (Number.isNaN(wanted)) expect(actual).toBeNaN();
      else expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(wanted)));
    }
  });

  it.each([
    "(1 - x*y)^2",
    "x^3*sin(y) + exp(x*y)/z^2",
    "log(x^2 + y^2 + 1)*z",
    "sqrt(x^2 + 1)*tanh(y*z)",
    "(x + y)^5/(1 + z^2)",
    "atan(x*y) + cosh(z)",
    "exp(-x^2 - y^2)*z",
  ])("has the symbolic derivatives of %s", (text) => {
    const loss = compileExpression(parseExpression(text, { parameters: PARAMETERS }));
    const first = PARAMETERS.map((name) => mathjs.derivative(text, name));
    const second = first.map((node) => PARAMETERS.map((name) => mathjs.derivative(node, name)));
    const gradient = new Float64Array(3);
    const hessian = new Float64Array(9);
    for (const theta of POINTS) {
      const scope = { x: theta[0], y: theta[1], z: theta[2] };
      loss.hessian(theta, gradient, hessian);
      const wanted = [...first, ...second.flat()].map((node) => Number(node.evaluate(scope)));
      const size = Math.max(...wanted.map(Math.abs));
      [...gradient, ...hessian].forEach((entry, index) => {
        expect(Math.abs(entry - wanted[index])).toBeLessThanOrEqual(TOLERANCE * size);
      });
    }
  });
});
