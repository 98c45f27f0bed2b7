import type { Graph } from "./graph.ts";
import { BRANCHES } from "./operations.ts";
import { branchDerivative, partials } from "./partials.ts";
import { ONE, productOf, scaled, times, type Product } from "./products.ts";
import { sumNode, sumProduct } from "./sums.ts";

/**
 * The gradient of a node by one reverse sweep: one node per parameter, null where the loss does not depend on it.
 *
 * A branch (a ? b : c, min, max) is one step of the sweep: the gradients of its operands are taken separately and chosen between, so
 * that the branch not taken is never multiplied in. (PyTorch's torch.where does, and gives NaN for 0 * infinity.)
 */
export function gradientNodes(graph: Graph, root: number, dimension: number): (number | null)[] {
  return new ReverseSweep(graph, dimension).gradientOf(root);
}

/**
 * Derivatives of several nodes along one direction, by one forward sweep; null where they are zero everywhere.
 *
 * @param seeds one product per parameter, the direction's entry, or null for 0. A unit vector gives a row of the Hessian from the
 *   gradient's nodes, symbolic entries give the Hessian-vector product.
 */
export function directionalNodes(
  graph: Graph,
  roots: readonly number[],
  seeds: readonly (Product | null)[],
): (number | null)[] {
  const order = graph.reachable(roots);
  const uses = useCounts(graph, order, roots);
  const tangents = new Map<number, readonly Product[]>();
  const materialise = (id: number): number | null => sumNode(graph, tangents.get(id) ?? []);
  const depends = (id: number) => (tangents.get(id) ?? []).length > 0;
  for (const id of order) {
    const { operation, operands, value } = graph.node(id);
    let terms: Product[] = [];
    if (operation === "parameter") {
      const seed = seeds[value];
      if (seed !== null) terms.push(seed);
    } else if (operands.some(depends)) {
      if (BRANCHES.has(operation)) {
        const derivative = branchDerivative(graph, id, operands.map(materialise));
        if (derivative !== null) terms.push(productOf(graph, derivative));
      } else {
        for (const { operand, derivative } of partials(graph, id, depends)) {
          terms.push(...scaledTerms(graph, tangents.get(operand) ?? [], derivative));
        }
      }
      // A sum that is used twice is computed once.
      if (terms.length > 1 && ((uses.get(id) ?? 0) > 1 || terms.length > MAX_OPEN_TERMS)) {
        const total = sumProduct(graph, terms);
        terms = total === null ? [] : [total];
      }
    }
    if (terms.length > 0) tangents.set(id, terms);
  }
  return roots.map(materialise);
}

/** (sum of terms) * factor: multiplied into a single term, else into the sum as one factor. */
function scaledTerms(graph: Graph, terms: readonly Product[], factor: Product): readonly Product[] {
  if (factor === ONE) return terms;
  if (factor.factors.size === 0) return terms.map((term) => scaled(graph, term, factor.numerator, factor.denominator));
  if (terms.length === 1) return [times(graph, terms[0], factor)];
  const total = sumProduct(graph, terms);
  return total === null ? [] : [times(graph, total, factor)];
}

/** Longer open sums are closed, so that chains of additions stay linear in cost. */
const MAX_OPEN_TERMS = 24;

function useCounts(graph: Graph, order: readonly number[], roots: readonly number[]): Map<number, number> {
  const uses = new Map<number, number>();
  const count = (id: number) => uses.set(id, (uses.get(id) ?? 0) + 1);
  for (const id of order) graph.node(id).operands.forEach(count);
  roots.forEach(count);
  return uses;
}

class ReverseSweep {
  readonly #graph: Graph;
  readonly #dimension: number;
  readonly #gradients = new Map<number, (number | null)[]>();

  constructor(graph: Graph, dimension: number) {
    this.#graph = graph;
    this.#dimension = dimension;
  }

  gradientOf(root: number): (number | null)[] {
    const known = this.#gradients.get(root);
    if (known !== undefined) return known;
    const graph = this.#graph;
    const order = graph.reachable([root], (node) => BRANCHES.has(node.operation));
    const branchGradients = new Map<number, (number | null)[]>();
    for (const id of order)
      if (BRANCHES.has(graph.node(id).operation)) branchGradients.set(id, this.#branchGradient(id));
    const depends = this.#dependency(order, branchGradients);

    const outputs = Array.from({ length: this.#dimension }, (): Product[] => []);
    const adjoints = new Map<number, Product[]>([[root, [ONE]]]);
    for (const id of order.reverse()) {
      const arriving = adjoints.get(id);
      if (arriving === undefined || !depends(id)) continue;
      const node = graph.node(id);
      if (node.operation === "parameter") {
        outputs[node.value].push(...arriving);
        continue;
      }
      const adjoint = sumProduct(graph, arriving);
      if (adjoint === null) continue;
      const branches = branchGradients.get(id);
      if (branches !== undefined) {
        branches.forEach((branch, index) => {
          if (branch !== null) outputs[index].push(times(graph, adjoint, productOf(graph, branch)));
        });
        continue;
      }
      for (const { operand, derivative } of partials(graph, id, depends)) {
        if (!depends(operand)) continue;
        const contribution = times(graph, adjoint, derivative);
        const present = adjoints.get(operand);
        if (present === undefined) adjoints.set(operand, [contribution]);
        else present.push(contribution);
      }
    }
    const gradient = outputs.map((terms) => sumNode(graph, terms));
    this.#gradients.set(root, gradient);
    return gradient;
  }

  /** The gradient of a branch from the gradients of its operands; a condition has none. */
  #branchGradient(id: number): (number | null)[] {
    const { operation, operands } = this.#graph.node(id);
    const none = Array.from({ length: this.#dimension }, () => null);
    const gradients = operands.map((operand, index) =>
      operation === "select" && index === 0 ? none : this.gradientOf(operand),
    );
    return Array.from({ length: this.#dimension }, (_, parameter) =>
      branchDerivative(
        this.#graph,
        id,
        gradients.map((gradient) => gradient[parameter]),
      ),
    );
  }

  /** Which nodes of the sweep depend on any parameter in a differentiable way. */
  #dependency(order: readonly number[], branches: ReadonlyMap<number, (number | null)[]>): (id: number) => boolean {
    const dependent = new Set<number>();
    for (const id of order) {
      const { operation, operands } = this.#graph.node(id);
      const branch = branches.get(id);
      const isDependent =
        branch === undefined
          ? operation === "parameter" || operands.some((operand) => dependent.has(operand))
          : branch.some((entry) => entry !== null);
      if (isDependent) dependent.add(id);
    }
    return (id) => dependent.has(id);
  }
}

/** A node for a derivative that may be zero everywhere. */
export function nodeOrZero(graph: Graph, id: number | null): number {
  return id ?? graph.number(0);
}

/** The product seeds of a unit vector. */
export function unitDirection(dimension: number, index: number): (Product | null)[] {
  return Array.from({ length: dimension }, (_, entry) => (entry === index ? ONE : null));
}

/** The product seeds of a direction whose entries are given when the code runs. */
export function symbolicDirection(graph: Graph, dimension: number): Product[] {
  return Array.from({ length: dimension }, (_, index) => productOf(graph, graph.make("direction", [], index)));
}
