import type { Graph } from "./graph.ts";
import { isComputed, OPERATION_FORMS } from "./operations.ts";
import type { Program } from "./powers.ts";

/**
 * JavaScript for a program, made from the checked graph alone: names are p0, v0, t0, f0 with numbers, literals are String(number). No
 * character of what a person typed is in it.
 */
export interface GeneratedSource {
  /** The body of a function of `f` and `k`, which returns the function wanted. */
  readonly source: string;
  /** What `f` must hold. */
  readonly helpers: readonly ((...operands: number[]) => number)[];
  /** What `k` must hold: names of fields, which the code knows as k0, k1, ... only. */
  readonly keys: readonly string[];
}

/** Writes the nodes of a program as statements and texts, helper functions and names of fields as slots. */
export class SourceWriter {
  readonly #graph: Graph;
  readonly #order: readonly number[];
  readonly #outputs: readonly number[];
  /** The text that stands for a node where it is used, as a number and, for conditions, as a boolean. */
  readonly #texts = new Map<number, string>();
  readonly #truths = new Map<number, string>();
  /** How deep the text of an inlined node is; engines parse nested parentheses by recursion. */
  readonly #depths = new Map<number, number>();
  /** Statements by loop: before the loops, in the row loop, in the column loop. */
  readonly #lines: string[][] = [[], [], []];
  readonly #helpers: ((...operands: number[]) => number)[] = [];
  readonly #keys: string[] = [];

  constructor(program: Program) {
    this.#graph = program.graph;
    this.#outputs = program.outputs;
    this.#order = program.graph.reachable(program.outputs);
  }

  /** Reads the used leaves of a kind from an array into constants; `apart` are set by a loop. */
  leaves(operation: "parameter" | "direction", array: string, apart: ReadonlySet<number> = new Set()): void {
    for (const id of this.#order) {
      const node = this.#graph.node(id);
      if (node.operation !== operation) continue;
      const name = `${array}${String(node.value)}`;
      this.#texts.set(id, name);
      if (!apart.has(node.value)) this.#lines[0].push(`const ${name} = ${array}[${String(node.value)}];`);
    }
  }

  /** Statements for all nodes that are used more than once, or from a deeper loop, or that would nest too deeply. */
  body(loops?: readonly [leaf: "parameter", xIndex: number, yIndex: number]): void {
    const levels = this.#levels(loops);
    const kept = this.#keptNodes(levels);
    this.statements(
      this.#order,
      (id) => kept.has(id),
      (id) => this.#lines[levels.get(id) ?? 0],
    );
  }

  /** Statements for the nodes, operands first, that are to be kept or would nest too deeply; the others become texts. */
  statements(ids: readonly number[], isKept: (id: number) => boolean, linesOf: (id: number) => string[]): void {
    for (const id of ids) {
      const { operation, operands, value } = this.#graph.node(id);
      if (operation === "number") this.#texts.set(id, literal(value));
      if (!isComputed(operation)) continue;
      const form = OPERATION_FORMS[operation];
      const texts = operands.map((operand, index) =>
        index < (form.conditions ?? 0) ? this.#truth(operand) : this.text(operand),
      );
      const source = form.source(texts, form.helper === true ? this.helper(form.evaluate) : "");
      const depth = 1 + Math.max(...operands.map((operand) => this.#depths.get(operand) ?? 0));
      this.#depths.delete(id);
      this.#truths.delete(id);
      if (isKept(id) || depth > MAX_INLINE_DEPTH) {
        const name = `t${String(id)}`;
        linesOf(id).push(`const ${name} = ${source};`);
        this.#texts.set(id, name);
      } else {
        this.#texts.set(id, source);
        this.#depths.set(id, depth);
        if (form.truth !== undefined) this.#truths.set(id, form.truth(texts));
      }
    }
  }

  text(id: number): string {
    return this.#texts.get(id) ?? "NaN";
  }

  /** What stands for a node that the caller's own lines compute. */
  name(id: number, text: string): void {
    this.#texts.set(id, text);
  }

  /** The slot of a function that the code calls. */
  helper(evaluate: (...operands: number[]) => number): string {
    let slot = this.#helpers.indexOf(evaluate);
    if (slot < 0) slot = this.#helpers.push(evaluate) - 1;
    return `f${String(slot)}`;
  }

  /** The slot of a field's name. */
  key(field: string): string {
    return `k${String(this.#keys.push(field) - 1)}`;
  }

  lines(level: 0 | 1 | 2): readonly string[] {
    return this.#lines[level];
  }

  finish(parameters: string, ending: readonly string[]): GeneratedSource {
    const slots = [...this.#helpers.map((_, index) => `f${index}`), ...this.#keys.map((_, index) => `k${index}`)].map(
      (slot) => `const ${slot} = ${slot[0]}[${slot.slice(1)}];`,
    );
    const lines = ['"use strict";', ...slots, `return function (${parameters}) {`, ...this.#lines[0], ...ending, "};"];
    return { source: lines.join("\n"), helpers: this.#helpers, keys: this.#keys };
  }

  #truth(id: number): string {
    return this.#truths.get(id) ?? this.text(id);
  }

  /** The innermost loop on which a node depends: 0 none, 1 rows (y), 2 columns (x). */
  #levels(loops?: readonly [leaf: "parameter", xIndex: number, yIndex: number]): Map<number, number> {
    const levels = new Map<number, number>();
    for (const id of this.#order) {
      const { operation, operands, value } = this.#graph.node(id);
      let level = Math.max(0, ...operands.map((operand) => levels.get(operand) ?? 0));
      if (loops !== undefined && operation === loops[0]) level = value === loops[1] ? 2 : value === loops[2] ? 1 : 0;
      levels.set(id, level);
    }
    return levels;
  }

  #keptNodes(levels: ReadonlyMap<number, number>): Set<number> {
    const seen = new Set<number>();
    const kept = new Set<number>();
    const use = (id: number, level: number) => {
      if (seen.has(id) || (levels.get(id) ?? 0) < level) kept.add(id);
      seen.add(id);
    };
    for (const id of this.#order)
      for (const operand of this.#graph.node(id).operands) use(operand, levels.get(id) ?? 0);
    const innermost = Math.max(...levels.values());
    for (const output of this.#outputs) use(output, innermost);
    return kept;
  }
}

const MAX_INLINE_DEPTH = 24;

/** A number as JavaScript reads it back to the same bits; negative ones in parentheses. */
function literal(value: number): string {
  if (Object.is(value, -0)) return "(-0)";
  return value < 0 ? `(${String(value)})` : String(value);
}
