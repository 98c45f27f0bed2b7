import type { Graph } from "./graph.ts";
import { BRANCHES, type Operation } from "./operations.ts";
import { ONE, productOf, scaled, type Product } from "./products.ts";
import { apply } from "./simplify.ts";
import { sumNode } from "./sums.ts";

/** The derivative of a node with respect to one of its operands. */
export interface Partial {
  readonly operand: number;
  readonly derivative: Product;
}

/**
 * The derivatives of a node with respect to its operands, as products; operands that are left out have derivative 0.
 * `depends` tells which operands matter. Branches (a ? b : c, min, max) are not here but in {@link branchDerivative}.
 *
 * Conventions where a function has no derivative, PyTorch's unless said otherwise:
 *
 *   abs'(0) = sign'(x) = floor'(x) = ceil'(x) = round'(x) = 0;  relu'(0) = 0;  leaky_relu'(0) = its slope;
 *   mod(x, y): 1 and -floor(x / y), also at the jumps;
 *   x^y at x = 0: by y it is 0 for y >= 0; by x it is 0 for y = 0;
 *   hypot and atan2 at the origin: 0 (torch.linalg.norm's choice; torch.hypot and torch.atan2 give NaN).
 */
export function partials(graph: Graph, id: number, depends: (id: number) => boolean): readonly Partial[] {
  // Only x^y looks at what depends on what; the rest is the same for every direction of a Hessian.
  if (graph.node(id).operation === "pow") return powPartials(graph, id, depends);
  let known = KNOWN.get(graph);
  if (known === undefined) KNOWN.set(graph, (known = new Map<number, readonly Partial[]>()));
  let result = known.get(id);
  if (result === undefined) known.set(id, (result = derive(graph, id)));
  return result;
}

const KNOWN = new WeakMap<Graph, Map<number, readonly Partial[]>>();

