import { describeValue, InputError } from "../numerics/index.ts";
import { Graph, type GraphNode } from "./graph.ts";
import type { CheckedExpression } from "./parse.ts";
import { apply } from "./simplify.ts";

/** A loss as a function of its parameters alone: numbers in place of constants, functions that only a reader needs replaced. */
export interface BoundExpression {
  readonly parameters: readonly string[];
  readonly graph: Graph;
  readonly root: number;
}

/**
 * Puts numbers in the place of the constants, simplifies (see simplify.ts for what that may change), and writes by others
 * the operations that only a reader needs (sec, gelu, norm, ...). Constants become part of the code, so that x^a with a = 2 is as fast as x^2; changing one means
 * binding again, which costs well under a millisecond.
 *
 * @throws InputError with the path `constants.name` for a constant that is missing, unknown or not finite
 */
export function bindExpression(
  expression: CheckedExpression,
  constants: Readonly<Record<string, number>>,
): BoundExpression {
  const values = constantValues(expression, constants);
  const graph = new Graph({ isExact: false });
  const parameters = expression.parameters.map((_, index) => graph.make("parameter", [], index));
  const root = bindNode(expression.graph, expression.root, graph, {
    parameter: (index) => parameters[index],
    constant: (index) => graph.number(values[index]),
  });
  return { parameters: expression.parameters, graph, root };
}

/** What the names of a graph for reading stand for in one for computing. */
export interface NameImages {
  readonly parameter: (index: number) => number;
  readonly constant: (index: number) => number;
  /** The node of the step's number t, in rules: powers beta^t of a number then have a table (numerics/powers.ts). */
  readonly step?: number;
}

/** A node of a graph for reading, written into a graph for computing. */
export function bindNode(source: Graph, root: number, graph: Graph, names: NameImages): number {
  const images = new Map<number, number>();
  for (const id of source.reachable([root])) images.set(id, imageOf(source.node(id)));
  return images.get(root) ?? -1;

  function imageOf({ operation, operands, value }: GraphNode): number {
    const mapped = operands.map((operand) => images.get(operand) ?? -1);
    const [a, b] = mapped;
    switch (operation) {
      case "parameter":
        return names.parameter(value);
      case "constant":
        return names.constant(value);
      case "pi":
        return graph.number(Math.PI);
      case "e":
        return graph.number(Math.E);
      case "pow": {
        const base = graph.numberAt(a);
        const isStepPower = b === names.step && base !== null && base !== Math.E;
        return isStepPower ? graph.make("stepPower", [b], base) : apply(graph, "pow", mapped);
      }
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
      case "norm":
        return apply(graph, "sqrt", [graph.make("sum", [apply(graph, "power", [a], 2)])]);
      case "maxNorm":
        return graph.make("largest", [apply(graph, "abs", [a])]);
      case "dot":
        return graph.make("sum", [apply(graph, "multiply", [a, b])]);
      case "mean":
        return apply(graph, "divide", [graph.make("sum", [a]), graph.make("sum", [graph.number(1)])]);
      default:
        return apply(graph, operation, mapped, value);
    }
  }
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
