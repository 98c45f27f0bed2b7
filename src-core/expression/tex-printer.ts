import type { Graph } from "./graph.ts";
import type { Operation } from "./operations.ts";
import { nameTex, numberTex } from "./tex-names.ts";
import { functionTex, LOGICAL, OPPOSITES, RAISED_NAMES, SIGNS } from "./tex-signs.ts";

/** How tightly a piece of TeX holds together; a looser piece inside a tighter one needs parentheses. */
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

interface Piece {
  readonly tex: string;
  readonly binding: number;
}

/** A product taken apart: sign, plain numbers and factors above and below the line. */
interface Factors {
  isNegative: boolean;
  readonly numbers: number[];
  /** Factor to exponent, as a number or, for powers that were joined, as TeX. */
  readonly above: Map<number, number | string>;
  readonly numbersBelow: number[];
  readonly below: Map<number, number | string>;
}

/** Thrown when a formula would be longer than anyone reads. */
export class TooLongTexError extends Error {}

/** Longer formulas are not shown. */
const MAX_TEX_LENGTH = 20_000;

/**
 * Writes nodes of a graph as TeX, as a textbook would: x x as x^2, quotients as fractions, numbers and letters before functions
 * before sums in a product, signs in front, and only the parentheses that are needed.
 */
export class TexPrinter {
  readonly #graph: Graph;
  readonly #parameters: readonly string[];
  readonly #constants: readonly string[];
  readonly #otherwise: string;
  readonly #pieces = new Map<number, Piece>();

  constructor(graph: Graph, parameters: readonly string[], constants: readonly string[], otherwise: string) {
    this.#graph = graph;
    this.#parameters = parameters;
    this.#constants = constants;
    this.#otherwise = otherwise;
  }

  /** @throws TooLongTexError */
  print(root: number): string {
    // In rising order every node finds its operands done, so that no depth of nesting overflows the stack.
    for (const id of this.#graph.reachable([root])) {
      if (this.#pieces.has(id)) continue;
      const piece = this.#piece(id);
      if (piece.tex.length > MAX_TEX_LENGTH) throw new TooLongTexError();
      this.#pieces.set(id, piece);
    }
    return this.#at(root).tex;
  }

  #at(id: number): Piece {
    const piece = this.#pieces.get(id) ?? this.#piece(id);
    this.#pieces.set(id, piece);
    return piece;
  }

