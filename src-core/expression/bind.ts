import { describeValue, InputError } from "../numerics/index.ts";
import { Graph } from "./graph.ts";
import type { CheckedExpression } from "./parse.ts";
import { apply } from "./simplify.ts";

/** A loss as a function of its parameters alone: numbers in place of constants, functions that only a reader needs replaced. */
export interface BoundExpression {
  readonly parameters: readonly string[];
  readonly graph: Graph;
  readonly root: number;
}

/**
 * Puts numbers in the place of the constants, simplifies (see simplify.ts for what that may change), and writes sec, csc, cot, gelu
 * and silu by others. Constants become part of the code, so that x^a with a = 2 is as fast as x^2; changing one means
 * binding again, which costs well under a millisecond.
 *
 * @throws InputError with the path `constants.name` for a constant that is missing, unknown or not finite
 */
export function bindExpression(
  expression: CheckedExpression,
  constants: Readonly<Record<string, number>>,
): BoundExpression {
  const values = constantValues(expression, constants);
  const source = expression.graph;
  const graph = new Graph({ isExact: false });
  const parameters = expression.parameters.map((_, index) => graph.make("parameter", [], index));
  const images = new Map<number, number>();
  for (const id of source.reachable([expression.root])) {
    const { operation, operands, value } = source.node(id);
    const mapped = operands.map((operand) => images.get(operand) ?? -1);
    images.set(id, image());

    function image(): number {
      const [a] = mapped;
      switch (operation) {
        case "parameter":
          return parameters[value];
        case "constant":
          return graph.number(values[value]);
        case "pi":
          return graph.number(Math.PI);
        case "e":
          return graph.number(Math.E);
        case "sec":
          return apply(graph, "divide", [graph.number(1), apply(graph, "cos", [a])]);
        case "csc":
          return apply(graph, "divide", [graph.number(1), apply(graph, "sin", [a])]);
        case "cot":
          return apply(graph, "divide", [apply(graph, "cos", [a]), apply(graph, "sin", [a])]);
        case "gelu":
          return apply(graph, "multiply", [a, apply(graph, "normalCdf", [a])]);
        case "silu":
          return apply(graph, "multiply", [a, apply(graph, "sigmoid", [a])]);
        default:
          return apply(graph, operation, mapped, value);
      }
    }
  }
  return { parameters: expression.parameters, graph, root: images.get(expression.root) ?? -1 };
}

function constantValues(expression: CheckedExpression, constants: Readonly<Record<string, number>>): number[] {
  const given = new Map(Object.entries(constants));
  for (const name of given.keys()) {
    if (expression.constants.includes(name)) continue;
    const allowed = expression.constants.length === 0 ? "no constants" : expression.constants.join(", ");
    throw new InputError({ code: "unknown-name", path: `constants.${name}`, found: name, allowed });
  }
  return expression.constants.map((name) => {
    const value = given.get(name);
    const path = `constants.${name}`;
    if (value === undefined)
      throw new InputError({ code: "missing-field", path, found: "nothing", allowed: "a number" });
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new InputError({ code: "not-a-number", path, found: describeValue(value), allowed: "a finite number" });
    }
    return value;
  });
}
