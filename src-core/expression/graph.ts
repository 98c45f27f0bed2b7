import { COMMUTATIVE, type Operation } from "./operations.ts";

/**
 * An expression as numbered nodes in which equal subexpressions are one node.
 *
 * A node's operands have smaller numbers than itself, so the numbers in rising order are an order of evaluation and no walk over a
 * graph needs recursion. `value` holds a number's value, the index of a parameter, constant or direction, or the
 * exponent of a power; else it is 0.
 *
 * A graph is either for reading (`isExact`: numbers stay as they were typed, 1/3 stays a quotient, constants stay names) or for
 * computing (all arithmetic on numbers is done).
 */
export class Graph {
  readonly isExact: boolean;
  readonly #nodes: GraphNode[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(options: { readonly isExact: boolean }) {
    this.isExact = options.isExact;
  }

  get size(): number {
    return this.#nodes.length;
  }

  node(id: number): GraphNode {
    return this.#nodes[id];
  }

  /** The node of this operation on these operands: the existing one, or a new one. Nothing is simplified. */
  make(operation: Operation, operands: readonly number[] = NO_OPERANDS, value = 0): number {
    const key = keyOf(operation, operands, value);
    const existing = this.#numbers.get(key);
    if (existing !== undefined) return existing;
    const id = this.#nodes.length;
    this.#nodes.push({ operation, operands, value });
    this.#numbers.set(key, id);
    return id;
  }

  /** The number of an existing node, or null. */
  find(operation: Operation, operands: readonly number[], value = 0): number | null {
    return this.#numbers.get(keyOf(operation, operands, value)) ?? null;
  }

  number(value: number): number {
    return this.make("number", NO_OPERANDS, value);
  }

  /** The value of a number node, or null. */
  numberAt(id: number): number | null {
    const node = this.#nodes[id];
    return node.operation === "number" ? node.value : null;
  }

  /** All nodes that the roots need, operands first. `stopAt` names nodes whose operands are not looked at. */
  reachable(roots: readonly number[], stopAt?: (node: GraphNode, id: number) => boolean): number[] {
    const seen = new Set(roots);
    const waiting = [...seen];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const node = this.#nodes[id];
      if (stopAt?.(node, id) === true) continue;
      for (const operand of node.operands) {
        if (seen.has(operand)) continue;
        seen.add(operand);
        waiting.push(operand);
      }
    }
    return [...seen].sort((a, b) => a - b);
  }
}

export interface GraphNode {
  readonly operation: Operation;
  readonly operands: readonly number[];
  readonly value: number;
}

const NO_OPERANDS: readonly number[] = [];

function keyOf(operation: Operation, operands: readonly number[], value: number): string {
  // -0 and 0 are different numbers: 1 / -0 is not 1 / 0.
  const valueKey = Object.is(value, -0) ? "-0" : String(value);
  if (operands.length === 2 && operands[0] > operands[1] && COMMUTATIVE.has(operation)) {
    return `${operation} ${valueKey} ${String(operands[1])} ${String(operands[0])}`;
  }
  return `${operation} ${valueKey} ${operands.join(" ")}`;
}
