import type { Graph } from "./graph.ts";
import {
  factorKey,
  greatestCommonDivisor,
  isZero,
  ONE,
  productNode,
  productOf,
  scaled,
  times,
  withoutFactor,
  type Product,
} from "./products.ts";
import { apply } from "./simplify.ts";

/**
 * The node of a sum of products, null for an empty one (a derivative that is zero everywhere).
 *
 * Terms that differ in their number only are one term; terms whose numbers cancel are dropped, and so are products with a
 * zero. **This assumes that the factors are finite**: 0 * x is 0 for every finite x. It is applied to derivatives only, never to
 * what a person typed, so a value shows its infinities and NaNs while a derivative of a part that does not depend on a parameter is 0.
 *
 * A graph for computing takes common factors out (fewer operations: a x + b x = (a + b) x); one for reading takes out common
 * sums and functions only, and multiplies a number into a sum where terms then merge, as a textbook would.
 */
export function sumNode(graph: Graph, terms: readonly Product[]): number | null {
  const collected = rearranged(graph, collect(graph, terms));
  if (collected.length === 0) return null;
  if (collected.length === 1) return productNode(graph, collected[0]);
  if (graph.isExact) return chain(graph, inTextbookOrder(graph, collected));
  const content = contentOf(collected);
  const sorted = collected.map((term) => scaled(graph, term, 1, content)).sort((a, b) => compareProducts(a, b));
  const sum = chain(graph, sorted);
  return content === 1 ? sum : apply(graph, "multiply", [graph.number(content), sum]);
}

/** The sum as a product, for sums that are factors themselves; null for an empty sum. */
export function sumProduct(graph: Graph, terms: readonly Product[]): Product | null {
  if (terms.length === 0) return null;
  if (terms.length === 1) return isZero(terms[0]) ? null : terms[0];
  const id = sumNode(graph, terms);
  if (id === null) return null;
  return graph.isExact ? primitivePart(graph, id) : productOf(graph, id);
}

/** Factoring compares all terms with each other; longer sums are sparse in common factors anyway. */
const MAX_FACTORED_TERMS = 200;

/** Terms with common factors taken out and, for reading, with sums opened that merge with others. */
function rearranged(graph: Graph, terms: Product[]): Product[] {
  if (terms.length < 2 || terms.length > MAX_FACTORED_TERMS) return terms;
  const together = factored(graph, terms);
  if (!graph.isExact) return together;
  const opened = withMergingSumsOpened(graph, together);
  return opened === together ? together : factored(graph, opened);
}

function collect(graph: Graph, terms: readonly Product[]): Product[] {
  const byFactors = new Map<string, Product>();
  for (const term of terms) {
    const key = factorKey(term);
    const present = byFactors.get(key);
    byFactors.set(key, present === undefined ? term : sumOfNumbers(graph, present, term));
  }
  return [...byFactors.values()].filter((term) => !isZero(term));
}

function sumOfNumbers(graph: Graph, a: Product, b: Product): Product {
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  return scaled(graph, { numerator: 1, denominator: 1, factors: a.factors }, numerator, a.denominator * b.denominator);
}

/** 4 (x + y) + 8 x is 12 x + 4 y: numbers are multiplied into sums where terms then merge. */
function withMergingSumsOpened(graph: Graph, terms: Product[]): Product[] {
  let current = terms;
  for (let i = 0; i < current.length; i += 1) {
    const opened = openedSum(graph, current[i]);
    if (opened === null) continue;
    const candidate = collect(graph, [...current.slice(0, i), ...opened, ...current.slice(i + 1)]);
    if (candidate.length > current.length - 2 + opened.length) continue;
    current = candidate;
    i = -1;
  }
  // Two sums may merge with each other only when both are open.
  const all = current.flatMap((term) => openedSum(graph, term) ?? [term]);
  const merged = collect(graph, all);
  return merged.length < all.length ? merged : current;
}