function derive(graph: Graph, id: number): Partial[] {
  const node = graph.node(id);
  const [a, b] = node.operands;
  const make = (operation: Operation, ...operands: number[]) => apply(graph, operation, operands);
  const number = (value: number) => graph.number(value);
  const of = (operand: number, derivative: number): Partial => ({ operand, derivative: productOf(graph, derivative) });
  const square = (operand: number) => apply(graph, "power", [operand], 2);

  switch (node.operation) {
    case "add":
      return [
        { operand: a, derivative: ONE },
        { operand: b, derivative: ONE },
      ];
    case "subtract":
      return [
        { operand: a, derivative: ONE },
        { operand: b, derivative: scaled(graph, ONE, -1) },
      ];
    case "negate":
      return [{ operand: a, derivative: scaled(graph, ONE, -1) }];
    case "multiply":
      return [of(a, b), of(b, a)];
    case "divide":
      return [of(a, make("divide", number(1), b)), of(b, make("negate", make("divide", a, square(b))))];
    case "power":
      return [
        of(a, make("multiply", number(node.value), node.value === 2 ? a : apply(graph, "power", [a], node.value - 1))),
      ];
    case "sin":
      return [of(a, make("cos", a))];
    case "cos":
      return [of(a, make("negate", make("sin", a)))];
    case "tan":
      return [of(a, make("add", square(id), number(1)))];
    case "sec":
      return [of(a, make("multiply", id, make("tan", a)))];
    case "csc":
      return [of(a, make("negate", make("multiply", id, make("cot", a))))];
    case "cot":
      return [of(a, make("negate", make("add", square(id), number(1))))];
    case "asin":
      return [of(a, make("divide", number(1), make("sqrt", make("subtract", number(1), square(a)))))];
    case "acos":
      return [of(a, make("divide", number(-1), make("sqrt", make("subtract", number(1), square(a)))))];
    case "atan":
      return [of(a, make("divide", number(1), make("add", square(a), number(1))))];
    case "sinh":
      return [of(a, make("cosh", a))];
    case "cosh":
      return [of(a, make("sinh", a))];
    case "tanh":
      return [of(a, make("subtract", number(1), square(id)))];
    case "asinh":
      return [of(a, make("divide", number(1), make("sqrt", make("add", square(a), number(1)))))];
    case "acosh":
      return [of(a, make("divide", number(1), make("sqrt", make("subtract", square(a), number(1)))))];
    case "atanh":
      return [of(a, make("divide", number(1), make("subtract", number(1), square(a))))];
    case "exp":
      return [of(a, id)];
    case "log":
      return [of(a, make("divide", number(1), a))];
    case "log2":
    case "log10": {
      const base = make("log", number(node.operation === "log2" ? 2 : 10));
      return [of(a, make("divide", number(1), make("multiply", base, a)))];
    }
    case "log1p":
      return [of(a, make("divide", number(1), make("add", a, number(1))))];
    case "expm1":
      return [of(a, make("exp", a))];
    case "sqrt":
      return [of(a, make("divide", number(1), make("multiply", number(2), id)))];
    case "cbrt":
      return [of(a, make("divide", number(1), make("multiply", number(3), square(id))))];
    case "abs":
      return [of(a, make("sign", a))];
    case "mod":
      return [{ operand: a, derivative: ONE }, of(b, make("negate", make("floor", make("divide", a, b))))];
    case "hypot":
      return node.operands.map((operand) => of(operand, unlessZero(graph, id, make("divide", operand, id))));
    case "atan2": {
      const squares = make("add", square(b), square(a));
      const along = (operand: number) => unlessZero(graph, squares, make("divide", operand, squares));
      return [of(a, along(b)), of(b, make("negate", along(a)))];
    }
    case "erf":
    case "erfc": {
      const bell = make("exp", make("negate", square(a)));
      const factor = make("divide", number(node.operation === "erf" ? 2 : -2), make("sqrt", pi(graph)));
      return [of(a, make("multiply", factor, bell))];
    }
    case "normalCdf":
      return [of(a, normalDensity(graph, a))];
    case "sigmoid":
      return [of(a, make("multiply", id, mirrored(graph, a, id)))];
    case "softplus":
      return [of(a, make("sigmoid", a))];
    case "relu":
      return [of(a, make("select", make("greater", a, number(0)), number(1), number(0)))];
    case "leakyRelu": {
      const isPositive = make("greater", a, number(0));
      return [of(a, make("select", isPositive, number(1), b)), of(b, make("select", isPositive, number(0), a))];
    }
    case "gelu":
      return [of(a, make("add", make("normalCdf", a), make("multiply", a, normalDensity(graph, a))))];
    case "silu": {
      const s = make("sigmoid", a);
      return [of(a, make("multiply", s, make("add", make("multiply", a, mirrored(graph, a, s)), number(1))))];
    }
    case "logSumExp":
      return node.operands.map((operand, index) => of(operand, share(graph, id, index)));
    default:
      return [];
  }
}

/**
 * The derivative of a branch from the derivatives of its operands (null: zero everywhere), or null.
 *
 * The branch not taken does not enter, not even as 0 times infinity. Of several equal smallest or largest operands
 * each gives an equal share (torch.amax; for two operands torch.maximum). At the edge of a condition the branch that is taken counts.
 */
export function branchDerivative(graph: Graph, id: number, derivatives: readonly (number | null)[]): number | null {
  const { operation, operands } = graph.node(id);
  const zero = graph.number(0);
  if (operation === "select") {
    const [, whenTrue = null, whenFalse = null] = derivatives;
    if (whenTrue === null && whenFalse === null) return null;
    return apply(graph, "select", [operands[0], whenTrue ?? zero, whenFalse ?? zero]);
  }
  if (!BRANCHES.has(operation) || derivatives.every((derivative) => derivative === null)) return null;
  const terms = derivatives.map((derivative) => derivative ?? zero);
  if (operands.length === 2) {
    const [a, b] = operands;
    const isFirst = apply(graph, operation === "max" ? "greater" : "less", [a, b]);
    const isSecond = apply(graph, operation === "max" ? "less" : "greater", [a, b]);
    const both =
      sumNode(
        graph,
        terms.map((term) => scaled(graph, productOf(graph, term), 1, 2)),
      ) ?? zero;
    return apply(graph, "select", [isFirst, terms[0], apply(graph, "select", [isSecond, terms[1], both])]);
  }
  const isChosen = operands.map((operand) => apply(graph, "equal", [operand, id]));
  const sum = (nodes: number[]) => nodes.reduce((total, node) => apply(graph, "add", [total, node]));
  const chosen = sum(terms.map((term, index) => apply(graph, "select", [isChosen[index], term, zero])));
  return apply(graph, "divide", [chosen, sum(isChosen)]);
}

