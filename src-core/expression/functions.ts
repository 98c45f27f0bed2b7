import type { Graph } from "./graph.ts";
import { MAX_POWER, type Operation } from "./operations.ts";
import { closestName } from "./names.ts";

/** A function that a formula may call, as a help panel shows it. */
export interface ExpressionFunction {
  readonly name: string;
  /** Names of the arguments; "?" ends an optional one, "..." stands for any number more. */
  readonly arguments: readonly string[];
  /** The function written as TeX. */
  readonly tex: string;
  /** What the derivative is where there is none, in symbols; null for functions that are smooth where they are defined. */
  readonly kink: string | null;
}

export interface FunctionRow extends ExpressionFunction {
  /** The node of a call; arguments are as many as the row says. */
  readonly build: (graph: Graph, operands: readonly number[]) => number;
}

const ROWS: readonly FunctionRow[] = [
  smooth("sin", "\\sin(x)"),
  smooth("cos", "\\cos(x)"),
  smooth("tan", "\\tan(x)"),
  smooth("sec", "\\sec(x)"),
  smooth("csc", "\\csc(x)"),
  smooth("cot", "\\cot(x)"),
  smooth("asin", "\\arcsin(x)"),
  smooth("acos", "\\arccos(x)"),
  smooth("atan", "\\arctan(x)"),
  row("atan2", ["y", "x"], "\\operatorname{atan2}(y, x)", "atan2'(0, 0) = 0", call("atan2")),
  smooth("sinh", "\\sinh(x)"),
  smooth("cosh", "\\cosh(x)"),
  smooth("tanh", "\\tanh(x)"),
  smooth("asinh", "\\operatorname{arsinh}(x)"),
  smooth("acosh", "\\operatorname{arcosh}(x)"),
  smooth("atanh", "\\operatorname{artanh}(x)"),
  smooth("exp", "e^{x}"),
  smooth("expm1", "e^{x} - 1"),
  row("log", ["x", "base?"], "\\ln(x)", null, buildLog),
  smooth("log2", "\\log_{2}(x)"),
  smooth("log10", "\\log_{10}(x)"),
  smooth("log1p", "\\ln(1 + x)"),
  smooth("sqrt", "\\sqrt{x}"),
  smooth("cbrt", "\\sqrt[3]{x}"),
  row("pow", ["x", "y"], "x^{y}", "x = 0: d/dy = 0 (y >= 0), d/dx = 0 (y = 0)", (graph, [a, b]) =>
    buildPower(graph, a, b),
  ),
  row("hypot", ["x", "y", "..."], "\\sqrt{x^{2} + y^{2}}", "hypot'(0, 0) = 0", call("hypot")),
  row("abs", ["x"], "\\left|x\\right|", "abs'(0) = 0", call("abs")),
  row("sign", ["x"], "\\operatorname{sign}(x)", "sign'(x) = 0", call("sign")),
  row("floor", ["x"], "\\lfloor x \\rfloor", "floor'(x) = 0", call("floor")),
  row("ceil", ["x"], "\\lceil x \\rceil", "ceil'(x) = 0", call("ceil")),
  row("round", ["x"], "\\operatorname{round}(x)", "round'(x) = 0, round(2.5) = 2", call("round")),
  row("mod", ["x", "y"], "x \\bmod y", "d/dx = 1, d/dy = -floor(x / y)", call("mod")),
  row("min", ["x", "y", "..."], "\\min(x, y)", "min'(x, x) = (1/2, 1/2)", call("min")),
  row("max", ["x", "y", "..."], "\\max(x, y)", "max'(x, x) = (1/2, 1/2)", call("max")),
  smooth("erf", "\\operatorname{erf}(x)"),
  smooth("erfc", "\\operatorname{erfc}(x)"),
  smooth("sigmoid", "\\sigma(x)"),
  smooth("softplus", "\\operatorname{softplus}(x)"),
  row("relu", ["x"], "\\operatorname{relu}(x)", "relu'(0) = 0", call("relu")),
  row("leaky_relu", ["x", "slope?"], "\\operatorname{leaky\\_relu}(x)", "leaky_relu'(0) = slope", buildLeakyRelu),
  smooth("gelu", "\\operatorname{gelu}(x)"),
  smooth("silu", "\\operatorname{silu}(x)"),
  row("logsumexp", ["x", "y", "..."], "\\ln(e^{x} + e^{y})", null, call("logSumExp")),
  row("softmax", ["x", "y", "..."], "e^{x} / (e^{x} + e^{y})", null, buildSoftmax),
];

/**
 * Every function of formulas. Angles are in radians; `log` is the natural logarithm, `log(x, b)` that to base b.
 *
 * Conventions that differ elsewhere: `mod(x, y)` has the sign of y (mathjs, torch.remainder) and is NaN for y = 0; `round` takes halves to the
 * even integer (torch.round; mathjs goes away from zero); roots and powers outside the reals are NaN (mathjs goes to complex
 * numbers); `gelu` is x Phi(x), not its tanh approximation; `softmax(a, b, ...)` is the share of its first argument,
 * exp(a) / (exp(a) + exp(b) + ...).
 *
 * @example EXPRESSION_FUNCTIONS.find((entry) => entry.name === "relu").kink // => "relu'(0) = 0"
 */
