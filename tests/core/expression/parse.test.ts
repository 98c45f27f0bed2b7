import { describe, expect, it } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import { compareNaturally, compileExpression, parseExpression } from "../../../src-core/expression/index.ts";

const valueOf = (text: string, theta: number[], constants: Record<string, number> = {}) =>
  compileExpression(parseExpression(text, { constants: Object.keys(constants) }), constants).value(
    Float64Array.from(theta),
  );

describe("parameters", () => {
  it("finds them by themselves, in the order in which people count", () => {
    expect(parseExpression("w10 + w2 + w1").parameters).toEqual(["w1", "w2", "w10"]);
    expect(parseExpression("0.5*(w^2 + 200*b^2)").parameters).toEqual(["b", "w"]);
    expect(parseExpression("y + x*sin(x)*pi + e").parameters).toEqual(["x", "y"]);
    expect(parseExpression("θ1 + α").parameters).toEqual(["α", "θ1"]);
  });

  it("keeps the declared order, and those that the loss does not use", () => {
    const expression = parseExpression("y - x", { parameters: ["y", "unused", "x"] });
    expect(expression.parameters).toEqual(["y", "unused", "x"]);
    const loss = compileExpression(expression);
    const gradient = new Float64Array(3);
    expect(loss.gradient(Float64Array.of(5, 99, 3), gradient)).toBe(2);
    expect([...gradient]).toEqual([1, 0, -1]);
  });

  it("lets declared names hide e and pi", () => {
    const loss = compileExpression(parseExpression("e^2 + pi", { parameters: ["e"], constants: ["pi"] }), { pi: 1 });
    expect(loss.value(Float64Array.of(3))).toBe(10);
    expect(valueOf("x*0 + e", [1])).toBe(Math.E);
  });

  it("reads π as pi, unless it is declared", () => {
    expect(parseExpression("cos(2π*x) + π").parameters).toEqual(["x"]);
    expect(valueOf("2π*x", [1])).toBe(2 * Math.PI);
    expect(valueOf("π*x", [2], { π: 5 })).toBe(10);
    expect(parseExpression("π^2", { parameters: ["π"] }).parameters).toEqual(["π"]);
  });

  it("takes constants out of the parameters", () => {
    expect(parseExpression("a*x^b", { constants: ["a", "b"] }).parameters).toEqual(["x"]);
    expect(valueOf("a*x^b", [3], { a: 2, b: 4 })).toBe(162);
  });

  it("sorts names naturally", () => {
    expect(["w10", "w9", "a2b10", "a2b9", "w", "B", "a"].sort(compareNaturally)).toEqual([
      "B",
      "a",
      "a2b9",
      "a2b10",
      "w",
      "w9",
      "w10",
    ]);
  });

  it("accepts fifty and no more", () => {
    const sum = (count: number) => Array.from({ length: count }, (_, index) => `w${String(index)}`).join(" + ");
    expect(parseExpression(sum(50)).parameters.length).toBe(50);
    expect(() => parseExpression(sum(51))).toThrow("too many parameters");
  });
});

describe("wrong lists of names", () => {
  it.each([
    [{ parameters: ["x", "x"] }, "parameters[1]", "inconsistent"],
    [{ parameters: ["x y"] }, "parameters[0]", "unsupported"],
    [{ parameters: ["__proto__"] }, "parameters[0]", "unsupported"],
    [{ parameters: ["sin"] }, "parameters[0]", "unsupported"],
    [{ parameters: ["mod"] }, "parameters[0]", "unsupported"],
    [{ parameters: ["2x"] }, "parameters[0]", "unsupported"],
    [{ parameters: [] }, "parameters", "wrong-length"],
    [{ constants: ["constructor"] }, "constants.constructor", "unsupported"],
    [{ parameters: ["x"], constants: ["x"] }, "constants.x", "inconsistent"],
  ])("%j", (names, path, code) => {
    expect(() => parseExpression("x", names)).toThrow(InputError);
    expect(() => parseExpression("x", names)).toThrow(expect.objectContaining({ path, code }));
  });

  it.each([
    [{}, "missing-field"],
    [{ a: Number.NaN }, "not-a-number"],
    [{ a: Infinity }, "not-a-number"],
    [{ a: 1, b: 2 }, "unknown-name"],
  ])("constants %j", (constants, code) => {
    const expression = parseExpression("a*x", { constants: ["a"] });
    expect(() => compileExpression(expression, constants)).toThrow(expect.objectContaining({ code }));
  });
});

describe("grammar", () => {
  it.each([
    ["2x", [3], 6],
    ["3 sin(x)", [Math.PI / 2], 3],
    ["2(x)(x + 1)", [3], 24],
    ["(x)(x)", [3], 9],
    ["1/2x", [3], 1.5],
    ["1/x 2", [4], 0.125],
    ["-x^2", [3], -9],
    ["2^3^x", [2], 512],
    ["2^-x", [1], 0.5],
    ["x - 2 - 3", [1], -4],
    ["24/x/2", [3], 4],
    ["+x", [3], 3],
    ["--x", [3], 3],
    ["1e3x", [2], 2000],
    [".5x", [2], 1],
    ["x mod 3", [-1], 2],
    ["mod(x, 3)", [7], 1],
    ["x > 1 and x < 3", [2], 1],
    ["x > 1 xor x < 3", [2], 0],
    ["not(x) or x > 5", [2], 0],
    ["1 < x < 3", [2], 1],
    ["1 < x < 3", [3], 0],
    ["x == 2 ? 10 : x != 3 ? 20 : 30", [3], 30],
    ["x ? 1 : 2", [0], 2],
    ["x ? 1 : 2", [Number.NaN], 2],
    ["(x\n+ 1)\n*\t2", [2], 6],
    ["log(x, 2)", [8], 3],
    ["sin (x)", [0], 0],
    ["x^0", [5], 1],
  ] as const)("%s at %j is %d", (text, theta, expected) => {
    expect(valueOf(text, [...theta])).toBeCloseTo(expected, 12);
  });

  it("shares equal subexpressions", () => {
    const { graph, root } = parseExpression("(x*y + 1)^2 + sin(y*x + 1)");
    const operations = graph.reachable([root]).map((id) => graph.node(id).operation);
    expect(operations.filter((operation) => operation === "multiply").length).toBe(1);
    expect(operations.filter((operation) => operation === "add").length).toBe(2);
  });
});
