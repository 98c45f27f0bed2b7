import { describe, expect, it } from "vitest";
import { compileExpression, erf, erfc, parseExpression } from "../../../src-core/expression/index.ts";

// Reference values: mpmath 1.3 with 40 digits, rounded to float64.
const ERF: readonly (readonly [number, number])[] = [
  [-30, -1],
  [-3.5, -0.9999992569016276],
  [-1.25, -0.9229001282564583],
  [-0.5, -0.5204998778130465],
  [-0.1, -0.1124629160182849],
  [1e-10, 1.1283791670955126e-10],
  [0.25, 0.27632639016823696],
  [0.46875, 0.49261347321793797],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2.5, 0.999593047982555],
  [4, 0.9999999845827421],
  [5.5, 0.9999999999999927],
  [9.5, 1],
  [0, 0],
];
const ERFC: readonly (readonly [number, number])[] = [
  [-30, 2],
  [-3.5, 1.9999992569016276],
  [-0.5, 1.5204998778130465],
  [-0.1, 1.1124629160182848],
  [1e-10, 0.999999999887162],
  [0.25, 0.7236736098317631],
  [0.46875, 0.507386526782062],
  [1, 0.15729920705028513],
  [2.5, 0.0004069520174449589],
  [4, 1.541725790028002e-8],
  [5.5, 7.357847917974398e-15],
  [9.5, 3.7692144856548797e-41],
  [20, 5.395865611607901e-176],
  [26, 5.663192408856143e-296],
  [28, 0],
];
const FUNCTIONS: readonly (readonly [string, readonly (readonly [at: number, value: number])[]])[] = [
  [
    "gelu(x)",
    [
      [-20, -5.507248237212468e-88],
      [-8, -4.976768459417427e-15],
      [-3, -0.0040496940948902835],
      [-1, -0.15865525393145705],
      [-0.1, -0.0460172162722971],
      [0.5, 0.34573123063700656],
      [2, 1.9544997361036416],
      [9, 9],
    ],
  ],
  [
    "silu(x)",
    [
      [-700, -6.90177358063184e-302],
      [-30, -2.8072868906517896e-12],
      [-2, -0.23840584404423512],
      [0.5, 0.3112296656009273],
      [3, 2.8577223804672998],
      [40, 40],
    ],
  ],
  [
    "softplus(x)",
    [
      [-40, 4.248354255291589e-18],
      [-2, 0.1269280110429725],
      [0, 0.6931471805599453],
      [0.5, 0.9740769841801067],
      [30, 30.000000000000092],
      [800, 800],
    ],
  ],
  [
    "sigmoid(x)",
    [
      [-700, 9.85967654375977e-305],
      [-40, 4.248354255291589e-18],
      [-2, 0.11920292202211756],
      [0, 0.5],
      [0.5, 0.6224593312018546],
      [30, 0.9999999999999064],
    ],
  ],
  [
    "logsumexp(x, x - 0.5, -1000)",
    [
      [1000, 1000.4740769841801],
      [-999.5, -998.7056232305823],
    ],
  ],
  ["logsumexp(x, -0.3, 0.7)", [[0.1, 1.35060030202464]]],
];
const FIRST_DERIVATIVES: typeof FUNCTIONS = [
  [
    "gelu(x)",
    [
      [-20, -1.1014360483133464e-86],
      [-8, -3.979607261086796e-14],
      [-3, -0.011945647204183927],
      [-1, -0.0833154705876863],
      [-0.1, 0.4204769079752698],
      [0.5, 0.8674951246561629],
      [2, 1.085231801078197],
    ],
  ],
  [
    "silu(x)",
    [
      [-30, -2.713710660963134e-12],
      [-2, -0.09078424878489548],
      [0.5, 0.7399611873026518],
      [3, 1.0881041060151697],
      [40, 1.0000000000000002],
    ],
  ],
  [
    "sigmoid(x)",
    [
      [-40, 4.248354255291589e-18],
      [2, 0.10499358540350652],
      [20, 2.061153613941849e-9],
      [30, 9.357622968838423e-14],
      [40, 4.248354255291589e-18],
      [300, 5.148200222412013e-131],
      [1000, 0],
    ],
  ],
  [
    "logsumexp(x, 1e15)",
    [
      [1e15, 0.5],
      [1e15 + 2, 0.8807970779778824],
    ],
  ],
];
const SECOND_DERIVATIVES: typeof FUNCTIONS = [
  [
    "gelu(x)",
    [
      [-3, -0.03102293888356605],
      [-1, 0.24197072451914334],
      [-0.1, 0.7899355694792534],
      [0.5, 0.6161143218375241],
      [2, -0.1079819330263761],
    ],
  ],
  [
    "sigmoid(x)",
    [
      [-40, 4.248354255291589e-18],
      [2, -0.07996250105615306],
      [20, -2.061153605445141e-9],
      [40, -4.248354255291589e-18],
    ],
  ],
  [
    "silu(x)",
    [
      [2, 0.05006216869470691],
      [20, -3.710076488101912e-8],
      [40, -1.6143746170108038e-16],
    ],
  ],
  ["softplus(x)", [[40, 4.248354255291589e-18]]],
  [
    "logsumexp(x, -0.5)",
    [
      [39.5, 4.248354255291589e-18],
      [-40.5, 4.248354255291589e-18],
    ],
  ],
];