  #inside(id: number, binding: number): string {
    const piece = this.#at(id);
    return piece.binding < binding ? parenthesised(piece.tex) : piece.tex;
  }

  #piece(id: number): Piece {
    const { operation, operands, value } = this.#graph.node(id);
    const [a, b] = operands;
    switch (operation) {
      case "number":
        return {
          tex: numberTex(value),
          binding: value < 0 ? SUM : numberTex(value).includes("\\cdot") ? PRODUCT : ATOM,
        };
      case "parameter":
        return { tex: nameTex(this.#parameters[value]), binding: ATOM };
      case "constant":
        return { tex: nameTex(this.#constants[value]), binding: ATOM };
      case "pi":
        return { tex: "\\pi", binding: ATOM };
      case "e":
        return { tex: "e", binding: ATOM };
      case "add":
      case "subtract":
        return { tex: this.#sum(id), binding: SUM };
      case "negate":
      case "multiply":
      case "divide":
        return this.#signedProduct(id);
      case "power":
        return this.#power(a, numberTex(value));
      case "pow":
        return this.#power(a, this.#exponent(b));
      case "exp":
        return this.#exponential(a);
      case "expm1":
        return { tex: `e^{${this.#at(a).tex}} - 1`, binding: SUM };
      case "sqrt":
        return { tex: `\\sqrt{${this.#at(a).tex}}`, binding: ATOM };
      case "cbrt":
        return { tex: `\\sqrt[3]{${this.#at(a).tex}}`, binding: ATOM };
      case "norm":
        return { tex: `\\left\\lVert ${this.#at(a).tex} \\right\\rVert`, binding: ATOM };
      case "maxNorm":
        return { tex: `\\left\\lVert ${this.#at(a).tex} \\right\\rVert_{\\infty}`, binding: POWER };
      case "dot":
        return { tex: `\\left\\langle ${this.#at(a).tex}, ${this.#at(b).tex} \\right\\rangle`, binding: ATOM };
      case "abs":
        return { tex: `\\left|${this.#at(a).tex}\\right|`, binding: ATOM };
      case "floor":
        return { tex: `\\left\\lfloor ${this.#at(a).tex} \\right\\rfloor`, binding: ATOM };
      case "ceil":
        return { tex: `\\left\\lceil ${this.#at(a).tex} \\right\\rceil`, binding: ATOM };
      case "log1p":
        return { tex: `\\ln${parenthesised(`1 + ${this.#inside(a, SUM)}`)}`, binding: ATOM };
      case "hypot":
        return {
          tex: `\\sqrt{${operands.map((operand) => this.#power(operand, "2").tex).join(" + ")}}`,
          binding: ATOM,
        };
      case "logSumExp":
        return { tex: `\\ln${parenthesised(this.#exponentials(operands))}`, binding: ATOM };
      case "mod":
        return { tex: `${this.#inside(a, POWER)} \\bmod ${this.#inside(b, POWER)}`, binding: PRODUCT - 0.5 };
      case "select":
        return this.#cases(id);
      default:
        return SIGNS.has(operation) || operation === "not"
          ? { tex: `\\left[${this.#condition(id)}\\right]`, binding: ATOM }
          : {
              tex: `${functionTex(operation)}${parenthesised(operands.map((operand) => this.#at(operand).tex).join(", "))}`,
              binding: ATOM,
            };
    }
  }

  /** Terms of a sum with their signs, walked down the left side in a loop. */
  #sum(id: number): string {
    const terms: { readonly id: number; readonly isMinus: boolean }[] = [];
    let at = id;
    for (;;) {
      const { operation, operands } = this.#graph.node(at);
      if (operation !== "add" && operation !== "subtract") break;
      terms.push({ id: operands[1], isMinus: operation === "subtract" });
      at = operands[0];
    }
    terms.push({ id: at, isMinus: false });
    return terms
      .reverse()
      .map((term, index) => {
        const factors = this.#factors(term.id);
        const isMinus = term.isMinus !== factors.isNegative;
        const piece = this.#product(factors);
        // a - (b + c) keeps its parentheses; a + (b + c) does not need them.
        const tex =
          piece.binding < PRODUCT - 0.5 && (isMinus || piece.binding < SUM) ? parenthesised(piece.tex) : piece.tex;
        if (index === 0) return isMinus ? `-${tex}` : tex;
        return isMinus ? ` - ${tex}` : ` + ${tex}`;
      })
      .join("");
  }

  #signedProduct(id: number): Piece {
    const factors = this.#factors(id);
    const piece = this.#product(factors);
    if (!factors.isNegative) return piece;
    return { tex: `-${piece.binding < PRODUCT - 0.5 ? parenthesised(piece.tex) : piece.tex}`, binding: SUM };
  }

  #factors(id: number): Factors {
    const factors: Factors = { isNegative: false, numbers: [], above: new Map(), numbersBelow: [], below: new Map() };
    const waiting: [id: number, exponent: number, isBelow: boolean][] = [[id, 1, false]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [at, exponent, isBelow] = next;
      const { operation, operands, value } = this.#graph.node(at);
      const [a, b] = operands;
      const isPlain = exponent === 1;
      if (operation === "number" && isPlain && Number.isFinite(value)) {
        if (value < 0) factors.isNegative = !factors.isNegative;
        (isBelow ? factors.numbersBelow : factors.numbers).push(Math.abs(value));
      } else if (operation === "negate" && isPlain) {
        factors.isNegative = !factors.isNegative;
        waiting.push([a, 1, isBelow]);
      } else if (operation === "multiply" && isPlain) waiting.push([b, 1, isBelow], [a, 1, isBelow]);
      else if (operation === "divide" && isPlain) waiting.push([b, 1, !isBelow], [a, 1, isBelow]);
      else if (operation === "power" && isPlain && this.#graph.node(a).operation !== "number")
        waiting.push([a, value, isBelow]);
      else {
        const target = isBelow ? factors.below : factors.above;
        target.set(at, Number(target.get(at) ?? 0) + exponent);
      }
    }
    for (const [at, exponent] of [...factors.above]) if (exponent === 1) this.#joinPowers(factors, at);
    return factors;
  }

  /** x^y / x^k as x^(y - k), above the line or, where that is a negative number, below it. */
  #joinPowers(factors: Factors, power: number): void {
    const { operation, operands } = this.#graph.node(power);
    const [base, exponent] = operands;
    const divided = factors.below.get(base);
    if (operation !== "pow" || typeof divided !== "number" || factors.above.has(base)) return;
    factors.above.delete(power);
    factors.below.delete(base);
    const fraction = this.#fraction(exponent);
    if (fraction === null) {
      factors.above.set(base, `${this.#inside(exponent, SUM)} - ${String(divided)}`);
      return;
    }
    const [numerator, denominator] = fraction;
    const rest = numerator - divided * denominator;
    if (rest !== 0) (rest > 0 ? factors.above : factors.below).set(base, fractionTex(Math.abs(rest), denominator));
  }

  #product(factors: Factors): Piece {
    const above = this.#row(factors.numbers, factors.above);
    if (factors.below.size === 0 && factors.numbersBelow.every((number) => number === 1)) return above;
    const below = this.#row(factors.numbersBelow, factors.below);
    return { tex: `\\frac{${above.tex}}{${below.tex}}`, binding: PRODUCT };
  }

  /** Factors beside one another; a single one keeps its own binding. */
  #row(numbers: readonly number[], powers: ReadonlyMap<number, number | string>): Piece {
    const shown = numbers.filter((number) => number !== 1);
    const entries = [...powers].sort((x, y) => this.#rank(x[0]) - this.#rank(y[0]));
    if (shown.length === 0 && entries.length === 0) return { tex: "1", binding: ATOM };
    if (shown.length === 0 && entries.length === 1) {
      const [[id, exponent]] = entries;
      return exponent === 1 ? this.#at(id) : this.#power(id, String(exponent));
    }
    if (entries.length === 0 && shown.length === 1) return { tex: numberTex(shown[0]), binding: ATOM };
    const parts = entries.map(([id, exponent]) => {
      const piece = exponent === 1 ? this.#at(id) : this.#power(id, String(exponent));
      return piece.binding < PRODUCT ? parenthesised(piece.tex) : piece.tex;
    });
    let tex = shown.map(numberTex).join(" \\cdot ");
    for (const part of parts) {
      // Two numbers side by side would read as one.
      tex += tex === "" ? part : /^[\d.]/.test(part) ? ` \\cdot ${part}` : ` ${part}`;
    }
    return { tex, binding: PRODUCT };
  }

  /**
   * The place of a factor in a product: constants and sums of such, parameters, roots and functions, then whatever else
   * stands in parentheses.
   */
  #rank(id: number): number {
    const { operation, operands } = this.#graph.node(id);
    if (operation === "number") return 0;
    if (operation === "pi" || operation === "e" || operation === "constant") return 1;
    if (operation === "parameter") return 2;
    if (operation === "pow") return Math.max(2, this.#rank(operands[0]));
    if (this.#at(id).binding >= PRODUCT) return 3;
    return this.#graph.reachable([id]).some((part) => this.#graph.node(part).operation === "parameter") ? 4 : 1;
  }

  #power(base: number, exponent: string): Piece {
    const { operation, operands } = this.#graph.node(base);
    if (operation === "sqrt" && /^\d+$/.test(exponent) && exponent !== "1")
      return this.#power(operands[0], halfOf(Number(exponent)));
    if (exponent === "1") return this.#at(base);
    // sin^2(x), not sin(x)^2, which can be misread.
    if (RAISED_NAMES.has(operation) && /^\d+$/.test(exponent)) {
      return {
        tex: `${functionTex(operation)}^{${exponent}}${parenthesised(this.#at(operands[0]).tex)}`,
        binding: ATOM,
      };
    }
    const piece = this.#at(base);
    if ((operation === "logSumExp" || operation === "log1p") && /^\d+$/.test(exponent)) {
      return { tex: piece.tex.replace("\\ln", `\\ln^{${exponent}}`), binding: ATOM };
    }
    // sqrt(x^2 + y^2)^3 has the sum raised, so that no parentheses around a root are needed.
    if (operation === "hypot" && /^\d+$/.test(exponent)) {
      const squares = operands.map((operand) => this.#power(operand, "2").tex).join(" + ");
      const half = halfOf(Number(exponent));
      return half === "1"
        ? { tex: squares, binding: SUM }
        : { tex: `${parenthesised(squares)}^{${half}}`, binding: POWER };
    }
    const isSafe = piece.binding === ATOM && operation !== "cbrt";
    return { tex: `${isSafe ? piece.tex : parenthesised(piece.tex)}^{${exponent}}`, binding: POWER };
  }

  /** An exponent; quotients of numbers on one line. */
  #exponent(id: number): string {
    const fraction = this.#fraction(id);
    return fraction === null ? this.#at(id).tex : fractionTex(...fraction);
  }

  /** A number, or a quotient of two, as numerator and denominator. */
  #fraction(id: number): readonly [number, number] | null {
    const number = this.#graph.numberAt(id);
    if (number !== null) return [number, 1];
    const { operation, operands } = this.#graph.node(id);
    if (operation !== "divide") return null;
    const [a = null, b = null] = operands.map((operand) => this.#graph.numberAt(operand));
    return a === null || b === null ? null : [a, b];
  }

  #exponential(exponent: number): Piece {
    const { operation, operands } = this.#graph.node(exponent);
    if (operation === "subtract" && this.#graph.node(operands[1]).operation === "logSumExp") {
      const all = this.#exponentials(this.#graph.node(operands[1]).operands);
      return { tex: `\\frac{e^{${this.#at(operands[0]).tex}}}{${all}}`, binding: PRODUCT };
    }
    return { tex: `e^{${this.#at(exponent).tex}}`, binding: POWER };
  }

  #exponentials(operands: readonly number[]): string {
    return operands.map((operand) => `e^{${this.#at(operand).tex}}`).join(" + ");
  }

  /** a < b; conditions that are numbers mean "not 0". */
  #condition(id: number): string {
    const { operation, operands } = this.#graph.node(id);
    const [a, b] = operands;
    const sign = SIGNS.get(operation);
    if (operation === "not") {
      const { operation: inner, operands: compared } = this.#graph.node(a);
      const opposite = OPPOSITES.get(inner);
      if (opposite !== undefined)
        return `${this.#inside(compared[0], SUM)} ${opposite} ${this.#inside(compared[1], SUM)}`;
      return `\\lnot ${this.#looseCondition(a)}`;
    }
    if (sign === undefined) return `${this.#inside(id, SUM)} \\ne 0`;
    if (LOGICAL.has(operation))
      return `${this.#looseCondition(a, operation)} ${sign} ${this.#looseCondition(b, operation)}`;
    return `${this.#inside(a, SUM)} ${sign} ${this.#inside(b, SUM)}`;
  }

  /** A condition inside another; "and" within "and" needs no parentheses. */
  #looseCondition(id: number, around?: Operation): string {
    const { operation } = this.#graph.node(id);
    const tex = this.#condition(id);
    return LOGICAL.has(operation) && operation !== around ? parenthesised(tex) : tex;
  }

  /** a ? b : c ? d : e as one list of cases; a ? 1 : 0 as a bracket (Iverson's). */
  #cases(id: number): Piece {
    const rows: { readonly condition: number; readonly value: number }[] = [];
    let rest = id;
    for (;;) {
      const { operation, operands } = this.#graph.node(rest);
      if (operation !== "select") break;
      rows.push({ condition: operands[0], value: operands[1] });
      rest = operands[2];
    }
    if (rows.length === 1 && this.#graph.numberAt(rows[0].value) === 1 && this.#graph.numberAt(rest) === 0) {
      return { tex: `\\left[${this.#condition(rows[0].condition)}\\right]`, binding: ATOM };
    }
    const lines = rows.map((row) => `${this.#at(row.value).tex} & ${this.#condition(row.condition)}`);
    lines.push(`${this.#at(rest).tex} & ${this.#remaining(rows.map((row) => row.condition))}`);
    return { tex: `\\begin{cases} ${lines.join(" \\\\ ")} \\end{cases}`, binding: PRODUCT - 0.5 };
  }

  /** The condition of the last case: the opposite of a comparison, or equality after < and >. */
  #remaining(conditions: readonly number[]): string {
    const nodes = conditions.map((condition) => this.#graph.node(condition));
    const [first, second] = nodes;
    const opposite = OPPOSITES.get(first.operation);
    const sides = () => first.operands.map((operand) => this.#inside(operand, SUM));
    if (nodes.length === 1 && opposite !== undefined) return sides().join(` ${opposite} `);
    const isBoth =
      nodes.length === 2 && `${first.operation} ${second.operation}`.replace("greater", "").trim() === "less";
    if (isBoth && first.operands.join() === second.operands.join()) return sides().join(" = ");
    return `\\text{${this.#otherwise}}`;
  }
}

/** Plain parentheses around what is one line high, growing ones around the rest. */
function parenthesised(tex: string): string {
  return /\\frac|\\begin|\\sqrt|\\left|\^\{[^}]{3,}/.test(tex) ? `\\left(${tex}\\right)` : `(${tex})`;
}

function fractionTex(numerator: number, denominator: number): string {
  return denominator === 1 ? numberTex(numerator) : `${numberTex(numerator)}/${numberTex(denominator)}`;
}

/** n / 2 as an exponent. */
function halfOf(exponent: number): string {
  return exponent % 2 === 0 ? String(exponent / 2) : `${String(exponent)}/2`;
}
