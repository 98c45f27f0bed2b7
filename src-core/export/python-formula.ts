import { parseExpression, type CheckedExpression, type GraphNode } from "../expression/index.ts";
import { InputError } from "../numerics/index.ts";
import { pythonNumber } from "./python.ts";

/**
 * A formula of plain numbers as one expression of Python with its `math` module. It gives the lab's numbers wherever Python
 * gives any: where the lab has an infinity, division and `math` raise instead.
 *
 * @param path where the formula stands, for errors.
 * @throws InputError unsupported for a function that `math` does not have.
 */
export function pythonFormula(text: string, variables: readonly string[], path: string): string {
  return new Writer(parseExpression(text, { parameters: variables }), path).text();
}

/** Python's precedences from the loosest on. */
const LOOSE = 0;
const COMPARISON = 1;
const SUM = 2;
const PRODUCT = 3;
const SIGN = 4;
const POWER = 5;
const ATOM = 6;

interface Code {
  readonly text: string;
  readonly level: number;
  /** For logic: the same as a condition of Python, which is True or False. */
  readonly condition?: string;
}

type Operation = GraphNode["operation"];

const CALLS: Readonly<Partial<Record<Operation, string>>> = {
  ...Object.fromEntries(
    [
      ...["sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "atan2"],
      ...["exp", "log", "log2", "log10", "log1p", "expm1", "sqrt", "floor", "ceil", "erf", "erfc", "hypot"],
    ].map((name) => [name, `math.${name}`]),
  ),
  abs: "abs",
  round: "round",
  min: "min",
  max: "max",
};

const BINARY: Readonly<Partial<Record<Operation, readonly [operator: string, level: number]>>> = {
  less: ["<", COMPARISON],
  lessEqual: ["<=", COMPARISON],
  greater: [">", COMPARISON],
  greaterEqual: [">=", COMPARISON],
  equal: ["==", COMPARISON],
  unequal: ["!=", COMPARISON],
  add: ["+", SUM],
  subtract: ["-", SUM],
  multiply: ["*", PRODUCT],
  divide: ["/", PRODUCT],
  mod: ["%", PRODUCT],
};

class Writer {
  readonly #expression: CheckedExpression;
  readonly #path: string;

  constructor(expression: CheckedExpression, path: string) {
    this.#expression = expression;
    this.#path = path;
  }

  text(): string {
    return this.#code(this.#expression.root).text;
  }

  #code(id: number): Code {
    const { operation, value, operands: ids } = this.#expression.graph.node(id);
    const operands = ids.map((operand) => this.#code(operand));
    const [a, b, c] = operands;
    const name = CALLS[operation];
    if (name !== undefined) return atom(`${name}(${operands.map(({ text }) => text).join(", ")})`);
    const binary = BINARY[operation];
    if (binary !== undefined) {
      const [operator, level] = binary;
      // a < b < c is another thing in Python: a comparison in a comparison keeps its brackets on either side.
      return { text: `${inside(a, level === COMPARISON ? SUM : level)} ${operator} ${inside(b, level + 1)}`, level };
    }
    switch (operation) {
      case "number":
        return { text: pythonNumber(value), level: value < 0 || Object.is(value, -0) ? SIGN : ATOM };
      case "parameter":
        return atom(this.#expression.parameters[value]);
      case "pi":
      case "e":
        return atom(`math.${operation}`);
      case "negate":
        return { text: `-${inside(a, SIGN)}`, level: SIGN };
      case "power":
        return { text: `${inside(a, ATOM)} ** ${pythonNumber(value)}`, level: POWER };
      case "pow":
        return { text: `${inside(a, ATOM)} ** ${inside(b, SIGN)}`, level: POWER };
      case "relu":
        return atom(`max(0, ${a.text})`);
      case "sigmoid":
        return { text: `1 / (1 + math.exp(-${inside(a, SIGN)}))`, level: PRODUCT };
      // Truth is 1 or 0 here; Python's `and` gives one of its operands.
      case "and":
      case "or":
        return truth(`${condition(a)} ${operation} ${condition(b)}`);
      case "not":
        return truth(`not ${condition(a)}`);
      case "select": {
        const text = `${inside(b, COMPARISON)} if ${condition(a)} else ${inside(c, LOOSE)}`;
        return { text, level: LOOSE };
      }
      default:
        throw new InputError({
          code: "unsupported",
          path: this.#path,
          found: operation,
          allowed: "functions of Python's math",
        });
    }
  }
}

function atom(text: string): Code {
  return { text, level: ATOM };
}

function truth(text: string): Code {
  return { text: `1 if ${text} else 0`, level: LOOSE, condition: text };
}

/** What `if` asks: a comparison as it is, logic in brackets, a number as Python takes it. */
function condition(code: Code): string {
  return code.condition === undefined ? inside(code, COMPARISON) : `(${code.condition})`;
}

/** The code in brackets where it binds more loosely than its place. */
function inside(code: Code, level: number): string {
  return code.level < level ? `(${code.text})` : code.text;
}
