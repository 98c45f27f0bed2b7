import type { Graph } from "./graph.ts";
import { isComputed, OPERATION_FORMS } from "./operations.ts";
import type { Program } from "./powers.ts";

/**
 * JavaScript for a program, made from the checked graph alone: names are p0, v0, t0, f0 with numbers, literals are String(number). No
 * character of what a person typed is in it.
 */
export interface GeneratedSource {
  /** The body of a function of `f`, which returns the function wanted. */
  readonly source: string;
  /** What `f` must hold. */
  readonly helpers: readonly ((...operands: number[]) => number)[];
}

/** (p) => value */
export function valueSource(program: Program): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  return writer.finish("p", [`return ${writer.text(program.outputs[0])};`]);
}

/** (p, g) => value, the gradient written to g */
export function gradientSource(program: Program): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  const [value, ...gradient] = program.outputs;
  const lines = gradient.map((id, index) => `g[${String(index)}] = ${writer.text(id)};`);
  return writer.finish("p, g", [...lines, `return ${writer.text(value)};`]);
}

/** (p, g, h) => value, the gradient written to g, both triangles of the Hessian to h */
export function hessianSource(program: Program, dimension: number): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  const [value, ...rest] = program.outputs;
  const lines = rest.slice(0, dimension).map((id, index) => `g[${String(index)}] = ${writer.text(id)};`);
  let next = dimension;
  for (let row = 0; row < dimension; row += 1) {
    for (let column = row; column < dimension; column += 1) {
      const mirror = column === row ? "" : `h[${String(column * dimension + row)}] = `;
      lines.push(`${mirror}h[${String(row * dimension + column)}] = ${writer.text(rest[next])};`);
      next += 1;
    }
  }
  return writer.finish("p, g, h", [...lines, `return ${writer.text(value)};`]);
}

/** (p, v, o): H v written to o */
export function hessianVectorSource(program: Program): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.leaves("direction", "v");
  writer.body();
  return writer.finish(
    "p, v, o",
    program.outputs.map((id, index) => `o[${String(index)}] = ${writer.text(id)};`),
  );
}

/**
 * (p, o, x0, dx, nx, y0, dy, ny): values on a rectangle, the loops inside the source. What depends on the held parameters only is
 * computed before the loops, what depends on the row only once a row.
 */
export function gridSource(program: Program, xIndex: number, yIndex: number): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p", new Set([xIndex, yIndex]));
  writer.body(["parameter", xIndex, yIndex]);
  const name = (index: number) => `p${String(index)}`;
  return writer.finish("p, o, x0, dx, nx, y0, dy, ny", [
    "let k = 0;",
    "for (let r = 0; r < ny; r++) {",
    ...(yIndex < 0 ? [] : [`const ${name(yIndex)} = y0 + r * dy;`]),
    ...writer.lines(1),
    "for (let c = 0; c < nx; c++) {",
    `const ${name(xIndex)} = x0 + c * dx;`,
    ...writer.lines(2),
    `o[k++] = ${writer.text(program.outputs[0])};`,
    "}",
    "}",
  ]);
}

class SourceWriter {
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
    const isKept = this.#keptNodes(levels);
    for (const id of this.#order) {
      const { operation, operands, value } = this.#graph.node(id);
      if (operation === "number") this.#texts.set(id, literal(value));
      if (!isComputed(operation)) continue;
      const form = OPERATION_FORMS[operation];
      const texts = operands.map((operand, index) =>
        index < (form.conditions ?? 0) ? this.#truth(operand) : this.text(operand),
      );
      const source = form.source(texts, form.helper === true ? this.#helper(form.evaluate) : "");
      const depth = 1 + Math.max(...operands.map((operand) => this.#depths.get(operand) ?? 0));
      if (isKept.has(id) || depth > MAX_INLINE_DEPTH) {
        const name = `t${String(id)}`;
        this.#lines[levels.get(id) ?? 0].push(`const ${name} = ${source};`);
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

  lines(level: 0 | 1 | 2): readonly string[] {
    return this.#lines[level];
  }

  finish(parameters: string, ending: readonly string[]): GeneratedSource {
    const slots = this.#helpers.map((_, index) => `const f${String(index)} = f[${String(index)}];`);
    const lines = ['"use strict";', ...slots, `return function (${parameters}) {`, ...this.#lines[0], ...ending, "};"];
    return { source: lines.join("\n"), helpers: this.#helpers };
  }

  #truth(id: number): string {
    return this.#truths.get(id) ?? this.text(id);
  }

  #helper(evaluate: (...operands: number[]) => number): string {
    let slot = this.#helpers.indexOf(evaluate);
    if (slot < 0) slot = this.#helpers.push(evaluate) - 1;
    return `f${String(slot)}`;
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
