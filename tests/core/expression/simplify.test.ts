import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileExpression, parseExpression, type CheckedExpression } from "../../../src-core/expression/index.ts";
import { isComputed, OPERATION_FORMS } from "../../../src-core/expression/operations.ts";
import { normalCdf } from "../../../src-core/expression/special.ts";
import { formulas, POINTS } from "./random-trees.ts";

/**
 * The graph as typed, evaluated node by node: no simplification, Math.pow for powers. Only x^0.5 is sqrt(x), since the two are
 * stated to differ at -Infinity. Each node's value is multiplied by its `nudge`.
 */
function plainValue(
  expression: CheckedExpression,
  theta: Float64Array,
  nudge: (id: number) => number = () => 1,
): number {
  const { graph, root } = expression;
  const values = new Map<number, number>();
  for (const id of graph.reachable([root])) {
    const { operation, operands, value } = graph.node(id);
    const [a, ...rest] = operands.map((operand) => values.get(operand) ?? Number.NaN);
    const compute = (): number => {
      switch (operation) {
        case "number":
          return value;
        case "parameter":
          return theta[value];
        case "pi":
          return Math.PI;
        case "e":
          return Math.E;
        case "power":
          return a ** value;
        case "pow":
          return rest[0] === 0.5 ? Math.sqrt(a) : a ** rest[0];
        case "sec":
          return 1 / Math.cos(a);
        case "csc":
          return 1 / Math.sin(a);
        case "cot":
          return Math.cos(a) / Math.sin(a);
        case "gelu":
          return a * normalCdf(a);
        case "silu":
          return a * (1 / (1 + Math.exp(-a)));
        default:
          return isComputed(operation) ? OPERATION_FORMS[operation].evaluate(a, ...rest) : Number.NaN;
      }
    };
    values.set(id, compute() * nudge(id));
  }
  return values.get(root) ?? Number.NaN;
}

/**
 * A simplification rounds differently by a few units in the last place; functions after it amplify that. How much is measured
 * by changing every node's value by as little, each up or down.
 */
const FEW_ULPS = 1e-14;

/** Which of the nodes go up: bits of a multiplicative hash of their numbers, another bit for another pattern. */
const PATTERNS = Array.from(
  { length: 8 },
  (_, bit) => (id: number) => 1 + ((Math.imul(id + 1, 0x9e3779b1) >>> (bit + 16)) & 1 ? FEW_ULPS : -FEW_ULPS),
);

function expectSameUpToRounding(text: string, theta: Float64Array): boolean {
  const expression = parseExpression(text, { parameters: ["x", "y", "z"] });
  const plain = plainValue(expression, theta);
  const simplified = compileExpression(expression).value(theta);
  if (!Number.isFinite(plain)) {
    if (!Object.is(simplified, plain)) throw new Error(`${text}: ${String(plain)} became ${String(simplified)}`);
    return false;
  }
  const moved = PATTERNS.map((nudge) => plainValue(expression, theta, nudge));
  const amplified = Math.max(...moved.map((value) => Math.abs(value - plain)));
  const allowed = FEW_ULPS * Math.max(Math.abs(plain), 1) + 10 * amplified;
  // A jump or an overflow within rounding of the point says nothing.
  if (!(amplified <= 1e-6 * Math.max(1, Math.abs(plain)))) return false;
  if (Math.abs(simplified - plain) > allowed) throw new Error(`${text}: ${String(plain)} became ${String(simplified)}`);
  return true;
}

describe("simplification", () => {
  it("changes random formulas by rounding only, and infinities and NaN not at all", () => {
    let compared = 0;
    fc.assert(
      fc.property(formulas("all"), (text) => {
        for (const theta of [...POINTS, Float64Array.of(0, 1, -1), Float64Array.of(0, 0, 0)]) {
          if (expectSameUpToRounding(text, theta)) compared += 1;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  it.each([
    "0*x",
    "x - x",
    "x/x",
    "0/x",
    "x*0 + 1",
    "x^2 - x^2",
    "(-x)*(-x)",
    "(-x)^3",
    "x + 0",
    "1*x/1",
    "x*2*3*4",
    "2*(3*x)",
    "x/4",
    "x*x*x*x*x",
    "-(-x)",
    "x - -y",
    "-x + y",
    "exp(x)*0",
    "x^-2",
    "x^0.5",
    "e^x",
    "max(x, x)",
    "(x > 0 ? 1 : 1)*x",
    "3*pi/2*x",
  ])("%s keeps infinities and NaN", (text) => {
    for (const x of [0, 1, -2.5, 1e-200, 3e150, Infinity, Number.NaN]) {
      const theta = Float64Array.of(x, 2, 3);
      const expression = parseExpression(`${text} + 0`, { parameters: ["x", "y", "z"] });
      const plain = plainValue(expression, theta);
      const simplified = compileExpression(expression).value(theta);
      if (Number.isFinite(plain)) expect(Math.abs(simplified - plain)).toBeLessThanOrEqual(FEW_ULPS * Math.abs(plain));
      else expect(simplified).toBe(plain);
    }
  });

  it("drops a zero from a derivative, as it says, though the value keeps it", () => {
    const loss = compileExpression(parseExpression("0*x^2 + y", { parameters: ["x", "y"] }));
    const gradient = new Float64Array(2);
    expect(loss.gradient(Float64Array.of(Infinity, 1), gradient)).toBeNaN();
    expect([...gradient]).toEqual([0, 1]);
  });
});
