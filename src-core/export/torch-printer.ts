import type { GraphNode } from "../expression/index.ts";
import { pythonFloat, pythonNumber } from "./python.ts";

/** Code with how tightly it binds, and whether it is a tensor or a Python number. */
export interface Code {
  readonly text: string;
  readonly level: Level;
  readonly isTensor: boolean;
  /** A tensor with a number for each entry of theta: what is done with it is done entry by entry. */
  readonly isVector?: boolean;
  /** For comparisons and logic: the same as a condition of Python, which is True or False, or a tensor of such for vectors. */
  readonly condition?: string;
}

/** Python's precedences, as far as formulas use them. */
type Level = 0 | 1 | 2 | 3 | 4 | 5;
const CONDITION: Level = 0;
const SUM: Level = 1;
const PRODUCT: Level = 2;
const SIGN: Level = 3;
const POWER: Level = 4;
export const ATOM: Level = 5;

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

/** What stands for the names of a graph. */
export interface TorchNames {
  readonly parameters: readonly Code[];
  /** Names of Python numbers. */
  readonly constants: readonly string[];
  /** Whether sums and products of Python numbers stay such: they must be floats then. */
  readonly hasPlainNumbers: boolean;
}

/** Writes nodes of a graph in torch's operations; remembers which functions of the script that needs. */
export class TorchPrinter {
  usesNumber = false;
  usesTruth = false;
  /** The value may be a plain number, or may not depend on theta where a condition chose a constant. */
  mayBeDetached = false;
  readonly #names: TorchNames;

  constructor(names: TorchNames) {
    this.#names = names;
  }

  /** The code of a node from that of its operands. */
  codeOf({ operation, value }: GraphNode, operands: readonly Code[]): Code {
    const code = this.#scalarOrVector(operation, value, operands);
    return !isOfAll(operation) && operands.some(isVector) ? { ...code, isVector: true } : code;
  }

