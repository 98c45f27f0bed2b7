import { Graph } from "./graph.ts";

/** What is to be computed: some nodes of a graph that holds computed operations and leaves only. */
export interface Program {
  readonly graph: Graph;
  readonly outputs: readonly number[];
}

/**
 * The same nodes with powers multiplied out: x^n is the square of x^(n/2), or x^(n-1) times x, and steps that are shared are computed
 * once (x^2 and x^3 together cost two products). At most log2(n) roundings more than the exact power.
 */
export function programOf(source: Graph, outputs: readonly number[]): Program {
  const graph = new Graph({ isExact: false });
  const images = new Map<number, number>();
  const powerOf = (base: number, exponent: number): number => {
    if (exponent === 1) return base;
    if (exponent % 2 === 1) return graph.make("multiply", [powerOf(base, exponent - 1), base]);
    const half = powerOf(base, exponent / 2);
    return graph.make("multiply", [half, half]);
  };
  for (const id of source.reachable(outputs)) {
    const { operation, operands, value } = source.node(id);
    const mapped = operands.map((operand) => images.get(operand) ?? -1);
    images.set(id, operation === "power" ? powerOf(mapped[0], value) : graph.make(operation, mapped, value));
  }
  return { graph, outputs: outputs.map((output) => images.get(output) ?? -1) };
}
