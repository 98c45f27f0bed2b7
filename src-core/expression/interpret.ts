import { bindExpression } from "./bind.ts";
import type { CompiledExpression, CompiledResiduals, GridPoints } from "./compiled-expression.ts";
import { isComputed, OPERATION_FORMS } from "./operations.ts";
import type { CheckedExpression } from "./parse.ts";
import type { Program } from "./powers.ts";
import { Programs } from "./programs.ts";

/**
 * A loss evaluated by closures instead of generated code: for pages that forbid code generation, and as the generator's oracle. The
 * same operations in the same order, so the same bits; some ten to fifty times slower.
 *
 * @param constants one finite number for each of the expression's constants
 * @throws InputError as compileExpression
 * @example interpretExpression(parseExpression("a*x^2", { constants: ["a"] }), { a: 3 }).value(Float64Array.of(2)) // => 12
 */
export function interpretExpression(
  expression: CheckedExpression,
  constants: Readonly<Record<string, number>> = {},
): CompiledExpression {
  return new InterpretedExpression(expression.parameters, new Programs(bindExpression(expression, constants)));
}

class InterpretedExpression implements CompiledExpression {
  readonly dimension: number;
  readonly parameters: readonly string[];
  readonly residuals?: CompiledResiduals;
  readonly #programs: Programs;
  #value: Run | null = null;
  #gradient: Run | null = null;
  #hessian: Run | "by-columns" | null = null;
  #hessianVector: Run | null = null;

  constructor(parameters: readonly string[], programs: Programs) {
    this.dimension = parameters.length;
    this.parameters = parameters;
    this.#programs = programs;
    if (programs.residualCount > 0) this.residuals = new InterpretedResiduals(programs);
  }

  value(theta: Float64Array): number {
    this.#value ??= runOf(this.#programs.value());
    return this.#value(theta, theta)(0);
  }

  gradient(theta: Float64Array, gradientOut: Float64Array): number {
    this.#gradient ??= runOf(this.#programs.gradient());
    const output = this.#gradient(theta, theta);
    for (let i = 0; i < this.dimension; i += 1) gradientOut[i] = output(i + 1);
    return output(0);
  }

  hessian(theta: Float64Array, gradientOut: Float64Array, hessianOut: Float64Array): number {
    if (this.#hessian === null) {
      const program = this.#programs.hessian();
      this.#hessian = program === null ? "by-columns" : runOf(program);
    }
    if (this.#hessian === "by-columns") {
      hessianByColumns(this, theta, hessianOut);
      return this.gradient(theta, gradientOut);
    }
    const n = this.dimension;
    const output = this.#hessian(theta, theta);
    for (let i = 0; i < n; i += 1) gradientOut[i] = output(i + 1);
    let next = n + 1;
    for (let row = 0; row < n; row += 1) {
      for (let column = row; column < n; column += 1) {
        hessianOut[row * n + column] = hessianOut[column * n + row] = output(next);
        next += 1;
      }
    }
    return output(0);
  }

  hessianVector(theta: Float64Array, vector: Float64Array, out: Float64Array): void {
    this.#hessianVector ??= runOf(this.#programs.hessianVector());
    const output = this.#hessianVector(theta, vector);
    for (let i = 0; i < this.dimension; i += 1) out[i] = output(i);
  }

  grid(request: GridPoints, out: Float64Array): void {
    const theta = Float64Array.from(request.held);
    for (let row = 0, next = 0; row < request.ny; row += 1) {
      if (request.yIndex >= 0) theta[request.yIndex] = request.y0 + row * request.dy;
      for (let column = 0; column < request.nx; column += 1, next += 1) {
        theta[request.xIndex] = request.x0 + column * request.dx;
        out[next] = this.value(theta);
      }
    }
  }
}

class InterpretedResiduals implements CompiledResiduals {
  readonly count: number;
  readonly #programs: Programs;
  #evaluate: Run | null = null;
  #jacobian: Run | null = null;

  constructor(programs: Programs) {
    this.count = programs.residualCount;
    this.#programs = programs;
  }

  evaluate(theta: Float64Array, residualsOut: Float64Array): void {
    this.#evaluate ??= runOf(this.#programs.residuals());
    const output = this.#evaluate(theta, theta);
    for (let i = 0; i < this.count; i += 1) residualsOut[i] = output(i);
  }

  jacobian(theta: Float64Array, residualsOut: Float64Array, jacobianOut: Float64Array): void {
    this.#jacobian ??= runOf(this.#programs.residualJacobian());
    const output = this.#jacobian(theta, theta);
    for (let i = 0; i < this.count; i += 1) residualsOut[i] = output(i);
    for (let i = 0; i < this.count * theta.length; i += 1) jacobianOut[i] = output(this.count + i);
  }
}

/** The Hessian by one Hessian-vector product for each column, made symmetric by taking the upper triangle. */
export function hessianByColumns(
  expression: Pick<CompiledExpression, "dimension" | "hessianVector">,
  theta: Float64Array,
  hessianOut: Float64Array,
): void {
  const n = expression.dimension;
  const unit = new Float64Array(n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j += 1) {
    unit[j] = 1;
    expression.hessianVector(theta, unit, column);
    unit[j] = 0;
    for (let i = 0; i <= j; i += 1) hessianOut[i * n + j] = hessianOut[j * n + i] = column[i];
  }
}

/** Computes everything, then gives the outputs one by one. */
type Run = (theta: Float64Array, vector: Float64Array) => (output: number) => number;

function runOf(program: Program): Run {
  const { graph, outputs } = program;
  const cells = new Float64Array(graph.size);
  const steps: (() => void)[] = [];
  const parameters: [cell: number, index: number][] = [];
  const directions: [cell: number, index: number][] = [];
  for (const id of graph.reachable(outputs)) {
    const { operation, operands, value } = graph.node(id);
    if (operation === "number") cells[id] = value;
    else if (operation === "parameter") parameters.push([id, value]);
    else if (operation === "direction") directions.push([id, value]);
    else if (isComputed(operation)) steps.push(stepOf(cells, id, OPERATION_FORMS[operation].evaluate, operands));
  }
  const output = (index: number) => cells[outputs[index]];
  return (theta, vector) => {
    for (const [cell, index] of parameters) cells[cell] = theta[index];
    for (const [cell, index] of directions) cells[cell] = vector[index];
    for (const step of steps) step();
    return output;
  };
}

function stepOf(
  cells: Float64Array,
  cell: number,
  evaluate: (...operands: number[]) => number,
  operands: readonly number[],
): () => void {
  const [a, b] = operands;
  if (operands.length === 1) return () => void (cells[cell] = evaluate(cells[a]));
  if (operands.length === 2) return () => void (cells[cell] = evaluate(cells[a], cells[b]));
  return () => void (cells[cell] = evaluate(...operands.map((operand) => cells[operand])));
}
