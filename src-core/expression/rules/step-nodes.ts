import type { Graph } from "../graph.ts";
import { apply } from "../simplify.ts";

/**
 * How a rule moves theta. Either the visible form of the course's rule, theta <- kept - lr * direction / scale, where
 * kept is theta itself or theta times a number that does not depend on the entry (decoupled decay); or any other movement.
 */
export type StepNodes =
  | { readonly kept: number; readonly direction: number; readonly scale: number; readonly theta: null }
  | { readonly kept: null; readonly direction: null; readonly scale: null; readonly theta: number };

export interface StepLeaves {
  readonly theta: number;
  readonly rate: number;
  /** Whether a node has a value for each entry of theta, rather than one number. */
  readonly isEntrywise: (id: number) => boolean;
}

/**
 * Takes the new theta apart: kept - lr * A / B in any order of its factors. Of the divisors only those become the scale
 * that are visibly not negative (roots, squares, sums of such); the others, as Adam's 1 - beta1^t, stay with the direction.
 */
export function stepNodes(graph: Graph, next: number, leaves: StepLeaves): StepNodes {
  const { operation, operands } = graph.node(next);
  const [a, b] = operands;
  const candidates: readonly (readonly [kept: number, movement: number, isAdded: boolean])[] =
    operation === "subtract"
      ? [[a, b, false]]
      : operation === "add"
        ? [
            [a, b, true],
            [b, a, true],
          ]
        : [];
  for (const [kept, movement, isAdded] of candidates) {
    if (!isKept(graph, kept, leaves)) continue;
    const parts = splitMovement(graph, movement, leaves.rate, isAdded);
    if (parts !== null) return { kept, ...parts, theta: null };
  }
  return { kept: null, direction: null, scale: null, theta: next };
}

/** theta, or theta times one number. */
function isKept(graph: Graph, id: number, { theta, isEntrywise }: StepLeaves): boolean {
  if (id === theta) return true;
  const { operation, operands } = graph.node(id);
  const [a, b] = operands;
  return operation === "multiply" && ((a === theta && !isEntrywise(b)) || (b === theta && !isEntrywise(a)));
}

/** The direction and the scale of a product that holds the rate once, above the line. */
function splitMovement(
  graph: Graph,
  movement: number,
  rate: number,
  isAdded: boolean,
): { readonly direction: number; readonly scale: number } | null {
  const above: number[] = [];
  const below: number[] = [];
  let isNegative = isAdded;
  const waiting: [id: number, isBelow: boolean][] = [[movement, false]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [id, isBelow] = next;
    const { operation, operands } = graph.node(id);
    const [a, b] = operands;
    if (operation === "multiply") waiting.push([b, isBelow], [a, isBelow]);
    else if (operation === "divide") waiting.push([b, !isBelow], [a, isBelow]);
    else if (operation === "negate") {
      isNegative = !isNegative;
      waiting.push([a, isBelow]);
    } else (isBelow ? below : above).push(id);
  }
  if (above.filter((id) => id === rate).length !== 1 || below.includes(rate)) return null;
  const product = (ids: readonly number[]) =>
    ids.reduce((result, id) => apply(graph, "multiply", [result, id]), graph.number(1));
  const numerator = product(above.filter((id) => id !== rate));
  const divisors = below.filter((id) => !isNeverNegative(graph, id));
  const direction = divisors.length === 0 ? numerator : apply(graph, "divide", [numerator, product(divisors)]);
  return {
    direction: isNegative ? apply(graph, "negate", [direction]) : direction,
    scale: product(below.filter((id) => isNeverNegative(graph, id))),
  };
}

/** Whether the form of a node shows that it is not negative, whatever the numbers are. */
function isNeverNegative(graph: Graph, root: number): boolean {
  const sure = new Map<number, boolean>();
  for (const id of graph.reachable([root])) sure.set(id, ofNode(id));
  return sure.get(root) === true;

  function ofNode(id: number): boolean {
    const { operation, operands, value } = graph.node(id);
    const [a, b, c] = operands.map((operand) => sure.get(operand) === true);
    switch (operation) {
      case "number":
      case "stepPower":
        return value >= 0;
      case "sqrt":
      case "abs":
      case "exp":
      case "hypot":
        return true;
      case "power":
        return value % 2 === 0 || a;
      case "add":
      case "multiply":
      case "divide":
      case "min":
        return a && b;
      case "max":
        return a || b;
      case "select":
        return b && c;
      case "pow":
      case "sum":
      case "largest":
        return a;
      default:
        return false;
    }
  }
}
