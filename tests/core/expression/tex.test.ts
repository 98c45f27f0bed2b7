import katex from "katex";
import { describe, expect, it } from "vitest";
import {
  expressionTex,
  EXPRESSION_FUNCTIONS,
  gradientTex,
  hessianTex,
  parseExpression,
  TOO_LONG_TEX,
} from "../../../src-core/expression/index.ts";

const texOf = (text: string) => expressionTex(parseExpression(text));
const gradientOf = (text: string) => gradientTex(parseExpression(text));
const hessianOf = (text: string) => hessianTex(parseExpression(text));

describe("a loss", () => {
  it.each([
    ["(1 - w1*w2)^2", "(1 - w_1 w_2)^{2}"],
    ["0.5*(w^2 + 200*b^2)", "0.5 (w^{2} + 200 b^{2})"],
    ["20 + x^2 - 10*cos(2*pi*x)", "20 + x^{2} - 10 \\cos(2 \\pi x)"],
    ["x*x*x", "x^{3}"],
    ["x*2", "2 x"],
    ["2*3*x", "2 \\cdot 3 x"],
    ["x/2", "\\frac{x}{2}"],
    ["1/2*x", "\\frac{x}{2}"],
    ["a/b/c", "\\frac{a}{b c}"],
    ["a/(b/c)", "\\frac{a c}{b}"],
    ["(a + b)/(c - d)", "\\frac{a + b}{c - d}"],
    ["x - (y + 1)", "x - (y + 1)"],
    ["x - (y - 1)", "x - (y - 1)"],
    ["x + (y - 1)", "x + y - 1"],
    ["x - -y", "x + y"],
    ["x + -2*y", "x - 2 y"],
    ["-(a + b)*c", "-c (a + b)"],
    ["-x^2", "-x^{2}"],
    ["(-x)^2", "(-x)^{2}"],
    ["(x^2)^3", "(x^{2})^{3}"],
    ["x^(y + 1)", "x^{y + 1}"],
    ["x^-2", "x^{-2}"],
    ["x^(1/3)", "x^{1/3}"],
    ["2^x*3", "3 \\cdot 2^{x}"],
    ["exp(-x^2/2)*y", "y e^{-\\frac{x^{2}}{2}}"],
    ["sin(x)^2", "\\sin^{2}(x)"],
    ["relu(x)^2", "\\operatorname{relu}(x)^{2}"],
    ["sqrt(x^2 + y^2)", "\\sqrt{x^{2} + y^{2}}"],
    ["hypot(x, y)", "\\sqrt{x^{2} + y^{2}}"],
    ["abs(x - y)", "\\left|x - y\\right|"],
    ["log(x, 2)", "\\frac{\\ln(x)}{\\ln(2)}"],
    ["(a/b)^2", "\\left(\\frac{a}{b}\\right)^{2}"],
    ["softmax(a, b)", "\\frac{e^{a}}{e^{a} + e^{b}}"],
    ["x mod 2 + 1", "x \\bmod 2 + 1"],
    ["x > 0 ? x^2 : -x", "\\begin{cases} x^{2} & x > 0 \\\\ -x & x \\le 0 \\end{cases}"],
    [
      "x > 0 and not (y == 1) ? x : y",
      "\\begin{cases} x & x > 0 \\land y \\ne 1 \\\\ y & \\text{otherwise} \\end{cases}",
    ],
    ["(x < 1)*2*y", "2 y \\left[x < 1\\right]"],
    ["theta1 + sigma_t + w10 + learning_rate", "\\theta_1 + \\sigma_t + w_{10} + \\mathit{learning}_{\\mathit{rate}}"],
    ["α*β2 + w_1_2", "\\alpha \\beta_2 + w_{1,2}"],
    ["1e-7*x + 2.5e-8*y + 1e21*z", "10^{-7} x + 2.5 \\cdot 10^{-8} y + 10^{21} z"],
    ["e^x + pi", "e^{x} + \\pi"],
  ])("%s", (text, tex) => {
    expect(texOf(text)).toBe(tex);
  });

  it("shows constants by name", () => {
    const expression = parseExpression("a*x^b", { constants: ["a", "b"] });
    expect(expressionTex(expression)).toBe("a x^{b}");
    expect(gradientTex(expression)).toEqual(["a b x^{b - 1}"]);
  });

  it("writes the last case in the reader's language", () => {
    const expression = parseExpression("x and y ? x : y");
    expect(expressionTex(expression, { otherwise: "其他" })).toContain("\\text{其他}");
  });
});

