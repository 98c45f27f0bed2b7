import type { Graph } from "./graph.ts";
import { productOf, type Product } from "./products.ts";
import { apply } from "./simplify.ts";
import { isSum } from "./sums.ts";

/**
 * The residuals of a sum of squares: nodes r_i with root = r_1^2 + r_2^2 + ... + a number. Null where the node is no such sum,
 * or has no term that depends on a parameter.
 *
 * A term is a number >= 0 times even powers: 100 (y - x^2)^2, x^4, x^2 / y^2, (a b)^2 / 3; the number's root goes into the
 * residual. A number may stand before a whole sum, and numbers alone, of either sign, are left out: they move nothing.
 * Nothing is multiplied out, so x^2 - 2 x + 1 is not seen to be (x - 1)^2.
 *
 * @param graph one for computing, as bindExpression makes it; gets the residuals' nodes.
 */
export function squareRoots(graph: Graph, root: number): readonly number[] | null {
  const residuals: number[] = [];
  const waiting: [id: number, coefficient: number][] = [[root, 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [id, coefficient] = next;
    const { operation, operands } = graph.node(id);
    const [a, b] = operands;
    if (operation === "add") waiting.push([b, coefficient], [a, coefficient]);
    else if (operation === "subtract") waiting.push([b, -coefficient], [a, coefficient]);
    else if (operation === "negate") waiting.push([a, -coefficient]);
    else if (operation === "number") continue;
    else {
      const term = productOf(graph, id);
      const size = term.numerator * coefficient;
      const sum = soleFactor(term);
      if (sum !== null && isSum(graph, sum)) {
        waiting.push([sum, size]);
        continue;
      }
      const residual = size >= 0 ? rootNode(graph, term, size) : null;
      if (residual === null) return null;
      residuals.push(residual);
    }
  }
  return residuals.length > 0 ? residuals : null;
}

/** sqrt(size) times the product with half the exponents, or null if one of them is odd. */
function rootNode(graph: Graph, { factors }: Product, size: number): number | null {
  let above = graph.number(Math.sqrt(size));
  let below: number | null = null;
  for (const [factor, exponent] of factors) {
    if (exponent % 2 !== 0) return null;
    const half = apply(graph, "pow", [factor, graph.number(Math.abs(exponent) / 2)]);
    if (exponent > 0) above = apply(graph, "multiply", [above, half]);
    else below = below === null ? half : apply(graph, "multiply", [below, half]);
  }
  return below === null ? above : apply(graph, "divide", [above, below]);
}

function soleFactor({ factors }: Product): number | null {
  if (factors.size !== 1) return null;
  const [[factor, exponent]] = factors;
  return exponent === 1 ? factor : null;
}