/**
 * x^y: y x^(y - 1) and x^y log(x), with the limits at x = 0 stated above. Graphs for reading leave those out and have y x^y / x, whose
 * powers the printer joins.
 */
function powPartials(graph: Graph, id: number, depends: (id: number) => boolean): Partial[] {
  const [a, b] = graph.node(id).operands;
  const result: Partial[] = [];
  const isExponentFixed = !depends(b);
  if (depends(a)) {
    const lower = graph.isExact ? apply(graph, "divide", [id, a]) : lowered(graph, a, b);
    let derivative = apply(graph, "multiply", [b, lower]);
    if (!isExponentFixed && !graph.isExact) {
      const isOrigin = apply(graph, "and", [isNumber(graph, a, 0), isNumber(graph, b, 0)]);
      derivative = apply(graph, "select", [isOrigin, graph.number(0), derivative]);
    }
    result.push({ operand: a, derivative: productOf(graph, derivative) });
  }
  if (!isExponentFixed) {
    let derivative = apply(graph, "multiply", [id, apply(graph, "log", [a])]);
    if (!graph.isExact) {
      const isEdge = apply(graph, "and", [isNumber(graph, a, 0), apply(graph, "greaterEqual", [b, graph.number(0)])]);
      derivative = apply(graph, "select", [isEdge, graph.number(0), derivative]);
    }
    result.push({ operand: b, derivative: productOf(graph, derivative) });
  }
  return result;
}

/** x^(y - 1) */
function lowered(graph: Graph, base: number, exponent: number): number {
  return apply(graph, "pow", [base, apply(graph, "subtract", [exponent, graph.number(1)])]);
}

function isNumber(graph: Graph, id: number, value: number): number {
  return apply(graph, "equal", [id, graph.number(value)]);
}

/** A quotient, or 0 where its divisor is 0. Graphs for reading show the quotient alone. */
function unlessZero(graph: Graph, divisor: number, quotient: number): number {
  if (graph.isExact) return quotient;
  return apply(graph, "select", [isNumber(graph, divisor, 0), graph.number(0), quotient]);
}

/** 1 - sigmoid(x), without the cancellation: to the right of x = 37 the difference is 0. Graphs for reading show it. */
function mirrored(graph: Graph, x: number, sigmoid: number): number {
  if (graph.isExact) return apply(graph, "subtract", [graph.number(1), sigmoid]);
  return apply(graph, "sigmoid", [apply(graph, "negate", [x])]);
}

/**
 * An operand's share of the sum of exponentials, exp(x_i - logSumExp). Of two operands it is sigmoid(x_i - x_j), which does
 * not lose the digits that large operands leave no room for. Graphs for reading have the one form.
 */
function share(graph: Graph, id: number, index: number): number {
  const { operands } = graph.node(id);
  if (graph.isExact || operands.length !== 2) {
    return apply(graph, "exp", [apply(graph, "subtract", [operands[index], id])]);
  }
  return apply(graph, "sigmoid", [apply(graph, "subtract", [operands[index], operands[1 - index]])]);
}

/** exp(-x^2 / 2) / sqrt(2 pi). */
function normalDensity(graph: Graph, x: number): number {
  const half = apply(graph, "divide", [apply(graph, "power", [x], 2), graph.number(2)]);
  const bell = apply(graph, "exp", [apply(graph, "negate", [half])]);
  const width = apply(graph, "sqrt", [apply(graph, "multiply", [graph.number(2), pi(graph)])]);
  return apply(graph, "divide", [bell, width]);
}

function pi(graph: Graph): number {
  return graph.isExact ? graph.make("pi") : graph.number(Math.PI);
}
