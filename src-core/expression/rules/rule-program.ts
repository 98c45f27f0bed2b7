import { bindNode } from "../bind.ts";
import { Graph } from "../graph.ts";
import { programOf } from "../powers.ts";
import type { CheckedRule } from "./parse-rule.ts";
import { stepNodes } from "./step-nodes.ts";

/** What one step of a rule computes, as nodes of a graph for computing, options put in as numbers. */
export interface RuleProgram {
  /** Its parameters are numbered as INPUTS says, the states behind them in their order. */
  readonly graph: Graph;
  /** By node: whether it has a value for each entry of theta, rather than one number. */
  readonly isEntrywise: readonly boolean[];
  readonly states: readonly StateNode[];
  /** The node of each line's formula, in the order of the lines. */
  readonly lines: readonly number[];
  /** theta <- kept - lr * direction / scale; null where the rule has another form. */
  readonly split: { readonly kept: number; readonly direction: number; readonly scale: number } | null;
  /** The new theta, where split is null. */
  readonly theta: number | null;
  /** All nodes that a step needs, operands first; the lines may have more. */
  readonly order: readonly number[];
}

export interface StateNode {
  readonly name: string;
  /** A number for each entry of theta; else one number. */
  readonly isVector: boolean;
  /** The node of its value after the step. */
  readonly next: number;
}

/** The first parameters of a program's graph. */
export const INPUTS = { theta: 0, gradient: 1, step: 2, rate: 3, loss: 4, states: 5 } as const;

/**
 * Follows the names through the lines: what a line reads is what was assigned last, or the input. So the lines become one
 * graph, in which what two lines have in common is computed once.
 *
 * @param options one number for each of the rule's options.
 */
export function ruleProgram(rule: CheckedRule, options: Readonly<Record<string, number>>): RuleProgram {
  const graph = new Graph({ isExact: false });
  const input = (index: number) => graph.make("parameter", [], index);
  const current = new Map<string, number>([
    ["theta", input(INPUTS.theta)],
    ["g", input(INPUTS.gradient)],
    ["t", input(INPUTS.step)],
    ["lr", input(INPUTS.rate)],
    ["loss", input(INPUTS.loss)],
    ...rule.states.map((name, index) => [name, input(INPUTS.states + index)] as const),
  ]);
  // Every name that is read has a value: parseRule has made the others options.
  const valueOf = (name: string) => current.get(name) ?? graph.number(options[name]);
  const names = {
    parameter: (index: number) => valueOf(rule.variables[index]),
    constant: (index: number) => valueOf(rule.constants[index]),
    step: input(INPUTS.step),
  };
  const lines = rule.lines.map(({ target, root }) => {
    const node = bindNode(rule.graph, root, graph, names);
    current.set(target, node);
    return node;
  });
  const nexts = rule.states.map(valueOf);
  const isEntrywise = entrywiseNodes(graph, nexts);
  const step = stepNodes(graph, valueOf("theta"), {
    theta: input(INPUTS.theta),
    rate: input(INPUTS.rate),
    isEntrywise: (id) => isEntrywise[id],
  });
  return finished(rule, graph, { lines, nexts, step });
}

interface RuleNodes {
  readonly lines: readonly number[];
  readonly nexts: readonly number[];
  readonly step: ReturnType<typeof stepNodes>;
}

/** Powers multiplied out, and the numbers of the nodes as they then are. */
function finished(rule: CheckedRule, source: Graph, { lines, nexts, step }: RuleNodes): RuleProgram {
  const moved = step.theta === null ? [step.kept, step.direction, step.scale] : [step.theta];
  const { graph, outputs } = programOf(source, [...lines, ...nexts, ...moved]);
  const [lineCount, stateCount] = [lines.length, lines.length + nexts.length];
  const nextNodes = outputs.slice(lineCount, stateCount);
  const [first, direction, scale] = outputs.slice(stateCount);
  const isEntrywise = entrywiseNodes(graph, nextNodes);
  return {
    graph,
    isEntrywise,
    states: rule.states.map((name, index) => ({
      name,
      isVector: isEntrywise[nextNodes[index]],
      next: nextNodes[index],
    })),
    lines: outputs.slice(0, lineCount),
    split: step.theta === null ? { kept: first, direction, scale } : null,
    theta: step.theta === null ? null : first,
    order: graph.reachable(outputs.slice(lineCount)),
  };
}

/**
 * By node: whether it has a value for each entry. theta and g have; a state has if what it becomes has; whatever is computed
 * from such a node has, unless it is made of all entries at once. States start as single numbers and are raised until
 * nothing changes.
 */
function entrywiseNodes(graph: Graph, nexts: readonly number[]): boolean[] {
  const vectors = new Set<number>([INPUTS.theta, INPUTS.gradient]);
  for (;;) {
    const isEntrywise: boolean[] = [];
    for (let id = 0; id < graph.size; id++) {
      const { operation, operands, value } = graph.node(id);
      if (operation === "parameter") isEntrywise.push(vectors.has(value));
      else if (operation === "sum" || operation === "largest") isEntrywise.push(false);
      else isEntrywise.push(operands.some((operand) => isEntrywise[operand]));
    }
    const before = vectors.size;
    nexts.forEach((next, index) => {
      if (isEntrywise[next]) vectors.add(INPUTS.states + index);
    });
    if (vectors.size === before) return isEntrywise;
  }
}
