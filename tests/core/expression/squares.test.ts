import { describe, expect, test } from "vitest";
import {
  compileExpression,
  interpretExpression,
  parseExpression,
  type CompiledExpression,
} from "../../../src-core/expression/index.ts";
import { createRandom } from "../../../src-core/numerics/index.ts";
import { createObjective, TEST_FUNCTIONS } from "../../../src-core/objective/index.ts";

// Losses that are sums of squares tell their residuals r, with L = |r|^2 + a number.

const SUMS: readonly (readonly [text: string, count: number, constant: number])[] = [
  ["x^2", 1, 0],
  ["(1 - x*y)^2", 1, 0],
  ["(1 - x)^2 + 100*(y - x^2)^2", 2, 0],
  ["(x^2 + y - 11)^2 + (x + y^2 - 7)^2", 2, 0],
  ["a*(x - y)*(x - y) + x^4/3", 2, 0],
  ["((x - 1)^2 + (y - 2)^2 + 4)/2 - 5", 2, -3],
  ["-(3 - x^2) + 2*(0.5*y^2)", 2, -3],
  ["x^2*y^2 + x^2/(1 + y^2)^2", 2, 0],
  ["(-x)^2 - (-(y^2))", 2, 0],
  ["abs(x)^2 + sin(x*y)^6 + pi", 2, Math.PI],
];

const OTHERS = [
  "x",
  "x^3",
  "x^2 - y^2",
  "x^2 + y",
  "-(x^2)",
  "x^2 - 2*x + 1",
  "sin(x)*y^2",
  "exp(x) + y^2",
  "(x - 1)^2*y",
  "a - b",
];

const CONSTANTS = { a: 2, b: 3 };

function compiled(text: string): CompiledExpression {
  return compileExpression(parseExpression(text, { parameters: ["x", "y"], constants: ["a", "b"] }), CONSTANTS);
}

const POINTS = [Float64Array.of(0.3, -1.2), Float64Array.of(2, 1), Float64Array.of(-0.7, 0.4)];

/** L from the squares of roots: a few roundings. */
const RELATIVE = 1e-14;

describe("a sum of squares", () => {
  test.each(SUMS)("%s", (text, count, constant) => {
    const loss = compiled(text);
    expect(loss.residuals?.count).toBe(count);
    for (const theta of POINTS) {
      const r = new Float64Array(count);
      loss.residuals?.evaluate(theta, r);
      const sum = r.reduce((total, entry) => total + entry * entry, constant);
      expect(Math.abs(sum - loss.value(theta))).toBeLessThanOrEqual(RELATIVE * (Math.abs(sum) + Math.abs(constant)));
    }
  });

  test.each(SUMS)("%s: the gradient is 2 J^T r", (text, count) => {
    const loss = compiled(text);
    for (const theta of POINTS) {
      const [r, jacobian, gradient] = [new Float64Array(count), new Float64Array(2 * count), new Float64Array(2)];
      loss.residuals?.jacobian(theta, r, jacobian);
      loss.gradient(theta, gradient);
      for (let i = 0; i < 2; i++) {
        const terms = Array.from(r, (entry, row) => 2 * entry * jacobian[row * 2 + i]);
        const size = terms.reduce((total, term) => total + Math.abs(term), 0);
        const sum = terms.reduce((total, term) => total + term, 0);
        expect(Math.abs(sum - gradient[i])).toBeLessThanOrEqual(RELATIVE * size);
      }
    }
  });

  test("residuals and Jacobian of Rosenbrock's, by hand", () => {
    const { residuals } = compiled("(1 - x)^2 + 100*(y - x^2)^2");
    const [r, jacobian] = [new Float64Array(2), new Float64Array(4)];
    residuals?.jacobian(Float64Array.of(2, 1), r, jacobian);
    expect(Array.from(r)).toEqual([-1, -30]);
    expect(Array.from(jacobian)).toEqual([-1, 0, -40, 10]);
  });

  test("many squares, as a fit of points has them", () => {
    const random = createRandom(4);
    const points = Array.from({ length: 40 }, () => [random.uniform(), random.normal()]);
    const expression = points.map(([x, y]) => `(y + x*${x} - (${y}))^2`).join(" + ");
    const { residuals } = createObjective({ expression: `(${expression})/${points.length}` });
    expect(residuals?.count).toBe(40);
  });

  test("generated code and closures give the same bits", () => {
    for (const [text, count] of SUMS) {
      const expression = parseExpression(text, { parameters: ["x", "y"], constants: ["a", "b"] });
      const both = [compileExpression(expression, CONSTANTS), interpretExpression(expression, CONSTANTS)];
      for (const theta of POINTS) {
        const [generated, interpreted] = both.map(({ residuals }) => {
          const out = [new Float64Array(count), new Float64Array(count), new Float64Array(2 * count)] as const;
          residuals?.evaluate(theta, out[0]);
          residuals?.jacobian(theta, out[1], out[2]);
          return out;
        });
        expect(generated).toEqual(interpreted);
        expect(generated?.[0]).toEqual(generated?.[1]);
      }
    }
  });
});

describe("what is no sum of squares as it stands tells no residuals", () => {
  test.each(OTHERS)("%s", (text) => {
    const expression = parseExpression(text, { parameters: ["x", "y"], constants: ["a", "b"] });
    expect(compileExpression(expression, CONSTANTS)).not.toHaveProperty("residuals");
    expect(interpretExpression(expression, CONSTANTS).residuals).toBeUndefined();
  });

  test("a coefficient that is a constant counts with its value", () => {
    const expression = parseExpression("x^2 + a*y^2", { parameters: ["x", "y"], constants: ["a"] });
    expect(compileExpression(expression, { a: 2 }).residuals?.count).toBe(2);
    expect(compileExpression(expression, { a: -2 }).residuals).toBeUndefined();
  });

  test("of the shelf these are sums of squares", () => {
    const found = TEST_FUNCTIONS.filter(({ expression, constants, parameters }) => {
      const objective = createObjective({
        expression,
        parameters: parameters.map(({ name }) => name),
        constants: Object.fromEntries(constants.map(({ name, value }) => [name, value])),
      });
      return objective.residuals !== undefined;
    });
    expect(found.map(({ id }) => id)).toEqual([
      "toy-product",
      "valley-ten-points",
      "bowl-round",
      "bowl-long",
      "bowl-rotated",
      "sphere",
      "booth",
      "dixon-price",
      "powell-singular",
      "rosenbrock",
      "rosenbrock-6",
      "beale",
      "freudenstein-roth",
      "himmelblau",
    ]);
  });
});