/** The terms of number * sum, or null for every other product. */
function openedSum(graph: Graph, term: Product): Product[] | null {
  if (term.factors.size !== 1) return null;
  const [[factor, exponent]] = term.factors;
  if (exponent !== 1 || !isSum(graph, factor)) return null;
  const opened: Product[] = [];
  const waiting: [number, number][] = [[factor, 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [id, sign] = next;
    const { operation, operands } = graph.node(id);
    if (operation === "add") waiting.push([operands[1], sign], [operands[0], sign]);
    else if (operation === "subtract") waiting.push([operands[1], -sign], [operands[0], sign]);
    else opened.push(times(graph, { ...term, factors: ONE.factors }, scaled(graph, productOf(graph, id), sign)));
  }
  return opened;
}

export function isSum(graph: Graph, id: number): boolean {
  const { operation } = graph.node(id);
  return operation === "add" || operation === "subtract";
}

/** Takes the factor that most terms share out of them, again and again. */
function factored(graph: Graph, terms: Product[]): Product[] {
  let current = terms;
  for (let common = commonFactor(graph, current); common !== null; common = commonFactor(graph, current)) {
    const { factor, exponent } = common;
    const sharing: Product[] = [];
    const others: Product[] = [];
    for (const term of current) (sharesSign(term, factor, exponent) ? sharing : others).push(term);
    const rest = sumNode(
      graph,
      sharing.map((term) => withoutFactor(graph, term, factor, exponent)),
    );
    if (rest === null) {
      current = others;
      continue;
    }
    const outside: Product = { numerator: 1, denominator: 1, factors: new Map([[factor, exponent]]) };
    const inside = graph.isExact ? primitivePart(graph, rest) : productOf(graph, rest);
    const product = times(graph, outside, inside);
    current = collect(graph, [product, ...others]);
  }
  return current;
}

/**
 * The factor in the largest number of terms (at least two) and the power to take out: the one that all of these have, but for
 * reading the common denominator. Of equals the latest node.
 */
function commonFactor(graph: Graph, terms: readonly Product[]): { factor: number; exponent: number } | null {
  const counts = new Map<string, { factor: number; sign: number; count: number; exponent: number }>();
  for (const term of terms) {
    for (const [factor, exponent] of term.factors) {
      if (graph.isExact && graph.node(factor).operands.length === 0) continue;
      const sign = Math.sign(exponent);
      const key = `${String(sign)} ${String(factor)}`;
      const entry = counts.get(key);
      if (entry === undefined) counts.set(key, { factor, sign, count: 1, exponent });
      else {
        entry.count += 1;
        const isBetter = graph.isExact ? exponent < entry.exponent : Math.abs(exponent) < Math.abs(entry.exponent);
        if (isBetter) entry.exponent = exponent;
      }
    }
  }
  let best: { factor: number; count: number; exponent: number } | null = null;
  for (const entry of counts.values()) {
    if (entry.count < 2) continue;
    if (best === null || entry.count > best.count || (entry.count === best.count && entry.factor > best.factor))
      best = entry;
  }
  return best;
}

function sharesSign(term: Product, factor: number, exponent: number): boolean {
  return Math.sign(term.factors.get(factor) ?? 0) === Math.sign(exponent);
}

/** 2 x y - 2 x as 2 x (y - 1): the whole number and the letters that divide every term of a sum, taken out. */
function primitivePart(graph: Graph, id: number): Product {
  const terms = openedSum(graph, { numerator: 1, denominator: 1, factors: new Map([[id, 1]]) });
  if (terms === null) return productOf(graph, id);
  const size = terms.every((term) => term.denominator === 1 && Number.isInteger(term.numerator))
    ? terms.reduce((divisor, term) => greatestCommonDivisor(divisor, Math.abs(term.numerator)), 0)
    : 1;
  const content = terms.every((term) => term.numerator < 0) ? -size : size;
  const letters = new Map<number, number>();
  for (const factor of terms[0].factors.keys()) {
    if (graph.node(factor).operands.length > 0) continue;
    const exponents = terms.map((term) => term.factors.get(factor) ?? 0);
    const isShared = exponents.every((exponent) => exponent > 0) || exponents.every((exponent) => exponent < 0);
    if (isShared) letters.set(factor, Math.min(...exponents));
  }
  if (content === 1 && letters.size === 0) return productOf(graph, id);
  const outside: Product = { numerator: content, denominator: 1, factors: letters };
  const inside = terms.map((term) => {
    let quotient = scaled(graph, term, 1, content);
    for (const [factor, exponent] of letters) quotient = withoutFactor(graph, quotient, factor, exponent);
    return quotient;
  });
  const rest = sumNode(graph, inside);
  return rest === null ? { ...ONE, numerator: 0 } : times(graph, outside, productOf(graph, rest));
}

/** The number that can be taken out of all terms so that whole numbers, one of them 1, are left; 1 if there is none. */
function contentOf(terms: readonly Product[]): number {
  const numbers = terms.map((term) => term.numerator);
  const smallest = Math.min(...numbers.map(Math.abs));
  if (!numbers.every((number) => Number.isInteger(number / smallest))) return 1;
  return numbers.every((number) => number < 0) ? -smallest : smallest;
}

/** The sum in the order given, but led by a positive term where there is one, so that no sum begins with a minus. */
function chain(graph: Graph, terms: readonly Product[]): number {
  const lead = Math.max(
    0,
    terms.findIndex((term) => term.numerator > 0),
  );
  let result = productNode(graph, terms[lead]);
  terms.forEach((term, index) => {
    if (index === lead) return;
    const isNegative = term.numerator < 0;
    const size = productNode(graph, isNegative ? scaled(graph, term, -1) : term);
    result = apply(graph, isNegative ? "subtract" : "add", [result, size]);
  });
  return result;
}

/** Textbook order: falling degree, the first letters first, plain numbers at the end. */
function inTextbookOrder(graph: Graph, terms: readonly Product[]): Product[] {
  const degree = (term: Product) => {
    let sum = 0;
    for (const [factor, exponent] of term.factors) {
      const { operation, operands } = graph.node(factor);
      if (operands.length > 0 || operation === "parameter") sum += exponent;
    }
    return sum;
  };
  return terms.toSorted((a, b) => {
    const isNumber = Number(a.factors.size === 0) - Number(b.factors.size === 0);
    return isNumber || degree(b) - degree(a) || compareProducts(a, b);
  });
}

/** An order that depends on the factors only, so that equal sums become the same node; plain numbers come last. */
function compareProducts(a: Product, b: Product): number {
  if (a.factors.size === 0 || b.factors.size === 0) return b.factors.size - a.factors.size;
  const x = [...a.factors.keys()].sort((p, q) => p - q);
  const y = [...b.factors.keys()].sort((p, q) => p - q);
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    if (x[i] !== y[i]) return x[i] - y[i];
    const exponents = (a.factors.get(x[i]) ?? 0) - (b.factors.get(y[i]) ?? 0);
    if (exponents !== 0) return exponents;
  }
  return x.length - y.length;
}
