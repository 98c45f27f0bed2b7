import { describe, expect, it } from "vitest";
import {
  checkExpression,
  EXPRESSION_ERROR_CODES,
  ExpressionError,
  parseExpression,
} from "../../../src-core/expression/index.ts";

/** Text to code, columns and suggestion; what is underlined is what the columns cut out. */
const WRONG: readonly (readonly [text: string, code: string, marked: string, suggestion?: string | null])[] = [
  ["", "empty", ""],
  [" \n ", "empty", " \n "],
  ["constructor", "reserved-name", "constructor"],
  ["x + __proto__", "reserved-name", "__proto__"],
  ["toString*x", "reserved-name", "toString"],
  ["hasOwnProperty(x)", "unknown-function", "hasOwnProperty"],
  ["x + valueOf()", "unknown-function", "valueOf"],
  ['cos.constructor("return 1")()', "not-supported", "."],
  ["import({})", "not-supported", "{"],
  ["f(x)=x", "not-supported", "="],
  ["x = 3", "not-supported", "="],
  ["x; y", "not-supported", ";"],
  ["[1, 2; 3, 4]*x", "not-supported", "["],
  ["x[1]", "not-supported", "["],
  ["{a: 1}", "not-supported", "{"],
  ["x.y", "not-supported", "."],
  ["x?.y", "not-supported", "?."],
  ["1:x", "not-supported", ":"],
  ["x ? 1 : (2 : 3)", "not-supported", ":"],
  ["x!", "not-supported", "!"],
  ["x'", "not-supported", "'"],
  ['"text"', "not-supported", '"'],
  ["5% + x", "not-supported", "%"],
  ["x | y", "not-supported", "|", "or"],
  ["x & y", "not-supported", "&", "and"],
  ["x && y", "not-supported", "&&", "and"],
  ["~x", "not-supported", "~", "not"],
  ["x << 2", "not-supported", "<<"],
  ["x ** 2", "not-supported", "**", "^"],
  ["x .* y", "not-supported", ".*", "*"],
  ["x ?? y", "not-supported", "??"],
  ["x # comment", "not-supported", "#"],
  ["$x", "not-supported", "$"],
  ["x to y", "not-supported", "to"],
  ["2 inch in cm", "not-supported", "in"],
  ["5 cm + x", "unit", "5 cm", "5*cm"],
  ["x*2 kg", "unit", "2 kg", "2*kg"],
  ["（x）", "wide-character", "（", "("],
  ["2×x", "wide-character", "×", "*"],
  ["max(x，y)", "wide-character", "，", ","],
  ["x － 1", "wide-character", "－", "-"],
  ["x − 1", "wide-character", "−", "-"],
  ["ｘ + 1", "wide-character", "ｘ", "x"],
  ["x²", "wide-character", "²", "^2"],
  ["学习率*x", "bad-character", "学"],
  ["x + 😀", "bad-character", "😀"],
  ["x\u0000", "bad-character", "\u0000"],
  ["x\u202e + 1", "bad-character", "\u202e"],
  ["(x + (y)", "unclosed-bracket", "("],
  ["x) + 1", "unopened-bracket", ")"],
  ["x + ", "syntax", "+"],
  ["x + * y", "syntax", "*"],
  ["2 3 x", "syntax", "3"],
  ["x, y", "syntax", ","],
  ["sin(x,)", "syntax", ")"],
  ["()", "syntax", ")"],
  ["x ? 1", "syntax", "1"],
  ["2e+x", "syntax", "2e+"],
  ["1.2.3 + x", "syntax", ".3"],
  ["true*x", "reserved-name", "true"],
  ["x + NaN", "reserved-name", "NaN"],
  ["x + Infinity", "reserved-name", "Infinity"],
  ["null + x", "reserved-name", "null"],
  ["end*x", "reserved-name", "end"],
  [`${"n".repeat(41)} + x`, "reserved-name", "n".repeat(41)],
  ["sigmod(x)", "unknown-function", "sigmod", "sigmoid"],
  ["1 + Sin(x)", "unknown-function", "Sin", "sin"],
  ["ln(x)", "unknown-function", "ln", "log"],
  ["arctan(x)", "unknown-function", "arctan", "atan"],
  ["eval(x)", "unknown-function", "eval", null],
  ["x + x(2)", "not-a-function", "x", "x*"],
  ["sin x", "function-without-arguments", "sin x", "sin(x)"],
  ["x*exp", "function-without-arguments", "exp", null],
  ["sin()*x", "wrong-argument-count", "sin()"],
  ["x + pow(x)", "wrong-argument-count", "pow(x)"],
  ["log(x, 2, 3)", "wrong-argument-count", "log(x, 2, 3)"],
  ["max(x)", "wrong-argument-count", "max(x)"],
  ["sin(x)(x)", "ambiguous-product", ")(x)", ")*(x)"],
  ["2 sin((x))(x + 1)", "ambiguous-product", ")(x + 1)", ")*(x + 1)"],
  ["1e999*x", "number-out-of-range", "1e999"],
  ["0x1F*x", "number-out-of-range", "0x1F"],
  ["2 + pi", "no-parameters", "2 + pi"],
];