describe("gradients as in a textbook", () => {
  it.each([
    ["(1 - w1*w2)^2", ["-2 w_2 (1 - w_1 w_2)", "-2 w_1 (1 - w_1 w_2)"]],
    ["(1 - x)^2 + 100*(y - x^2)^2", ["-400 x (y - x^{2}) - 2 (1 - x)", "200 (y - x^{2})"]],
    [
      "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
      ["4 x (x^{2} + y - 11) + 2 (x + y^{2} - 7)", "4 y (x + y^{2} - 7) + 2 (x^{2} + y - 11)"],
    ],
    ["0.5*(w^2 + 200*b^2)", ["200 b", "w"]],
    ["x^2/2", ["x"]],
    ["x^3/3 - x", ["x^{2} - 1"]],
    ["x^(1/3)", ["\\frac{1}{3 x^{2/3}}"]],
    ["x^2.5", ["2.5 x^{1.5}"]],
    ["x^y", ["y x^{y - 1}", "x^{y} \\ln(x)"]],
    ["x*exp(x)", ["e^{x} (x + 1)"]],
    ["log(1 + e^x)", ["\\frac{e^{x}}{1 + e^{x}}"]],
    ["sigmoid(w*x)", ["x \\sigma(w x) (1 - \\sigma(w x))", "w \\sigma(w x) (1 - \\sigma(w x))"]],
    ["1/(1 + x^2)", ["-\\frac{2 x}{(1 + x^{2})^{2}}"]],
    ["sqrt(x^2 + y^2)", ["\\frac{x}{\\sqrt{x^{2} + y^{2}}}", "\\frac{y}{\\sqrt{x^{2} + y^{2}}}"]],
    ["atan2(y, x)", ["-\\frac{y}{x^{2} + y^{2}}", "\\frac{x}{x^{2} + y^{2}}"]],
    ["relu(x)*y", ["y \\left[x > 0\\right]", "\\operatorname{relu}(x)"]],
    ["x + 0*y", ["1", "0"]],
    [
      "max(x, y)",
      [
        "\\begin{cases} 1 & x > y \\\\ 0 & x < y \\\\ \\frac{1}{2} & x = y \\end{cases}",
        "\\begin{cases} 0 & x > y \\\\ 1 & x < y \\\\ \\frac{1}{2} & x = y \\end{cases}",
      ],
    ],
    ["-(a + b)*c", ["-c", "-c", "-(a + b)"]],
    ["cos(2*pi*x)", ["-2 \\pi \\sin(2 \\pi x)"]],
  ])("%s", (text, tex) => {
    expect(gradientOf(text)).toEqual(tex);
  });
});

describe("Hessians as in a textbook", () => {
  it.each([
    [
      "(1 - w1*w2)^2",
      [
        ["2 w_2^{2}", "4 w_1 w_2 - 2"],
        ["4 w_1 w_2 - 2", "2 w_1^{2}"],
      ],
    ],
    [
      "(1 - x)^2 + 100*(y - x^2)^2",
      [
        ["1200 x^{2} - 400 y + 2", "-400 x"],
        ["-400 x", "200"],
      ],
    ],
    [
      "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
      [
        ["12 x^{2} + 4 y - 42", "4 x + 4 y"],
        ["4 x + 4 y", "12 y^{2} + 4 x - 26"],
      ],
    ],
    [
      "x^2 - y^2",
      [
        ["2", "0"],
        ["0", "-2"],
      ],
    ],
    ["x*exp(x)", [["e^{x} (x + 2)"]]],
    ["x^(1/3)", [["-\\frac{2}{9 x^{5/3}}"]]],
    ["exp(-x^2)", [["2 e^{-x^{2}} (2 x^{2} - 1)"]]],
    [
      "hypot(x, y)",
      [
        ["\\frac{y^{2}}{(x^{2} + y^{2})^{3/2}}", "-\\frac{x y}{(x^{2} + y^{2})^{3/2}}"],
        ["-\\frac{x y}{(x^{2} + y^{2})^{3/2}}", "\\frac{x^{2}}{(x^{2} + y^{2})^{3/2}}"],
      ],
    ],
    ["tanh(x)", [["-2 \\tanh(x) (1 - \\tanh^{2}(x))"]]],
    ["1/(1 + x^2)", [["\\frac{2 (3 x^{2} - 1)}{(1 + x^{2})^{3}}"]]],
  ])("%s", (text, tex) => {
    expect(hessianOf(text)).toEqual(tex);
  });
});

describe("KaTeX reads", () => {
  const reads = (tex: string) =>
    katex.renderToString(tex, { throwOnError: true, strict: "error", output: "html" }).length;

  it.each(EXPRESSION_FUNCTIONS.map((entry) => [entry.name, entry] as const))(
    "%s with its derivatives",
    (name, entry) => {
      expect(reads(entry.tex)).toBeGreaterThan(0);
      const count = entry.arguments.filter((argument) => argument !== "...").length;
      const call = `${name}(${["x*y", "y^2", "x"].slice(0, count).join(", ")})^2*x + y`;
      const expression = parseExpression(call);
      const all = [expressionTex(expression), ...gradientTex(expression), ...hessianTex(expression).flat()];
      for (const tex of all) expect(reads(tex)).toBeGreaterThan(0);
      expect(all.join("\n")).not.toMatch(/\+ -|- -|(?<![\d.\w{])1 [a-z\\]|undefined|NaN/);
    },
  );
});

it("gives up on what nobody reads", () => {
  const nested = "tanh(x*y + ".repeat(60) + "x" + ")".repeat(60);
  expect(gradientOf(nested)[0]).toBe(TOO_LONG_TEX);
  expect(hessianOf(nested)[0][0]).toBe(TOO_LONG_TEX);
  expect(texOf(nested)).toMatch(/^\\tanh/);
});