/** Cody's bound for erf, and what the two roundings of exp leave in the tails, whose argument grows to 700: 700 * 1e-16. */
const ERF_TOLERANCE = 1e-15;
const TAIL_TOLERANCE = 1e-13;
/** gelu' near -8 is a difference of two nearly equal terms. */
const DERIVATIVE_TOLERANCE = 1e-11;

function expectRelative(actual: number, wanted: number, tolerance: number) {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(tolerance * Math.abs(wanted));
}

describe("against forty digits", () => {
  it.each(ERF)("erf(%d)", (x, wanted) => {
    expectRelative(erf(x), wanted, ERF_TOLERANCE);
  });

  it.each(ERFC)("erfc(%d)", (x, wanted) => {
    expectRelative(erfc(x), wanted, TAIL_TOLERANCE);
  });

  it.each(FUNCTIONS)("%s", (text, rows) => {
    const loss = compileExpression(parseExpression(text));
    for (const [x, wanted] of rows) expectRelative(loss.value(Float64Array.of(x)), wanted, TAIL_TOLERANCE);
  });

  it.each(FIRST_DERIVATIVES)("derivative of %s", (text, rows) => {
    const loss = compileExpression(parseExpression(text));
    const gradient = new Float64Array(1);
    for (const [x, wanted] of rows) {
      loss.gradient(Float64Array.of(x), gradient);
      expectRelative(gradient[0], wanted, DERIVATIVE_TOLERANCE);
    }
  });

  it.each(SECOND_DERIVATIVES)("second derivative of %s", (text, rows) => {
    const loss = compileExpression(parseExpression(text));
    const hessian = new Float64Array(1);
    for (const [x, wanted] of rows) {
      loss.hessian(Float64Array.of(x), new Float64Array(1), hessian);
      expectRelative(hessian[0], wanted, DERIVATIVE_TOLERANCE);
    }
  });
});

describe("at the ends of the line", () => {
  it.each([
    ["sigmoid(x)", -Infinity, 0],
    ["sigmoid(x)", Infinity, 1],
    ["softplus(x)", -Infinity, 0],
    ["softplus(x)", Infinity, Infinity],
    ["logsumexp(x, 1)", -Infinity, 1],
    ["logsumexp(x, 1)", Infinity, Infinity],
    ["erf(x)", Infinity, 1],
    ["erf(x)", -Infinity, -1],
    ["erfc(x)", -Infinity, 2],
    ["relu(x)", Number.NaN, Number.NaN],
    ["leaky_relu(x)", Number.NaN, Number.NaN],
    ["max(x, 1)", Number.NaN, Number.NaN],
    ["erf(x)", Number.NaN, Number.NaN],
    ["logsumexp(x, 1)", Number.NaN, Number.NaN],
    ["round(x)", Number.NaN, Number.NaN],
    ["round(x)", -Infinity, -Infinity],
    ["mod(x, 0)", 3, Number.NaN],
    ["sqrt(x)", -1, Number.NaN],
    ["x^0.3", -1, Number.NaN],
    ["cbrt(x)", -8, -2],
    ["0*x", Infinity, Number.NaN],
    ["x - x", Infinity, Number.NaN],
    ["x/x", 0, Number.NaN],
    ["0/x", 0, Number.NaN],
    ["1/x", 0, Infinity],
  ])("%s at %d is %d", (text, x, wanted) => {
    expect(compileExpression(parseExpression(text)).value(Float64Array.of(x))).toBe(wanted);
  });
});
