import fc from "fast-check";
import { expect, it } from "vitest";
import {
  checkExpression,
  compileExpression,
  expressionTex,
  gradientTex,
  type CheckedExpression,
} from "../../../src-core/expression/index.ts";

const RUNS = 4_000;

/** Pieces that make texts which get far into the parser. */
const PIECES = [
  ..."xyw12.+-*/^()<>=!?:,%&|~'\"[]{};#@$\\ \n\t_".split(""),
  ..."（）×，θé😀\u0000".split(""),
  ...["x", "y", "w1", "theta", "e", "pi", "i", "sin(", "max(", "pow(", "sigmoid(", "softmax(", "log("],
  ...["1e3", "0.5", "1e999", "0x1", "2e", "constructor", "__proto__", "toString", "prototype", "hasOwnProperty"],
  ...[" and ", " or ", " xor ", " not ", " mod ", " to ", " in ", "true", "null", "NaN", "Infinity", "end", "unit("],
  ...[
    " ? ",
    " : ",
    "==",
    "!=",
    "<=",
    ">=",
    "?.",
    "??",
    "<<",
    ">>>",
    ".*",
    "**",
    "f(x)=",
    "cm",
    "5 kg",
    "x(",
    ")(",
    "))",
  ],
];

function expectAnswer(text: string, names?: Parameters<typeof checkExpression>[1]): void {
  const result = checkExpression(text, names);
  if (result.ok) {
    expectUsable(result.expression);
    return;
  }
  const { start, end, message } = result.error;
  const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end <= text.length;
  const isRange = text.length === 0 ? start === 0 && end === 0 : start < end;
  if (!isInside || !isRange) throw new Error(`${JSON.stringify(text)}: [${String(start)}, ${String(end)}] ${message}`);
}

function expectUsable(expression: CheckedExpression): void {
  const constants = Object.fromEntries(expression.constants.map((name) => [name, 1.5]));
  const loss = compileExpression(expression, constants);
  const theta = Float64Array.from({ length: loss.dimension }, (_, index) => 0.3 + 0.1 * index);
  const out = new Float64Array(loss.dimension);
  if (typeof loss.gradient(theta, out) !== "number") throw new Error("no value");
  loss.hessian(theta, out, new Float64Array(loss.dimension ** 2));
  if (expressionTex(expression).length === 0 || gradientTex(expression).length !== loss.dimension)
    throw new Error("no TeX");
}

it("answers thousands of random strings with a formula or an error with columns", () => {
  const texts = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 12 }));
  const property = fc.property(texts, (text) => {
    expectAnswer(text);
  });
  expect(fc.check(property, { numRuns: RUNS })).toMatchObject({ failed: false, numRuns: RUNS });
});

it("answers thousands of strings made of a formula's pieces", () => {
  let accepted = 0;
  const property = fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
    const text = pieces.join("");
    expectAnswer(text);
    expectAnswer(text, { parameters: ["x", "y"], constants: ["w1"] });
    if (checkExpression(text).ok) accepted += 1;
  });
  fc.assert(property, { numRuns: RUNS });
  // Enough get through for the test to be about both sides.
  expect(accepted).toBeGreaterThan(RUNS / 100);
});

it("answers formulas with one character changed", () => {
  const formula = "(1.5 - x + x*y)^2 + sin(2*pi*x) ? max(x, y, 1) : x > 2 and not (y == 1)";
  let checked = 0;
  for (let at = 0; at < formula.length; at += 1) {
    for (const piece of ["", "(", ")", ",", "x", "1", " ", "?", ":", "=", ".", "^", "%", "é", "；"]) {
      expectAnswer(formula.slice(0, at) + piece + formula.slice(at + 1));
      checked += 1;
    }
  }
  expect(checked).toBe(formula.length * 15);
});
