import * as mathjs from "mathjs/number";
import { describe, expect, it } from "vitest";
import { checkGradient, checkHessianVector, createRandom } from "../../../src-core/numerics/index.ts";
import { compileExpression, EXPRESSION_FUNCTIONS, parseExpression } from "../../../src-core/expression/index.ts";

/** Where each function is smooth: several points of (x, y, z), inside the function's domain. */
const ANYWHERE = [
  [0.3, -0.7, 1.1],
  [-1.4, 0.6, 0.2],
  [2.3, 1.7, -0.9],
];
const POSITIVE = [
  [0.9, 0.7, 1.1],
  [1.4, 2.6, 0.8],
  [2.3, 1.1, 3.9],
];
const INSIDE_ONE = [
  [0.3, -0.7, 0.1],
  [-0.4, 0.6, 0.2],
  [0.9, -0.2, -0.9],
];
const ABOVE_ONE = [
  [1.3, 2.7, 1.1],
  [4.4, 1.6, 3.2],
  [2.9, 5.2, 8.9],
];

/** One call of every function with inner functions, so that the chain rule takes part, and what it is by Math or mathjs. */
const CALLS: Readonly<
  Record<string, readonly [call: string, points: number[][], oracle: (x: number, y: number, z: number) => number]>
> = {
  sin: ["sin(x*y)", ANYWHERE, (x, y) => Math.sin(x * y)],
  cos: ["cos(x*y)", ANYWHERE, (x, y) => Math.cos(x * y)],
  tan: ["tan(x/4 + y/8)", ANYWHERE, (x, y) => Math.tan(x / 4 + y / 8)],
  sec: ["sec(x/4 + y/8)", ANYWHERE, (x, y) => mathjs.sec(x / 4 + y / 8)],
  csc: ["csc(x + y)", POSITIVE, (x, y) => mathjs.csc(x + y)],
  cot: ["cot(x + y)", POSITIVE, (x, y) => mathjs.cot(x + y)],
  asin: ["asin(x*y)", INSIDE_ONE, (x, y) => Math.asin(x * y)],
  acos: ["acos(x*y)", INSIDE_ONE, (x, y) => Math.acos(x * y)],
  atan: ["atan(x*y)", ANYWHERE, (x, y) => Math.atan(x * y)],
  atan2: ["atan2(x*y, y + 3)", ANYWHERE, (x, y) => Math.atan2(x * y, y + 3)],
  sinh: ["sinh(x*y)", ANYWHERE, (x, y) => Math.sinh(x * y)],
  cosh: ["cosh(x*y)", ANYWHERE, (x, y) => Math.cosh(x * y)],
  tanh: ["tanh(x*y)", ANYWHERE, (x, y) => Math.tanh(x * y)],
  asinh: ["asinh(x*y)", ANYWHERE, (x, y) => Math.asinh(x * y)],
  acosh: ["acosh(x*y)", ABOVE_ONE, (x, y) => Math.acosh(x * y)],
  atanh: ["atanh(x*y)", INSIDE_ONE, (x, y) => Math.atanh(x * y)],
  exp: ["exp(x*y)", ANYWHERE, (x, y) => Math.exp(x * y)],
  expm1: ["expm1(x*y)", ANYWHERE, (x, y) => Math.expm1(x * y)],
  log: ["log(x*y, z + 2)", POSITIVE, (x, y, z) => mathjs.log(x * y, z + 2)],
  log2: ["log2(x*y)", POSITIVE, (x, y) => Math.log2(x * y)],
  log10: ["log10(x*y)", POSITIVE, (x, y) => Math.log10(x * y)],
  log1p: ["log1p(x*y)", POSITIVE, (x, y) => Math.log1p(x * y)],
  sqrt: ["sqrt(x*y)", POSITIVE, (x, y) => Math.sqrt(x * y)],
  cbrt: ["cbrt(x*y)", ANYWHERE, (x, y) => Math.cbrt(x * y)],
  pow: ["pow(x, y*z)", POSITIVE, (x, y, z) => x ** (y * z)],
  hypot: ["hypot(x*y, y, z)", ANYWHERE, (x, y, z) => Math.hypot(x * y, y, z)],
  abs: ["abs(x*y)", ANYWHERE, (x, y) => Math.abs(x * y)],
  sign: ["sign(x*y)*x^2", ANYWHERE, (x, y) => Math.sign(x * y) * x * x],
  floor: ["floor(x*y)*x^2", ANYWHERE, (x, y) => Math.floor(x * y) * x * x],
  ceil: ["ceil(x*y)*x^2", ANYWHERE, (x, y) => Math.ceil(x * y) * x * x],
  round: ["round(x*y)*x^2", ANYWHERE, (x, y) => Math.round(x * y) * x * x],
  mod: ["mod(x*y, z)", ANYWHERE, (x, y, z) => mathjs.mod(x * y, z)],
  min: ["min(x*y, x^2, z)", ANYWHERE, (x, y, z) => Math.min(x * y, x * x, z)],
  max: [
    "max(x*y, z^2) + max(x, y, sin(z))",
    ANYWHERE,
    (x, y, z) => Math.max(x * y, z * z) + Math.max(x, y, Math.sin(z)),
  ],
  erf: ["erf(x*y)", ANYWHERE, (x, y) => mathjs.erf<number>(x * y)],
  erfc: ["erfc(x*y)", ANYWHERE, (x, y) => 1 - mathjs.erf<number>(x * y)],
  sigmoid: ["sigmoid(x*y)", ANYWHERE, (x, y) => 1 / (1 + Math.exp(-x * y))],
  softplus: ["softplus(x*y)", ANYWHERE, (x, y) => Math.log(1 + Math.exp(x * y))],
  relu: ["relu(x*y)*z", ANYWHERE, (x, y, z) => Math.max(0, x * y) * z],
  leaky_relu: [
    "leaky_relu(x*y, z) + leaky_relu(x)",
    ANYWHERE,
    (x, y, z) => (x * y > 0 ? x * y : z * x * y) + (x > 0 ? x : 0.01 * x),
  ],
  gelu: ["gelu(x*y)", ANYWHERE, (x, y) => 0.5 * x * y * (1 + mathjs.erf<number>((x * y) / Math.SQRT2))],
  silu: ["silu(x*y)", ANYWHERE, (x, y) => (x * y) / (1 + Math.exp(-x * y))],
  logsumexp: ["logsumexp(x*y, y, z)", ANYWHERE, (x, y, z) => Math.log(Math.exp(x * y) + Math.exp(y) + Math.exp(z))],
  softmax: [
    "softmax(x*y, y, z)",
    ANYWHERE,
    (x, y, z) => Math.exp(x * y) / (Math.exp(x * y) + Math.exp(y) + Math.exp(z)),
  ],
};

