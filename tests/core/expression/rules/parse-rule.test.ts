import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRule, ExpressionError, parseRule, ruleTex } from "../../../../src-core/expression/index.ts";

const ADAM = `# Kingma & Ba, algorithm 1
m = beta1*m + (1 - beta1)*g
v = beta2*v + (1 - beta2)*g^2

mHat = m / (1 - beta1^t)   # bias corrections
vHat = v / (1 - beta2^t)
theta = theta - lr*mHat/(sqrt(vHat) + eps)`;

describe("names are found", () => {
  it("as states, options and what holds within a step", () => {
    const rule = parseRule(ADAM);
    expect(rule.states).toEqual(["m", "v"]);
    expect(rule.options).toEqual(["beta1", "beta2", "eps"]);
    expect(rule.lines.map(({ line, target }) => [line, target])).toEqual([
      [2, "m"],
      [3, "v"],
      [5, "mHat"],
      [6, "vHat"],
      [7, "theta"],
    ]);
    expect(rule.readsRate).toBe(true);
  });

  it.each([
    // Read in its own line, before it is assigned.
    ["k = k + 1\ntheta = theta - g/k", ["k"], []],
    // Read above the line that assigns it.
    ["theta = theta - lr*g - old\nold = g", ["old"], []],
    // Assigned twice: the second line reads the first one's value.
    ["d = g\nd = d + wd*theta\ntheta = theta - lr*d", [], ["wd"]],
    ["theta = theta - lr*g*pi*e", [], []],
    ["theta = theta - rate*g", [], ["rate"]],
    // b2 beside b1, G beside g, beta beside an assigned theta: no slips.
    ["b1 = g\ntheta = theta - b2*b1 - G - beta*m", [], ["b2", "G", "beta", "m"]],
    ["theta = theta - (t > 10 and loss > a ? lr*g : 0)", [], ["a"]],
    ["s = s + g^2\r\ntheta = theta - lr*g/sqrt(s)\r", ["s"], []],
  ])("%j", (text, states, options) => {
    const rule = parseRule(text);
    expect(rule.states).toEqual(states);
    expect(rule.options).toEqual(options);
  });

  it("says where the schedule's rate is not read", () => {
    expect(parseRule("theta = theta - 0.1*g").readsRate).toBe(false);
  });
});

/** Text to code, line, what is underlined, and suggestion. */
const WRONG: readonly (readonly [text: string, code: string, line: number, marked: string, suggestion?: string])[] = [
  ["", "empty", 1, ""],
  ["  \n# only words\n", "empty", 1, ""],
  ["m = g\ntheta =", "empty", 2, "="],
  ["theta = # nothing", "empty", 1, "="],
  ["m = g\n  theta - lr*g", "not-an-assignment", 2, "theta - lr*g"],
  ["= g", "not-an-assignment", 1, "="],
  ["m += g\ntheta = theta - m", "not-an-assignment", 1, "m +", "m = m +"],
  ["2*m = g", "not-an-assignment", 1, "2*m"],
  ["m[0] = g", "not-an-assignment", 1, "m[0]"],
  ["theta == theta - g", "not-an-assignment", 1, "theta == theta - g"],
  ["m = v = g", "not-supported", 1, "=", "=="],
  ["theta = theta - lr*g; m = g", "not-supported", 1, ";"],
  ["g = g + 0.1*theta\ntheta = theta - lr*g", "given-name", 1, "g"],
  ["theta = theta - lr*g\nt = t + 1", "given-name", 2, "t"],
  ["lr = 0.1", "given-name", 1, "lr"],
  ["loss = 0", "given-name", 1, "loss"],
  ["pi = 3", "given-name", 1, "pi"],
  ["  e = 3", "given-name", 1, "e"],
  ["π = 3", "given-name", 1, "π"],
  ["norm = g", "reserved-name", 1, "norm"],
  ["sin = g", "reserved-name", 1, "sin"],
  ["constructor = g", "reserved-name", 1, "constructor"],
  ["__proto__ = g", "reserved-name", 1, "__proto__"],
  ["mod = g", "reserved-name", 1, "mod"],
  [`${"x".repeat(41)} = g`, "not-an-assignment", 1, "x".repeat(41)],
  ["m = 0.9*m + g", "never-moves", 1, "m"],
  ["theta = theta", "never-moves", 1, "theta"],
  ["m = g\nTheta = theta - lr*m", "never-moves", 2, "Theta", "theta"],
  ["θ = theta - lr*g", "never-moves", 1, "θ", "theta"],
  ["mHat = g\ntheta = theta - lr*mhat", "unknown-name", 2, "mhat", "mHat"],
  ["theta = thta - lr*g", "unknown-name", 1, "thta", "theta"],
  ["theta = theta - LR*g", "unknown-name", 1, "LR", "lr"],
  ["theta = θ - lr*g", "unknown-name", 1, "θ", "theta"],
  ["m = g # fine\ntheta = theta - lr*sqr(m)", "unknown-function", 2, "sqr", "sqrt"],
  ["theta = theta - lr*norm(g, g)", "wrong-argument-count", 1, "norm(g, g)"],
  ["theta = theta - lr*dot(g)", "wrong-argument-count", 1, "dot(g)"],
  ["theta = theta - lr(g)", "not-a-function", 1, "lr", "lr*"],
  ["m = g\n\ntheta = theta - lr*(g", "unclosed-bracket", 3, "("],
  ["theta = theta - lr*", "syntax", 1, "*"],
  ["theta = theta - lr*g(1)", "not-a-function", 1, "g", "g*"],
  ["theta = theta － lr*g", "wide-character", 1, "－", "-"],
  ["theta = theta - norm g", "function-without-arguments", 1, "norm g", "norm(g)"],
  ["theta = theta - lr*(1, 2)", "syntax", 1, ","],
];