  #scalarOrVector(operation: GraphNode["operation"], value: number, operands: readonly Code[]): Code {
    const [a, b] = operands;
    const unary = UNARY[operation];
    if (unary !== undefined) return call(unary, [this.tensor(a)]);
    const comparison = COMPARISONS[operation];
    if (comparison !== undefined)
      return this.#truthValue(`${inside(a, SUM)} ${comparison} ${inside(b, SUM)}`, operands);
    switch (operation) {
      case "number":
        return { text: pythonNumber(value), level: value < 0 || Object.is(value, -0) ? SIGN : ATOM, isTensor: false };
      case "parameter":
        return this.#names.parameters[value];
      case "constant":
        return { text: this.#names.constants[value], level: ATOM, isTensor: false };
      case "pi":
        return { text: "math.pi", level: ATOM, isTensor: false };
      case "e":
        return { text: "math.e", level: ATOM, isTensor: false };
      case "add":
        return this.#sum("+", a, b, SUM);
      case "subtract":
        return this.#sum("-", a, b, SUM);
      case "multiply":
        return this.#sum("*", a, b, PRODUCT);
      case "divide":
        return this.#binary("/", a, b, PRODUCT);
      case "negate":
        return { text: `-${inside(a, SIGN)}`, level: SIGN, isTensor: a.isTensor };
      case "power":
        return { text: `${inside(this.tensor(a), ATOM)} ** ${value}`, level: POWER, isTensor: true };
      case "pow":
        return call("torch.pow", [this.tensor(a), b]);
      case "sec":
      case "csc":
      case "cot":
        return this.#reciprocal(RECIPROCALS[operation], a);
      case "cbrt": {
        const x = this.tensor(a);
        return { text: `torch.sign(${x.text}) * torch.abs(${x.text}) ** (1 / 3)`, level: PRODUCT, isTensor: true };
      }
      case "atan2":
        return call("torch.atan2", [this.tensor(a), this.tensor(b)]);
      case "mod":
        return call("torch.remainder", [this.tensor(a), this.tensor(b)]);
      case "min":
        return this.#nested("torch.minimum", operands);
      case "max":
        return this.#nested("torch.maximum", operands);
      case "hypot":
        return operands.some(isVector)
          ? call("torch.linalg.vector_norm", [this.#stack(operands), { text: "dim=0", level: ATOM, isTensor: false }])
          : call("torch.linalg.vector_norm", [this.#stack(operands)]);
      case "logSumExp":
        return { text: `torch.logsumexp(${this.#stack(operands).text}, 0)`, level: ATOM, isTensor: true };
      case "softplus":
        // torch.nn.functional.softplus is the identity above a threshold; this is exact.
        return call("torch.logaddexp", [this.tensor(a), this.tensor({ text: "0", level: ATOM, isTensor: false })]);
      case "leakyRelu": {
        const condition = `${inside(a, SUM)} > 0`;
        const slope = this.#binary("*", b, a, PRODUCT);
        if (a.isVector === true) return this.#where(condition, a, slope);
        return { text: `${inside(a, SUM)} if ${condition} else ${slope.text}`, level: CONDITION, isTensor: a.isTensor };
      }
      case "and":
      case "or":
        return this.#truthValue(
          `${this.#truth(a)} ${this.#logicSign(operation, operands)} ${this.#truth(b)}`,
          operands,
        );
      case "xor":
        return this.#truthValue(`${this.#truth(a)} != ${this.#truth(b)}`, operands);
      case "not":
        return this.#truthValue(`${a.isVector === true ? "~" : "not "}${this.#truth(a)}`, operands);
      case "norm":
        return call("torch.linalg.vector_norm", [this.#spread(a)]);
      case "maxNorm":
        return { text: `torch.abs(${this.#spread(a).text}).max()`, level: ATOM, isTensor: true };
      case "dot":
        return call("torch.sum", [
          this.#spread({ ...this.#binary("*", a, b, PRODUCT), isVector: operands.some(isVector) }),
        ]);
      case "sum":
      case "mean":
        return call(`torch.${operation}`, [this.#spread(a)]);
      case "select":
        this.mayBeDetached = true;
        if (a.isVector === true) return this.#where(this.#truth(a), b, operands[2]);
        return {
          text: `${inside(b, SUM)} if ${this.#truth(a)} else ${inside(operands[2], SUM)}`,
          level: CONDITION,
          isTensor: b.isTensor && operands[2].isTensor,
        };
      default:
        throw new Error(`torch-printer.ts has no line for the operation ${operation}.`);
    }
  }

  /** What no number of Python can go wrong with, as long as it is a float. */
  #sum(operator: string, a: Code, b: Code, level: Level): Code {
    if (!this.#names.hasPlainNumbers || a.isTensor || b.isTensor) return this.#binary(operator, a, b, level);
    return { ...this.#binary(operator, { ...a, isTensor: true }, b, level), isTensor: false };
  }

  /** A number of Python divides by zero with an exception; one operand at least is made a tensor. */
  #binary(operator: string, a: Code, b: Code, level: Level): Code {
    const left = a.isTensor || b.isTensor ? a : this.tensor(a);
    // The right operand of the same level keeps its brackets: a - (b - c).
    const right = inside(b, (level + 1) as Level);
    return { text: `${inside(left, level)} ${operator} ${right}`, level, isTensor: true };
  }

  #reciprocal(name: string, a: Code): Code {
    return { text: `1 / ${name}(${this.tensor(a).text})`, level: PRODUCT, isTensor: true };
  }

  #nested(name: string, operands: readonly Code[]): Code {
    return operands.map((operand) => this.tensor(operand)).reduceRight((rest, operand) => call(name, [operand, rest]));
  }

  #stack(operands: readonly Code[]): Code {
    const list = operands.map((operand) => this.tensor(operand).text).join(", ");
    const text = operands.some(isVector) ? `torch.broadcast_tensors(${list})` : `[${list}]`;
    return call("torch.stack", [{ text, level: ATOM, isTensor: true }]);
  }

  /** A vector as long as theta, whose entries are all the same where one number is given. */
  #spread(code: Code): Code {
    if (code.isVector === true) return code;
    return { text: `torch.broadcast_to(${this.tensor(code).text}, theta.shape)`, level: ATOM, isTensor: true };
  }

  #where(condition: string, a: Code, b: Code): Code {
    return call("torch.where", [{ text: condition, level: ATOM, isTensor: true }, this.tensor(a), this.tensor(b)]);
  }

  #logicSign(operation: "and" | "or", operands: readonly Code[]): string {
    if (!operands.some(isVector)) return operation;
    return operation === "and" ? "&" : "|";
  }

  #truth(code: Code): string {
    if (code.condition !== undefined) return `(${code.condition})`;
    if (code.isVector === true) return `((${code.text} != 0) & (${code.text} == ${code.text}))`;
    this.usesTruth = true;
    return `truth(${code.text})`;
  }

  /** Truth counts as 1 and 0 where it is calculated with. */
  #truthValue(condition: string, operands: readonly Code[]): Code {
    this.mayBeDetached = true;
    if (operands.some(isVector)) return { text: `(${condition}).double()`, level: ATOM, isTensor: true, condition };
    return { text: `1.0 if ${condition} else 0.0`, level: CONDITION, isTensor: false, condition };
  }

  /** The same as a tensor. */
  tensor(code: Code): Code {
    if (code.isTensor) return code;
    this.usesNumber = true;
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

function isVector(code: Code): boolean {
  return code.isVector === true;
}

/** Operations that make one number of a vector. */
function isOfAll(operation: GraphNode["operation"]): boolean {
  return ["norm", "maxNorm", "dot", "sum", "mean"].includes(operation);
}