export const EXPRESSION_FUNCTIONS: readonly ExpressionFunction[] = ROWS.map((entry) =>
  Object.freeze({ name: entry.name, arguments: entry.arguments, tex: entry.tex, kink: entry.kink }),
);

/** The functions that a kind of text may call. */
export class FunctionTable {
  readonly #rows: ReadonlyMap<string, FunctionRow>;

  constructor(rows: readonly FunctionRow[]) {
    this.#rows = new Map(rows.map((entry) => [entry.name, entry]));
  }

  has(name: string): boolean {
    return this.#rows.has(name);
  }

  /** These functions and others. */
  with(rows: readonly FunctionRow[]): FunctionTable {
    return new FunctionTable([...this.#rows.values(), ...rows]);
  }

  /** A call's node; null where the function is unknown; the row's signature where the number of arguments is wrong. */
  build(graph: Graph, name: string, operands: readonly number[]): number | string | null {
    const entry = this.#rows.get(name);
    if (entry === undefined) return null;
    return isCountRight(entry, operands.length) ? entry.build(graph, operands) : signatureOf(entry);
  }

  /** The function that was probably meant by an unknown name, or null. */
  suggest(name: string): string | null {
    return OTHER_NAMES.get(name.toLowerCase()) ?? closestName(name, this.#rows.keys());
  }
}

/** The functions of losses. */
export const LOSS_FUNCTIONS = new FunctionTable(ROWS);

/** "log(x, base?)", as errors show what is allowed. */
export function signatureOf(entry: ExpressionFunction): string {
  return `${entry.name}(${entry.arguments.join(", ")})`;
}

/** x^y; whole exponents from 2 to 16 are powers. */
export function buildPower(graph: Graph, base: number, exponent: number): number {
  const value = graph.numberAt(exponent);
  const isWhole = value !== null && Number.isInteger(value) && value >= 2 && value <= MAX_POWER;
  return isWhole ? graph.make("power", [base], value) : graph.make("pow", [base, exponent]);
}

/** What other programs and textbooks call our functions. */
const OTHER_NAMES = new Map([
  ["ln", "log"],
  ["lg", "log10"],
  ["lb", "log2"],
  ["arcsin", "asin"],
  ["arccos", "acos"],
  ["arctan", "atan"],
  ["arctan2", "atan2"],
  ["arcsinh", "asinh"],
  ["arsinh", "asinh"],
  ["arccosh", "acosh"],
  ["arcosh", "acosh"],
  ["arctanh", "atanh"],
  ["artanh", "atanh"],
  ["tg", "tan"],
  ["ctg", "cot"],
  ["cosec", "csc"],
  ["sh", "sinh"],
  ["ch", "cosh"],
  ["th", "tanh"],
  ["sgn", "sign"],
  ["fabs", "abs"],
  ["power", "pow"],
  ["maximum", "max"],
  ["minimum", "min"],
  ["norm", "hypot"],
  ["remainder", "mod"],
  ["rem", "mod"],
  ["fmod", "mod"],
  ["fix", "floor"],
  ["trunc", "floor"],
  ["ceiling", "ceil"],
  ["logistic", "sigmoid"],
  ["expit", "sigmoid"],
  ["swish", "silu"],
  ["leakyrelu", "leaky_relu"],
  ["log_sum_exp", "logsumexp"],
  ["lse", "logsumexp"],
]);

function isCountRight(entry: ExpressionFunction, count: number): boolean {
  const hasMore = entry.arguments.includes("...");
  const named = entry.arguments.filter((argument) => argument !== "...");
  const required = named.filter((argument) => !argument.endsWith("?")).length;
  return count >= required && (hasMore || count <= named.length);
}

export function row(
  name: string,
  names: readonly string[],
  tex: string,
  kink: string | null,
  build: FunctionRow["build"],
): FunctionRow {
  return { name, arguments: names, tex, kink, build };
}

function smooth(name: Operation, tex: string): FunctionRow {
  return row(name, ["x"], tex, null, call(name));
}

export function call(operation: Operation): FunctionRow["build"] {
  return (graph, operands) => graph.make(operation, operands);
}

function buildLog(graph: Graph, operands: readonly number[]): number {
  const logs = operands.map((operand) => graph.make("log", [operand]));
  return logs.length === 1 ? logs[0] : graph.make("divide", logs);
}

/** torch.nn.functional.leaky_relu's default. */
const DEFAULT_SLOPE = 0.01;

function buildLeakyRelu(graph: Graph, operands: readonly number[]): number {
  const [x, slope = graph.number(DEFAULT_SLOPE)] = operands;
  return graph.make("leakyRelu", [x, slope]);
}

function buildSoftmax(graph: Graph, operands: readonly number[]): number {
  return graph.make("exp", [graph.make("subtract", [operands[0], graph.make("logSumExp", operands)])]);
}
