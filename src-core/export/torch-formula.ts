import type { CheckedExpression, GraphNode } from "../expression/index.ts";
import { pythonFloat, pythonNames, pythonNumber } from "./python.ts";

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

/** Code with how tightly it binds, and whether it is a tensor or a Python number. */
interface Code {
  readonly text: string;
  readonly level: Level;
  readonly isTensor: boolean;
  /** For comparisons and logic: the same as a condition of Python, which is True or False. */
  readonly condition?: string;
}

/** Python's precedences, as far as formulas use them. */
type Level = 0 | 1 | 2 | 3 | 4 | 5;
const CONDITION: Level = 0;
const SUM: Level = 1;
const PRODUCT: Level = 2;
const SIGN: Level = 3;
const POWER: Level = 4;
const ATOM: Level = 5;

/** Functions of one argument that torch has under some name. */
const UNARY: Readonly<Partial<Record<GraphNode["operation"], string>>> = {
  sin: "torch.sin",
  cos: "torch.cos",
  tan: "torch.tan",
  asin: "torch.asin",
  acos: "torch.acos",
  atan: "torch.atan",
  sinh: "torch.sinh",
  cosh: "torch.cosh",
  tanh: "torch.tanh",
  asinh: "torch.asinh",
  acosh: "torch.acosh",
  atanh: "torch.atanh",
  exp: "torch.exp",
  log: "torch.log",
  log2: "torch.log2",
  log10: "torch.log10",
  log1p: "torch.log1p",
  expm1: "torch.expm1",
  sqrt: "torch.sqrt",
  abs: "torch.abs",
  sign: "torch.sign",
  floor: "torch.floor",
  ceil: "torch.ceil",
  round: "torch.round",
  erf: "torch.erf",
  erfc: "torch.erfc",
  normalCdf: "torch.special.ndtr",
  sigmoid: "torch.sigmoid",
  relu: "torch.relu",
  gelu: "torch.nn.functional.gelu",
  silu: "torch.nn.functional.silu",
};

const COMPARISONS: Readonly<Partial<Record<GraphNode["operation"], string>>> = {
  less: "<",
  lessEqual: "<=",
  greater: ">",
  greaterEqual: ">=",
  equal: "==",
  unequal: "!=",
};

class Writer {
  readonly #expression: CheckedExpression;
  readonly #constants: Readonly<Record<string, number>>;
  readonly #names: readonly string[];
  readonly #codes = new Map<number, Code>();
  readonly #lines: string[] = [];
  #usesNumber = false;
  #usesTruth = false;
  #mayBeDetached = false;
  #parts = 0;

  constructor(expression: CheckedExpression, constants: Readonly<Record<string, number>>) {
    this.#expression = expression;
    this.#constants = constants;
    this.#names = pythonNames([...expression.parameters, ...expression.constants]);
  }

