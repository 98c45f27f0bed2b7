import type { Graph } from "./graph.ts";
import { MAX_POWER } from "./operations.ts";
import { apply } from "./simplify.ts";

/**
 * numerator / denominator * product of factor^exponent: the form in which derivatives are collected, because common
 * factors can be seen in it. Exponents are whole and not 0; the denominator is 1 in a graph for computing.
 */
export interface Product {
  readonly numerator: number;
  readonly denominator: number;
  /** Node number to exponent. */
  readonly factors: ReadonlyMap<number, number>;
}

export const ONE: Product = { numerator: 1, denominator: 1, factors: new Map() };

/** A node taken apart into number and factors; sums, functions and leaves are factors themselves. */
export function productOf(graph: Graph, id: number): Product {
  const factors = new Map<number, number>();
  let numerator = 1;
  let denominator = 1;
  const waiting: [number, number][] = [[id, 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [at, exponent] = next;
    const node = graph.node(at);
    const [a, b] = node.operands;
    const isTaken = factors.size + waiting.length < MAX_FACTORS;
    if (node.operation === "number") {
      if (exponent > 0) numerator *= node.value ** exponent;
      else denominator *= node.value ** -exponent;
    } else if (node.operation === "multiply" && isTaken) waiting.push([b, exponent], [a, exponent]);
    else if (node.operation === "divide" && isTaken) waiting.push([b, -exponent], [a, exponent]);
    else if (node.operation === "negate") {
      if (exponent % 2 !== 0) numerator = -numerator;
      waiting.push([a, exponent]);
    } else if (node.operation === "power") waiting.push([a, exponent * node.value]);
    else raise(factors, at, exponent);
  }
  return reduced(graph, numerator, denominator, factors);
}

/** Products of more factors stay one factor: taking them apart would lose what is shared. */
const MAX_FACTORS = 10;

export function times(graph: Graph, a: Product, b: Product): Product {
  if (a.factors.size === 0) return scaled(graph, b, a.numerator, a.denominator);
  if (b.factors.size === 0) return scaled(graph, a, b.numerator, b.denominator);
  const factors = new Map(a.factors);
  for (const [factor, exponent] of b.factors) raise(factors, factor, exponent);
  return reduced(graph, a.numerator * b.numerator, a.denominator * b.denominator, factors);
}

export function scaled(graph: Graph, a: Product, numerator: number, denominator = 1): Product {
  return reduced(graph, a.numerator * numerator, a.denominator * denominator, a.factors);
}

/** A product without one of its factors. */
export function withoutFactor(graph: Graph, a: Product, factor: number, exponent: number): Product {
  const factors = new Map(a.factors);
  raise(factors, factor, -exponent);
  return reduced(graph, a.numerator, a.denominator, factors);
}

export function isZero(a: Product): boolean {
  return a.numerator === 0;
}

/** The same text for products that differ in their number only. */
export function factorKey(a: Product): string {
  return [...a.factors]
    .sort((x, y) => x[0] - y[0])
    .map(([factor, exponent]) => `${String(factor)}^${String(exponent)}`)
    .join(" ");
}

/** The node that computes a product. */
export function productNode(graph: Graph, a: Product): number {
  const above: number[] = [];
  const below: number[] = [];
  for (const [factor, exponent] of [...a.factors].sort((x, y) => x[0] - y[0])) {
    (exponent > 0 ? above : below).push(...powerNodes(graph, factor, Math.abs(exponent)));
  }
  const numerator = chain(graph, above);
  const denominator = chain(graph, below);
  if (a.denominator !== 1) {
    // Only in graphs for reading: \frac{2 x}{3 y} has its number above and below.
    const top = withCoefficient(graph, a.numerator, numerator);
    return apply(graph, "divide", [top, withCoefficient(graph, a.denominator, denominator)]);
  }
  if (denominator === null) return withCoefficient(graph, a.numerator, numerator);
  return apply(graph, "divide", [withCoefficient(graph, a.numerator, numerator), denominator]);
}

function withCoefficient(graph: Graph, coefficient: number, id: number | null): number {
  return id === null ? graph.number(coefficient) : apply(graph, "multiply", [graph.number(coefficient), id]);
}

/** factor^exponent, as one power or, beyond the largest exponent, as several. */
function powerNodes(graph: Graph, factor: number, exponent: number): number[] {
  const nodes: number[] = [];
  let rest = exponent;
  for (; rest > MAX_POWER; rest -= MAX_POWER) nodes.push(graph.make("power", [factor], MAX_POWER));
  nodes.push(rest === 1 ? factor : apply(graph, "power", [factor], rest));
  return nodes;
}

/** The product of nodes in rising order, but first of pairs whose product exists already. */
function chain(graph: Graph, nodes: number[]): number | null {
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const existing = graph.find("multiply", [nodes[i], nodes[j]]);
      if (existing === null) continue;
      nodes.splice(j, 1);
      nodes[i] = existing;
      j = i;
    }
  }
  let result: number | null = null;
  for (const node of nodes) result = result === null ? node : apply(graph, "multiply", [result, node]);
  return result;
}

function raise(factors: Map<number, number>, factor: number, exponent: number): void {
  const sum = (factors.get(factor) ?? 0) + exponent;
  if (sum === 0) factors.delete(factor);
  else factors.set(factor, sum);
}

/**
 * The number in its plainest form: one float for computing, a reduced fraction with a positive denominator for reading, where the
 * square of a root is also what stands under the root.
 */
function reduced(graph: Graph, numerator: number, denominator: number, powers: ReadonlyMap<number, number>): Product {
  const factors = graph.isExact ? withoutRoots(graph, powers) : powers;
  if (denominator === 1) return { numerator, denominator, factors };
  const quotient = numerator / denominator;
  if (!graph.isExact || Number.isInteger(quotient)) return { numerator: quotient, denominator: 1, factors };
  if (!Number.isInteger(numerator) || !Number.isInteger(denominator)) {
    return { numerator: quotient, denominator: 1, factors };
  }
  const divisor = greatestCommonDivisor(Math.abs(numerator), Math.abs(denominator)) * Math.sign(denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor, factors };
}

function withoutRoots(graph: Graph, powers: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const isSquaredRoot = ([id, exponent]: readonly [number, number]) => exponent >= 2 && radicand(graph, id) !== null;
  if (![...powers].some(isSquaredRoot)) return powers;
  const factors = new Map<number, number>();
  for (const [id, exponent] of powers) {
    const inside = exponent >= 2 ? radicand(graph, id) : null;
    if (inside === null) raise(factors, id, exponent);
    else {
      raise(factors, inside, Math.floor(exponent / 2));
      if (exponent % 2 === 1) raise(factors, id, 1);
    }
  }
  return factors;
}

/** What stands under a square root, or null. */
function radicand(graph: Graph, id: number): number | null {
  const { operation, operands } = graph.node(id);
  if (operation === "sqrt") return operands[0];
  if (operation !== "hypot") return null;
  const squares = operands.map((operand) => apply(graph, "power", [operand], 2));
  return squares.reduce((sum, square) => apply(graph, "add", [sum, square]));
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