describe("a wrong rule is refused at its line and column", () => {
  const cases = WRONG.map(([text, code, line, marked, suggestion]) => ({ text, code, line, marked, suggestion }));

  it.each(cases)("$text: $code", ({ text, code, line, marked, suggestion }) => {
    const error = errorOf(text);
    expect([error.code, error.line]).toEqual([code, line]);
    const lineText = text.split(/\r?\n/)[line - 1] ?? "";
    expect(lineText.slice(error.start, error.end)).toBe(marked);
    if (suggestion !== undefined) expect(error.suggestion).toBe(suggestion);
    expect(error.allowed).not.toBe("");
  });

  it("counts lines and columns from 1 in its message", () => {
    expect(errorOf("m = g\ntheta = theta - lr*sqr(m)").message).toMatch(
      /^line 2, column 20: unknown function, found: sqr/,
    );
  });

  it("in size", () => {
    const many = Array.from({ length: 101 }, (_, k) => `x${k} = g`).join("\n");
    expect(errorOf(many)).toMatchObject({ code: "too-long", line: 101 });
    expect(errorOf(`theta = ${" ".repeat(40_000)}g`)).toMatchObject({ code: "too-long" });
    const norms = Array.from({ length: 40 }, () => "theta = theta/norm(theta)").join("\n");
    expect(errorOf(norms)).toMatchObject({ code: "too-complex", line: 17, allowed: "<= 16" });
    const options = `theta = ${Array.from({ length: 60 }, (_, k) => `o${k}`).join(" + ")}`;
    expect(errorOf(options)).toMatchObject({ code: "too-complex", allowed: "<= 50" });
    const long = Array.from(
      { length: 10 },
      (_, k) => `theta = ${Array.from({ length: 300 }, (_, j) => `g+${300 * k + j}`).join("+")}`,
    );
    expect(errorOf(long.join("\n"))).toMatchObject({ code: "too-complex" });
  });

  it("whatever the text is: an understood rule, or an error that names a place in the text", () => {
    const piece = fc.constantFrom(
      ...'theta m g t lr = == + - * / ^ ( ) , # \n \r\n ? : < > norm( dot( sin( 0.9 1e-8 e pi mod and not 2 x θ ． ; [ { " \\ ` '.split(
        " ",
      ),
      " ",
      "\n",
      "theta = theta - lr*g",
    );
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(" ")),
      fc.string({ maxLength: 60 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const checked = checkRule(text);
        if (checked.ok) {
          expect(checked.rule.lines.length).toBeGreaterThan(0);
          return;
        }
        const { line, start, end } = checked.error;
        const lines = text.split(/\r\n|\r|\n/);
        const length = lines[(line ?? 0) - 1]?.length ?? -1;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(length);
        expect(start < end || length === 0 || checked.error.code === "empty").toBe(true);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe("rules are typeset line by line", () => {
  it("as they were typed, the rate as eta_t", () => {
    expect(ruleTex(parseRule(ADAM))).toEqual([
      "m \\leftarrow \\beta_1 m + (1 - \\beta_1) g",
      "v \\leftarrow \\beta_2 v + (1 - \\beta_2) g^{2}",
      "\\hat{m} \\leftarrow \\frac{m}{1 - \\beta_1^{t}}",
      "\\hat{v} \\leftarrow \\frac{v}{1 - \\beta_2^{t}}",
      "\\theta \\leftarrow \\theta - \\frac{\\eta_t \\hat{m}}{\\sqrt{\\hat{v}} + \\epsilon}",
    ]);
  });

  it("with the signs of whole vectors", () => {
    expect(ruleTex(parseRule("theta = theta - lr*g/norm(g)*dot(g, theta)*maxnorm(g)*mean(g)"))).toEqual([
      "\\theta \\leftarrow \\theta - \\frac{\\eta_t g \\left\\langle g, \\theta \\right\\rangle \\left\\lVert g \\right\\rVert_{\\infty} \\operatorname{mean}(g)}{\\left\\lVert g \\right\\rVert}",
    ]);
  });
});

function errorOf(text: string): ExpressionError {
  const checked = checkRule(text);
  if (checked.ok) throw new Error(`${JSON.stringify(text)} was understood`);
  expect(checked.error).toBeInstanceOf(ExpressionError);
  return checked.error;
}
