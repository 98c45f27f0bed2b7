import type { Graph } from "./graph.ts";
import { COMPARISONS, MAX_POWER, OPERATION_FORMS, isComputed, type Operation } from "./operations.ts";

/**
 * The node of an operation on operands, simplified where that changes the value by rounding at most, **for every input, infinite and
 * NaN ones included**:
 *
 *   numbers are computed; x + 0, x - 0, 1 x, x / 1, x^1 are x; -(-x) is x; a + (-b) is a - b; c (d x) is (c d) x for numbers
 *   of ordinary size; x / 2^k is an exact product; x x is x^2; x^n for whole n up to 16 is multiplied out; x^0.5 is sqrt(x);
 *   e^x is exp(x), without the error of the rounded e.
 *
 * Not simplified, since it would hide an infinity or NaN: 0 x, x - x, x / x, 0 / x. The derivatives do drop products with a zero
 * that comes from a derivative (sums.ts says under which assumption). The sign of a zero is not kept (x + 0 is 0 for x = -0), nor is
 * (-Infinity)^0.5, which Math.pow calls Infinity and sqrt calls NaN.
 */
export function apply(graph: Graph, operation: Operation, operands: readonly number[], value = 0): number {
  const folded = fold(graph, operation, operands);
  if (folded !== null) return folded;
  const [a, b] = operands;
  switch (operation) {
    case "add":
      return add(graph, a, b);
    case "subtract":
      return subtract(graph, a, b);
    case "negate":
      return negate(graph, a);
    case "multiply":
      return multiply(graph, a, b);
    case "divide":
      return divide(graph, a, b);
    case "power":
      return power(graph, a, value);
    case "pow":
      return pow(graph, a, b);
    case "log":
      if (graph.node(a).operation === "e") return graph.number(1);
      break;
    case "select": {
      const condition = graph.numberAt(a);
      if (b === operands[2]) return b;
      if (condition !== null) return condition ? b : operands[2];
      break;
    }
    default:
  }
  return graph.make(operation, operands, value);
}

/** The value of an operation on numbers as a number node, or null. In a graph for reading only plain arithmetic that stays exact. */
function fold(graph: Graph, operation: Operation, operands: readonly number[]): number | null {
  if (operands.length === 0 || !isComputed(operation)) return null;
  const numbers = operands.map((operand) => graph.numberAt(operand));
  if (!isAllNumbers(numbers)) return null;
  const result = OPERATION_FORMS[operation].evaluate(...numbers);
  if (graph.isExact) {
    const isArithmetic =
      operation === "add" || operation === "subtract" || operation === "multiply" || operation === "negate";
    const isWholeQuotient = operation === "divide" && Number.isInteger(result);
    if (!isArithmetic && !isWholeQuotient && !COMPARISONS.has(operation)) return null;
  }
  return graph.number(result);
}

function isAllNumbers(values: (number | null)[]): values is number[] {
  return values.every((value) => value !== null);
}

function add(graph: Graph, a: number, b: number): number {
  if (graph.numberAt(a) === 0) return b;
  if (graph.numberAt(b) === 0) return a;
  const second = graph.node(b);
  if (second.operation === "negate") return subtract(graph, a, second.operands[0]);
  const first = graph.node(a);
  if (first.operation === "negate") return subtract(graph, b, first.operands[0]);
  return graph.make("add", [a, b]);
}

function subtract(graph: Graph, a: number, b: number): number {
  if (graph.numberAt(b) === 0) return a;
  if (graph.numberAt(a) === 0) return negate(graph, b);
  const second = graph.node(b);
  if (second.operation === "negate") return add(graph, a, second.operands[0]);
  return graph.make("subtract", [a, b]);
}

function negate(graph: Graph, a: number): number {
  const number = graph.numberAt(a);
  if (number !== null) return graph.number(-number);
  const node = graph.node(a);
  if (node.operation === "negate") return node.operands[0];
  return graph.make("negate", [a]);
}

