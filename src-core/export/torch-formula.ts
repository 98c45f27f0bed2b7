import type { CheckedExpression } from "../expression/index.ts";
import { pythonNames, pythonNumber } from "./python.ts";
import { ATOM, TorchPrinter, type Code } from "./torch-printer.ts";

/** A formula as lines of a Python function of theta. */
export interface TorchFormula {
  readonly lines: readonly string[];
  /** The functions `number` and `truth` of the script that are called: they must stand before. */
  readonly usesNumber: boolean;
  readonly usesTruth: boolean;
  /** The value may be a plain number, or may not depend on theta where a condition chose a constant. */
  readonly mayBeDetached: boolean;
}

/**
 * The formula in torch's operations, one Python variable for every part that is used more than once.
 *
 * Values and gradients are those of the lab, kinks included, but for cbrt at 0 (torch has no cbrt; the gradient of the
 * power used instead is infinite there, or NaN). Conditions are Python's: only the branch that is taken is computed.
 */
export function torchFormula(expression: CheckedExpression, constants: Readonly<Record<string, number>>): TorchFormula {
  return new Writer(expression, constants).write();
}

class Writer {
  readonly #expression: CheckedExpression;
  readonly #constants: Readonly<Record<string, number>>;
  readonly #names: readonly string[];
  readonly #printer: TorchPrinter;
  readonly #codes = new Map<number, Code>();
  readonly #lines: string[] = [];
  #parts = 0;

  constructor(expression: CheckedExpression, constants: Readonly<Record<string, number>>) {
    const { parameters } = expression;
    this.#expression = expression;
    this.#constants = constants;
    this.#names = pythonNames([...parameters, ...expression.constants]);
    this.#printer = new TorchPrinter({
      parameters: parameters.map((_, index) => ({ text: this.#names[index], level: ATOM, isTensor: true })),
      constants: this.#names.slice(parameters.length),
      hasPlainNumbers: false,
    });
  }

  write(): TorchFormula {
    const { graph, root, parameters, constants } = this.#expression;
    const printer = this.#printer;
    const ids = graph.reachable([root]);
    const uses = new Map<number, number>();
    for (const id of ids)
      for (const operand of graph.node(id).operands) uses.set(operand, (uses.get(operand) ?? 0) + 1);

    const identifiers = this.#names.slice(0, parameters.length);
    this.#lines.push(`${identifiers.join(", ")}${identifiers.length === 1 ? "," : ""} = theta`);
    constants.forEach((name, index) => {
      this.#lines.push(`${this.#names[parameters.length + index]} = ${pythonNumber(this.#constants[name])}`);
    });
    for (const id of ids) {
      const node = graph.node(id);
      const code = printer.codeOf(
        node,
        node.operands.map((operand) => this.#code(operand)),
      );
      const isShared = (uses.get(id) ?? 0) > 1 && node.operands.length > 0;
      this.#codes.set(id, isShared ? this.#named(code) : code);
    }
    const result = this.#code(root);
    this.#lines.push(`return ${printer.tensor(result).text}`);
    return {
      lines: this.#lines,
      usesNumber: printer.usesNumber,
      usesTruth: printer.usesTruth,
      mayBeDetached: printer.mayBeDetached || !result.isTensor,
    };
  }

  #named(code: Code): Code {
    this.#parts += 1;
    const [name] = pythonNames([`part_${this.#parts}`]).map((part) => (this.#names.includes(part) ? `${part}_` : part));
    this.#lines.push(`${name} = ${code.text}`);
    return { text: name, level: ATOM, isTensor: code.isTensor };
  }

  #code(id: number): Code {
    const code = this.#codes.get(id);
    if (code === undefined) throw new Error(`Node ${id} stands before its operands.`);
    return code;
  }
}
