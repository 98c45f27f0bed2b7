import { powersOf } from "../../numerics/index.ts";
import { SourceWriter, type GeneratedSource } from "../source-writer.ts";
import { INPUTS, type RuleProgram } from "./rule-program.ts";

/**
 * (x, g, s, t, r, l, d, c): one step. theta in x, the gradient in g, the states as fields of s, the step's number t, its
 * rate r, the loss l; the direction is written to d, the scale to c.
 *
 * What is one number is computed once, in front of the loop over the entries. A number that is made of all entries (a
 * norm) needs a loop of its own before that; what both loops need is computed in both, so that no vector is kept.
 */
export function ruleSource(program: RuleProgram): GeneratedSource {
  return new RuleWriter(program).write();
}

class RuleWriter {
  readonly #program: RuleProgram;
  readonly #writer: SourceWriter;
  /** By node of the step: how many loops over all entries come before it can be computed. */
  readonly #stages = new Map<number, number>();
  /** Single numbers that some loop reads. */
  readonly #hoisted = new Set<number>();
  readonly #lines: string[] = ["const n = x.length;"];

  constructor(program: RuleProgram) {
    this.#program = program;
    this.#writer = new SourceWriter({ graph: program.graph, outputs: program.order });
    const { graph, order, isEntrywise } = program;
    for (const id of order) {
      const { operation, operands } = graph.node(id);
      const stage = Math.max(0, ...operands.map((operand) => this.#stages.get(operand) ?? 0));
      const isOfAll = operation === "sum" || operation === "largest";
      this.#stages.set(id, isOfAll ? stage + 1 : stage);
      if (isOfAll || isEntrywise[id]) for (const operand of operands) this.#hoisted.add(operand);
    }
    for (const id of this.#results()) this.#hoisted.add(id);
  }

  write(): GeneratedSource {
    const lines = this.#lines;
    const fields = this.#readStates();
    const last = Math.max(...this.#stages.values());
    for (let stage = 0; stage < last; stage++) {
      this.#singleNumbers(stage);
      this.#loopOverAll(stage + 1);
    }
    this.#singleNumbers(last);
    this.#lastLoop();
    this.#program.states.forEach(({ isVector, next }, index) => {
      if (!isVector) lines.push(`s[${fields[index]}] = ${this.#writer.text(next)};`);
    });
    return this.#writer.finish("x, g, s, t, r, l, d, c", lines);
  }

  /** What a step ends with. */
  #results(): readonly number[] {
    const { states, split, theta } = this.#program;
    const moved = split === null ? [theta ?? 0] : [split.kept, split.direction, split.scale];
    return [...states.map(({ next }) => next), ...moved];
  }

  /** Slots of the states' names; vectors become a0, a1, ..., single numbers p5, p6, ... */
  #readStates(): readonly string[] {
    this.#nameInput(INPUTS.step, "t");
    this.#nameInput(INPUTS.rate, "r");
    this.#nameInput(INPUTS.loss, "l");
    return this.#program.states.map(({ name, isVector }, index) => {
      const field = this.#writer.key(name);
      const input = INPUTS.states + index;
      this.#lines.push(isVector ? `const a${index} = s[${field}];` : `const p${input} = s[${field}];`);
      this.#nameInput(input, `p${input}`);
      return field;
    });
  }

  #nameInput(input: number, text: string): void {
    const id = this.#program.graph.find("parameter", [], input);
    if (id !== null) this.#writer.name(id, text);
  }

  /** Statements for the nodes of a stage that are one number. */
  #singleNumbers(stage: number): void {
    const { graph, order, isEntrywise } = this.#program;
    const ids = order.filter((id) => !isEntrywise[id] && this.#stages.get(id) === stage);
    for (const id of ids) {
      const { operation, value } = graph.node(id);
      if (operation !== "stepPower") continue;
      this.#lines.push(`const t${id} = ${this.#writer.helper(powersOf(value))}(t);`);
      this.#writer.name(id, `t${id}`);
    }
    const uses = this.#uses(order);
    const isKept = (id: number) => this.#hoisted.has(id) || (uses.get(id) ?? 0) > 1;
    this.#writer.statements(ids, isKept, () => this.#lines);
  }

  /** One loop for all numbers of a stage that are made of all entries. */
  #loopOverAll(stage: number): void {
    const { graph, order } = this.#program;
    const ids = order.filter((id) => this.#stages.get(id) === stage && isOfAll(id));
    for (const id of ids) {
      this.#lines.push(`let t${id} = ${graph.node(id).operation === "sum" ? "0" : "-Infinity"};`);
    }
    const operands = ids.map((id) => graph.node(id).operands[0]);
    this.#openLoop(operands);
    ids.forEach((id, index) => {
      const text = this.#writer.text(operands[index]);
      const isSum = graph.node(id).operation === "sum";
      this.#lines.push(isSum ? `t${id} += ${text};` : `t${id} = Math.max(t${id}, ${text});`);
      this.#writer.name(id, `t${id}`);
    });
    this.#lines.push("}");

    function isOfAll(id: number): boolean {
      const { operation } = graph.node(id);
      return operation === "sum" || operation === "largest";
    }
  }

  /** The step itself. Everything is computed before anything is written. */
  #lastLoop(): void {
    const { graph, states, split, theta } = this.#program;
    const lines = this.#lines;
    const text = (id: number) => this.#writer.text(id);
    if (split === null) lines.push("const q = r === 0 ? 1 : r;");
    this.#openLoop(this.#results());
    const vectors = states.flatMap(({ isVector, next }, index) => (isVector ? [{ index, next }] : []));
    for (const { index, next } of vectors) lines.push(`const w${index} = ${text(next)};`);
    if (split === null) {
      lines.push(`const u = ${text(theta ?? 0)};`, "d[i] = (x[i] - u) / q;", "c[i] = 1;", "x[i] = u;");
    } else {
      const [kept, scale] = [text(split.kept), text(split.scale)];
      const isUnscaled = graph.numberAt(split.scale) === 1;
      lines.push(`const u = ${text(split.direction)};`, "d[i] = u;");
      if (isUnscaled) lines.push("c[i] = 1;", `x[i] = ${kept} - r * u;`);
      else lines.push(`const w = ${scale};`, "c[i] = w;", `x[i] = ${kept} - (r * u) / w;`);
    }
    for (const { index } of vectors) lines.push(`a${index}[i] = w${index};`);
    lines.push("}");
  }

  /** Opens a loop over the entries in which these nodes have their texts. */
  #openLoop(roots: readonly number[]): void {
    const { graph, isEntrywise } = this.#program;
    const ids = graph.reachable(roots, (_, id) => !isEntrywise[id]).filter((id) => isEntrywise[id]);
    this.#lines.push("for (let i = 0; i < n; i++) {");
    for (const id of ids) {
      const { operation, value } = graph.node(id);
      if (operation !== "parameter") continue;
      const array = value === INPUTS.theta ? "x" : value === INPUTS.gradient ? "g" : `a${value - INPUTS.states}`;
      this.#lines.push(`const p${value} = ${array}[i];`);
      this.#writer.name(id, `p${value}`);
    }
    const uses = this.#uses(ids);
    for (const root of roots) uses.set(root, (uses.get(root) ?? 0) + 1);
    this.#writer.statements(
      ids,
      (id) => (uses.get(id) ?? 0) > 1,
      () => this.#lines,
    );
  }

  /** How often nodes are operands of some of the program's nodes. */
  #uses(ids: readonly number[]): Map<number, number> {
    const uses = new Map<number, number>();
    for (const id of ids) {
      for (const operand of this.#program.graph.node(id).operands) uses.set(operand, (uses.get(operand) ?? 0) + 1);
    }
    return uses;
  }
}