function multiply(graph: Graph, a: number, b: number): number {
  if (graph.numberAt(b) !== null && graph.numberAt(a) === null) return multiply(graph, b, a);
  const coefficient = graph.numberAt(a);
  if (coefficient === 1) return b;
  if (coefficient === -1) return negate(graph, b);
  const first = graph.node(a);
  const second = graph.node(b);
  if (first.operation === "negate") return negate(graph, multiply(graph, first.operands[0], b));
  if (second.operation === "negate") return negate(graph, multiply(graph, a, second.operands[0]));
  if (coefficient !== null && second.operation === "multiply") {
    const inner = graph.numberAt(second.operands[0]);
    if (inner !== null && isOrdinary(coefficient * inner) && isOrdinary(inner)) {
      return multiply(graph, graph.number(coefficient * inner), second.operands[1]);
    }
  }
  if (a === b) return power(graph, a, 2);
  const raised = raiseByOne(graph, a, b) ?? raiseByOne(graph, b, a);
  return raised ?? graph.make("multiply", [a, b]);
}

/** a * b where a is b^n, as b^(n + 1). */
function raiseByOne(graph: Graph, a: number, b: number): number | null {
  const node = graph.node(a);
  if (node.operation !== "power" || node.operands[0] !== b || node.value >= MAX_POWER) return null;
  return graph.make("power", [b], node.value + 1);
}

/** Numbers whose products neither overflow nor underflow early: regrouping them changes rounding only. */
function isOrdinary(value: number): boolean {
  const size = Math.abs(value);
  return size > 1e-100 && size < 1e100;
}

function divide(graph: Graph, a: number, b: number): number {
  const divisor = graph.numberAt(b);
  if (divisor === 1) return a;
  if (divisor === -1) return negate(graph, a);
  if (divisor !== null && !graph.isExact && isOrdinary(divisor) && isPowerOfTwo(Math.abs(divisor))) {
    return multiply(graph, graph.number(1 / divisor), a);
  }
  const first = graph.node(a);
  if (first.operation === "negate") return negate(graph, divide(graph, first.operands[0], b));
  const second = graph.node(b);
  if (second.operation === "negate") return negate(graph, divide(graph, a, second.operands[0]));
  return graph.make("divide", [a, b]);
}

function isPowerOfTwo(value: number): boolean {
  return 2 ** Math.round(Math.log2(value)) === value;
}

function power(graph: Graph, base: number, exponent: number): number {
  const number = graph.numberAt(base);
  if (number !== null && !graph.isExact) return graph.number(wholePower(number, exponent));
  const node = graph.node(base);
  // (-a)^2 is a^2 to the last bit.
  if (node.operation === "negate") {
    const positive = power(graph, node.operands[0], exponent);
    return exponent % 2 === 0 ? positive : negate(graph, positive);
  }
  return graph.make("power", [base], exponent);
}

/** x^n as the generated code computes it: squares and one product (see powers.ts). */
function wholePower(x: number, exponent: number): number {
  if (exponent === 1) return x;
  if (exponent % 2 === 1) return wholePower(x, exponent - 1) * x;
  const half = wholePower(x, exponent / 2);
  return half * half;
}

function pow(graph: Graph, base: number, exponent: number): number {
  const number = graph.numberAt(exponent);
  if (graph.numberAt(base) === Math.E) return apply(graph, "exp", [exponent]);
  if (number === null) return graph.make("pow", [base, exponent]);
  if (number === 0) return graph.number(1);
  if (number === 1) return base;
  if (Number.isInteger(number) && Math.abs(number) <= MAX_POWER) {
    const size = Math.abs(number);
    const positive = size === 1 ? base : power(graph, base, size);
    return number > 0 ? positive : divide(graph, graph.number(1), positive);
  }
  if (number === 0.5) return apply(graph, "sqrt", [base]);
  if (number === -0.5) return divide(graph, graph.number(1), apply(graph, "sqrt", [base]));
  return graph.make("pow", [base, exponent]);
}