  write(): TorchFormula {
    const { graph, root, parameters, constants } = this.#expression;
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
      const code = this.#codeOf(node);
      const isShared = (uses.get(id) ?? 0) > 1 && node.operands.length > 0;
      this.#codes.set(id, isShared ? this.#named(code) : code);
    }
    const result = this.#code(root);
    if (!result.isTensor) this.#mayBeDetached = true;
    this.#lines.push(`return ${this.#tensor(result).text}`);
    return {
      lines: this.#lines,
      usesNumber: this.#usesNumber,
      usesTruth: this.#usesTruth,
      mayBeDetached: this.#mayBeDetached,
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

  #codeOf(node: GraphNode): Code {
    const { operation, value } = node;
    const operands = node.operands.map((id) => this.#code(id));
    const [a, b] = operands;
    const unary = UNARY[operation];
    if (unary !== undefined) return call(unary, [this.#tensor(a)]);
    const comparison = COMPARISONS[operation];
    if (comparison !== undefined) return this.#truthValue(`${inside(a, SUM)} ${comparison} ${inside(b, SUM)}`);
    switch (operation) {
      case "number":
        return { text: pythonNumber(value), level: value < 0 || Object.is(value, -0) ? SIGN : ATOM, isTensor: false };
      case "parameter":
        return { text: this.#names[value], level: ATOM, isTensor: true };
      case "constant":
        return { text: this.#names[this.#expression.parameters.length + value], level: ATOM, isTensor: false };
      case "pi":
        return { text: "math.pi", level: ATOM, isTensor: false };
      case "e":
        return { text: "math.e", level: ATOM, isTensor: false };
      case "add":
        return this.#binary("+", a, b, SUM);
      case "subtract":
        return this.#binary("-", a, b, SUM);
      case "multiply":
        return this.#binary("*", a, b, PRODUCT);
      case "divide":
        return this.#binary("/", a, b, PRODUCT);
      case "negate":
        return { text: `-${inside(a, SIGN)}`, level: SIGN, isTensor: a.isTensor };
      case "power":
        return { text: `${inside(this.#tensor(a), ATOM)} ** ${value}`, level: POWER, isTensor: true };
      case "pow":
        return call("torch.pow", [this.#tensor(a), b]);
      case "sec":
      case "csc":
      case "cot":
        return this.#reciprocal(RECIPROCALS[operation], a);
      case "cbrt": {
        const x = this.#tensor(a);
        return { text: `torch.sign(${x.text}) * torch.abs(${x.text}) ** (1 / 3)`, level: PRODUCT, isTensor: true };
      }
      case "atan2":
        return call("torch.atan2", [this.#tensor(a), this.#tensor(b)]);
      case "mod":
        return call("torch.remainder", [this.#tensor(a), this.#tensor(b)]);
      case "min":
        return this.#nested("torch.minimum", operands);
      case "max":
        return this.#nested("torch.maximum", operands);
      case "hypot":
        return call("torch.linalg.vector_norm", [this.#stack(operands)]);
      case "logSumExp":
        return { text: `torch.logsumexp(${this.#stack(operands).text}, 0)`, level: ATOM, isTensor: true };
      case "softplus":
        // torch.nn.functional.softplus is the identity above a threshold; this is exact.
        return call("torch.logaddexp", [this.#tensor(a), this.#tensor({ text: "0", level: ATOM, isTensor: false })]);
      case "leakyRelu": {
        const condition = `${inside(a, SUM)} > 0`;
        const slope = this.#binary("*", b, a, PRODUCT);
        return { text: `${inside(a, SUM)} if ${condition} else ${slope.text}`, level: CONDITION, isTensor: a.isTensor };
      }
      case "and":
      case "or":
        return this.#truthValue(`${this.#truth(a)} ${operation} ${this.#truth(b)}`);
      case "xor":
        return this.#truthValue(`${this.#truth(a)} != ${this.#truth(b)}`);
      case "not":
        return this.#truthValue(`not ${this.#truth(a)}`);
      case "select":
        this.#mayBeDetached = true;
        return {
          text: `${inside(b, SUM)} if ${this.#truth(a)} else ${inside(operands[2], SUM)}`,
          level: CONDITION,
          isTensor: b.isTensor && operands[2].isTensor,
        };
      default:
        throw new Error(`torch-formula.ts has no line for the operation ${operation}.`);
    }
  }

  /** A number of Python divides by zero with an exception; one operand at least is made a tensor. */
  #binary(operator: string, a: Code, b: Code, level: Level): Code {
    const left = a.isTensor || b.isTensor ? a : this.#tensor(a);
    // The right operand of the same level keeps its brackets: a - (b - c).
    const right = inside(b, (level + 1) as Level);
    return { text: `${inside(left, level)} ${operator} ${right}`, level, isTensor: true };
  }

  #reciprocal(name: string, a: Code): Code {
    return { text: `1 / ${name}(${this.#tensor(a).text})`, level: PRODUCT, isTensor: true };
  }

  #nested(name: string, operands: readonly Code[]): Code {
    return operands.map((operand) => this.#tensor(operand)).reduceRight((rest, operand) => call(name, [operand, rest]));
  }

  #stack(operands: readonly Code[]): Code {
    return call("torch.stack", [
      { text: `[${operands.map((operand) => this.#tensor(operand).text).join(", ")}]`, level: ATOM, isTensor: true },
    ]);
  }

  #truth(code: Code): string {
    if (code.condition !== undefined) return `(${code.condition})`;
    this.#usesTruth = true;
    return `truth(${code.text})`;
  }

  /** Truth counts as 1 and 0 where it is calculated with. */
  #truthValue(condition: string): Code {
    this.#mayBeDetached = true;
    return { text: `1.0 if ${condition} else 0.0`, level: CONDITION, isTensor: false, condition };
  }

  #tensor(code: Code): Code {
    if (code.isTensor) return code;
    this.#usesNumber = true;
    const isLiteral = /^-?[\d.]+(e[+-]?\d+)?$/.test(code.text);
    const text = isLiteral ? pythonFloat(Number(code.text)) : code.text;
    return { text: `number(${text})`, level: ATOM, isTensor: true };
  }
}

const RECIPROCALS = { sec: "torch.cos", csc: "torch.sin", cot: "torch.tan" } as const;

function call(name: string, operands: readonly Code[]): Code {
  return { text: `${name}(${operands.map((operand) => operand.text).join(", ")})`, level: ATOM, isTensor: true };
}

/** The code in brackets where it binds more loosely than its place. */
function inside(code: Code, level: Level): string {
  return code.level < level ? `(${code.text})` : code.text;
}
