import { interpretRule, parseRule, type CheckedRule } from "../expression/index.ts";
import type { OptimizerSpec } from "../optimizers/index.ts";
import { pythonFloat, pythonNames } from "./python.ts";
import { ATOM, TorchPrinter, type Code } from "./torch-printer.ts";
import type { WrittenUpdate } from "./written-update.ts";

/**
 * An own rule in Python, line by line as it was typed: options and states are variables of the script, theta is changed in
 * place.
 *
 * @param spec as checkOptimizer returns it.
 */
export function torchRule(spec: OptimizerSpec): WrittenUpdate {
  const { rule, options, start } = spec as OwnRuleSpec;
  return new RuleWriter(parseRule(rule), options, start).write();
}

class RuleWriter {
  readonly #rule: CheckedRule;
  readonly #options: Readonly<Record<string, number>>;
  readonly #start: Readonly<Record<string, number>>;
  /** Python's names of the rule's states, options and locals. */
  readonly #names: ReadonlyMap<string, string>;
  /** What each name holds at the line that is written. */
  readonly #codes = new Map<string, Code>();

  constructor(rule: CheckedRule, options: Readonly<Record<string, number>>, start: Readonly<Record<string, number>>) {
    this.#rule = rule;
    this.#options = options;
    this.#start = start;
    const found = [...new Set([...rule.states, ...rule.options, ...rule.lines.map(({ target }) => target)])];
    const own = found.filter((name) => name !== "theta");
    const identifiers = pythonNames(own, SCRIPT_NAMES);
    this.#names = new Map(own.map((name, index) => [name, identifiers[index]]));
    this.#codes.set("theta", { text: "theta", level: ATOM, isTensor: true, isVector: true });
    this.#codes.set("g", { text: "g", level: ATOM, isTensor: true, isVector: true });
    this.#codes.set("t", { text: "t", level: ATOM, isTensor: false });
    this.#codes.set("lr", { text: "lr", level: ATOM, isTensor: false });
    this.#codes.set("loss", { text: "value.detach()", level: ATOM, isTensor: true });
    for (const { name, isVector } of interpretRule(rule, options).states) {
      this.#codes.set(name, { text: this.#name(name), level: ATOM, isTensor: true, isVector });
    }
  }

  write(): WrittenUpdate {
    const { states, options } = this.#rule;
    const flags = { usesNumber: false, usesTruth: false };
    const lines = this.#rule.lines.map((line) => this.#line(line.target, line.root, flags));
    const globals = states.length === 0 ? [] : [`global ${states.map((name) => this.#name(name)).join(", ")}`];
    return {
      comment: "An own rule. t counts from 1 in it, and every line holds for all entries of theta at once.",
      state: [
        ...options.map((name) => `${this.#name(name)} = ${pythonFloat(this.#options[name])}`),
        ...states.map((name) => `${this.#name(name)} = ${this.#firstValue(name)}`),
      ],
      lines: [...globals, "t = float(t + 1)", ...lines],
      ...flags,
    };
  }

  #line(target: string, root: number, flags: { usesNumber: boolean; usesTruth: boolean }): string {
    const { graph, variables, constants } = this.#rule;
    const printer = new TorchPrinter({
      parameters: variables.map((name) => this.#codes.get(name) ?? { text: name, level: ATOM, isTensor: true }),
      constants: constants.map((name) => (name === "lr" ? name : this.#name(name))),
      hasPlainNumbers: true,
    });
    const codes = new Map<number, Code>();
    for (const id of graph.reachable([root])) {
      const node = graph.node(id);
      const operands = node.operands.flatMap((operand) => codes.get(operand) ?? []);
      codes.set(id, printer.codeOf(node, operands));
    }
    const value = printer.tensor(codes.get(root) ?? { text: "theta", level: ATOM, isTensor: true });
    flags.usesNumber ||= printer.usesNumber;
    flags.usesTruth ||= printer.usesTruth;
    if (target === "theta") return `theta.copy_(${value.text})`;
    const name = this.#name(target);
    this.#codes.set(target, { text: name, level: ATOM, isTensor: true, isVector: value.isVector === true });
    // Another name for the same tensor would change along with it.
    return graph.node(root).operation === "parameter" ? `${name} = ${value.text}.clone()` : `${name} = ${value.text}`;
  }

  #firstValue(state: string): string {
    const start = pythonFloat(this.#start[state]);
    return this.#codes.get(state)?.isVector === true
      ? `torch.full_like(theta.detach(), ${start})`
      : `torch.tensor(${start})`;
  }

  #name(name: string): string {
    return this.#names.get(name) ?? name;
  }
}

/** What the script and the arguments of `update` are called. */
const SCRIPT_NAMES = [
  "g",
  "t",
  "lr",
  "path",
  "value",
  "norm",
  "group",
  "STEPS",
  "optimizer",
  "scheduler",
  "print",
  "range",
];

/** What checkOptimizer has made of the spec. */
interface OwnRuleSpec extends OptimizerSpec {
  readonly rule: string;
  readonly options: Readonly<Record<string, number>>;
  readonly start: Readonly<Record<string, number>>;
}