/** Roundings of a handful of operations; the oracles use other formulas. */
const VALUE_TOLERANCE = 1e-14;
/** Central differences extrapolated to fourth order; the steep ones (atanh near 1) reach 1e-7, a wrong formula is off by 1e-3 or more. */
const DIFFERENCE_TOLERANCE = 1e-6;

it("has a case for every function of the table", () => {
  expect(Object.keys(CALLS).sort()).toEqual(EXPRESSION_FUNCTIONS.map((entry) => entry.name).sort());
  expect(new Set(EXPRESSION_FUNCTIONS.map((entry) => entry.name)).size).toBe(EXPRESSION_FUNCTIONS.length);
  expect(Object.keys(EXPRESSION_FUNCTIONS[0]).sort()).toEqual(["arguments", "kink", "name", "tex"]);
});

describe.each(Object.entries(CALLS))("%s", (_, [call, points, oracle]) => {
  const loss = compileExpression(parseExpression(`${call} + 0*(x + y + z)`, { parameters: ["x", "y", "z"] }));

  it("has the right value", () => {
    for (const [x, y, z] of points) {
      const wanted = oracle(x, y, z);
      const actual = loss.value(Float64Array.of(x, y, z));
      expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(VALUE_TOLERANCE * Math.max(1, Math.abs(wanted)));
    }
  });

  it("has derivatives that differences confirm", () => {
    const random = createRandom(7);
    for (const point of points) {
      const theta = Float64Array.from(point);
      expect(checkGradient(loss, theta, random, { tolerance: DIFFERENCE_TOLERANCE })).toMatchObject({ agrees: true });
      expect(checkHessianVector(loss, theta, random, { tolerance: DIFFERENCE_TOLERANCE })).toMatchObject({
        agrees: true,
      });
    }
  });
});

describe("other constructs", () => {
  it.each([
    ["x > y ? sin(x)*y : x^3 + z", ANYWHERE],
    ["x > 0 and y > 0 ? x*y : z^2", ANYWHERE],
    ["x^y + y^2.5 + z^-3", POSITIVE],
    ["2^(x*y) + e^(x*z)", ANYWHERE],
    ["x^17 + y^-17", POSITIVE],
    ["(x < y)*x^2 + (x >= y)*y^3", ANYWHERE],
    ["max(x^2, x > 0 ? y : z, min(x, y))", ANYWHERE],
    ["relu(relu(x + y) - relu(z) + x*z)^2", ANYWHERE],
    ["x*y*z/(x^2 + y^2 + z^2 + 1)^2", ANYWHERE],
    ["exp(-x^2 - y^2)*cos(z*x)/sqrt(1 + x^2)", ANYWHERE],
  ])("%s", (text, points) => {
    const loss = compileExpression(parseExpression(text, { parameters: ["x", "y", "z"] }));
    const random = createRandom(11);
    for (const point of points) {
      const theta = Float64Array.from(point);
      expect(checkGradient(loss, theta, random, { tolerance: DIFFERENCE_TOLERANCE })).toMatchObject({ agrees: true });
      expect(checkHessianVector(loss, theta, random, { tolerance: DIFFERENCE_TOLERANCE })).toMatchObject({
        agrees: true,
      });
    }
  });
});