describe("wrong formulas", () => {
  const cases = WRONG.map(([text, code, marked, suggestion]) => ({ text, code, marked, suggestion }));

  it.each(cases)("$text", ({ text, code, marked, suggestion }) => {
    const result = checkExpression(text);
    if (result.ok) throw new Error("was accepted");
    const { error } = result;
    expect(error).toBeInstanceOf(ExpressionError);
    expect({ code: error.code, marked: text.slice(error.start, error.end) }).toEqual({ code, marked });
    if (suggestion !== undefined) expect(error.suggestion).toBe(suggestion);
    expect(error.message).toContain(`column ${String(error.start + 1)}: `);
    expect(error.message).toContain(error.found);
    expect(error.message).toContain(error.allowed);
    expect(error.message).not.toMatch(/\p{Cc}/u);
  });

  it("points at the second of two equal names", () => {
    const result = checkExpression("sin(x)*x + x(y)*sin(x, x)");
    expect(result).toMatchObject({ ok: false, error: { code: "not-a-function", start: 11, end: 12 } });
    const calls = checkExpression("sin(x) + 2*sin(x, x)");
    expect(calls).toMatchObject({ ok: false, error: { code: "wrong-argument-count", start: 11, end: 20 } });
  });

  it("points at unknown names and suggests known ones", () => {
    const result = checkExpression("theta + x*tehta + thta", { parameters: ["x", "theta"] });
    expect(result).toMatchObject({
      ok: false,
      error: { code: "unknown-name", start: 10, end: 15, found: "tehta", suggestion: "theta" },
    });
    expect(checkExpression("q*x", { parameters: ["x"] })).toMatchObject({ ok: false, error: { suggestion: null } });
  });

  it("counts columns past operator words and functions of the same name", () => {
    const result = checkExpression("x mod mod(x, 2) + 3*mod(x)");
    expect(result).toMatchObject({ ok: false, error: { code: "wrong-argument-count", start: 20, end: 26 } });
  });

  it("does not take a number times a name for a unit when the name is declared", () => {
    expect(parseExpression("5 cm", { parameters: ["cm"] }).parameters).toEqual(["cm"]);
    expect(parseExpression("5*cm + 2m").parameters).toEqual(["cm", "m"]);
  });
});

describe("hostile sizes", () => {
  /** The issue allows a second; these take a few milliseconds, and a busy machine some more. */
  const LIMIT_MILLISECONDS = 500;

  it.each([
    ["10,000 brackets", "(".repeat(10_000) + "x" + ")".repeat(10_000), "too-nested", 100, 101],
    ["10,000 open brackets", "(".repeat(10_000), "too-nested", 100, 101],
    ["1 MB of sums", "x+".repeat(500_000) + "x", "too-long", 30_000, 1_000_001],
    ["1 MB of brackets", "(".repeat(1_000_000), "too-long", 30_000, 1_000_000],
    ["1 MB of spaces", " ".repeat(1_000_000), "too-long", 30_000, 1_000_000],
    ["minus signs", "-".repeat(29_000) + "x", "too-nested", 0, 29_001],
    ["powers", "x^".repeat(14_000) + "x", "too-nested", 0, 28_001],
    ["conditionals", "x?1:".repeat(7_000) + "x", "too-nested", 0, 28_001],
    ["a few hundred powers", "x^".repeat(400) + "x", "too-nested", 0, 801],
    ["different terms", Array.from({ length: 3_000 }, (_, i) => `x^${String(i)}`).join("+"), "too-complex", 0, 19_889],
  ])("%s", (_, text, code, start, end) => {
    const before = performance.now();
    const result = checkExpression(text);
    expect(performance.now() - before).toBeLessThan(LIMIT_MILLISECONDS);
    expect(result).toMatchObject({ ok: false, error: { code, start, end } });
  });

  it("accepts long flat formulas", () => {
    const sum = Array.from({ length: 2_000 }, () => "x*y").join(" + ");
    expect(parseExpression(sum).parameters).toEqual(["x", "y"]);
    const product = Array.from({ length: 2_000 }, () => "x").join("*");
    expect(parseExpression(product).parameters).toEqual(["x"]);
    const brackets = "(".repeat(100) + "x" + ")".repeat(100);
    expect(parseExpression(brackets).parameters).toEqual(["x"]);
  });
});

it("has a sentence for every code", () => {
  for (const code of EXPRESSION_ERROR_CODES) {
    expect(new ExpressionError({ code, start: 0, end: 1, found: "a", allowed: "b" }).message).toMatch(
      /^column 1: .+, found: a, allowed: b$/,
    );
  }
  const seen = new Set(WRONG.map(([, code]) => code));
  const elsewhere = ["too-long", "too-nested", "too-complex", "unknown-name", "too-many-parameters"];
  const ofRules = ["not-an-assignment", "given-name", "never-moves"];
  expect([...seen, ...elsewhere, ...ofRules].sort()).toEqual([...EXPRESSION_ERROR_CODES].sort());
});
