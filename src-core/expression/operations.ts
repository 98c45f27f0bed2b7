import { erf, erfc, floorMod, leakyRelu, logSumExp, normalCdf, roundHalfEven, softplus } from "./special.ts";

/** The leaves of a graph. `direction` is an entry of the vector v in a Hessian-vector product. */
export type LeafOperation = "number" | "parameter" | "constant" | "direction" | "pi" | "e";

/** Operations that only a graph for reading has; putting in the constants (bind.ts) replaces them by the computed ones. */
export type ReadOperation = "sec" | "csc" | "cot" | "gelu" | "silu" | "norm" | "maxNorm" | "dot" | "mean";

/** Operations that make one number of all entries of a vector; only rules have them. */
export type WholeVectorOperation = "sum" | "largest";

/** base^t for the number of the step, with the base as the node's value (numerics/powers.ts); only rules have it. */
export type StepPowerOperation = "stepPower";

/** Operations that a machine computes: the rows of the table below. */
export type ComputedOperation = keyof typeof FORMS;

/** `power` has its integer exponent (2 to 16) as the node's value and becomes products (powers.ts); `pow` has it as an operand. */
export type Operation =
  LeafOperation | ReadOperation | WholeVectorOperation | StepPowerOperation | "power" | ComputedOperation;

/** One operation in the two ways in which it is run: a function for the interpreter, JavaScript for the generator. */
interface OperationForm {
  readonly evaluate: (...operands: number[]) => number;
  /** JavaScript of the operation, each operand used once; operands are names, literals or parenthesised. */
  readonly source: (operands: readonly string[], helper: string) => string;
  /** Set where the source calls this very function by a slot name. */
  readonly helper?: true;
  /** For comparisons and logic: the same as a JavaScript boolean. */
  readonly truth?: (operands: readonly string[]) => string;
  /** How many of the operands, from the first, are conditions. */
  readonly conditions?: number;
}

/**
 * All computed operations. Both columns of a row do the same float64 operations in the same order, so generated code and interpreter
 * agree to the last bit. Truth is 1 and 0; NaN counts as false, as in JavaScript and mathjs.
 */
const FORMS = {
  add: { evaluate: (a, b) => a + b, source: ([a, b]) => `(${a} + ${b})` },
  subtract: { evaluate: (a, b) => a - b, source: ([a, b]) => `(${a} - ${b})` },
  multiply: { evaluate: (a, b) => a * b, source: ([a, b]) => `(${a} * ${b})` },
  divide: { evaluate: (a, b) => a / b, source: ([a, b]) => `(${a} / ${b})` },
  negate: { evaluate: (a) => -a, source: ([a]) => `(-${a})` },
  pow: math("pow"),
  sin: math("sin"),
  cos: math("cos"),
  tan: math("tan"),
  asin: math("asin"),
  acos: math("acos"),
  atan: math("atan"),
  sinh: math("sinh"),
  cosh: math("cosh"),
  tanh: math("tanh"),
  asinh: math("asinh"),
  acosh: math("acosh"),
  atanh: math("atanh"),
  exp: math("exp"),
  log: math("log"),
  log2: math("log2"),
  log10: math("log10"),
  log1p: math("log1p"),
  expm1: math("expm1"),
  sqrt: math("sqrt"),
  cbrt: math("cbrt"),
  abs: math("abs"),
  sign: math("sign"),
  floor: math("floor"),
  ceil: math("ceil"),
  round: helper(roundHalfEven),
  min: math("min"),
  max: math("max"),
  hypot: math("hypot"),
  atan2: math("atan2"),
  mod: helper(floorMod),
  erf: helper(erf),
  erfc: helper(erfc),
  normalCdf: helper(normalCdf),
  // exp(-x) overflows to Infinity for x < -709 and the quotient becomes 0, which is right to the smallest float64.
  sigmoid: { evaluate: (a) => 1 / (1 + Math.exp(-a)), source: ([a]) => `(1 / (1 + Math.exp(-${a})))` },
  softplus: helper(softplus),
  // Math.max keeps NaN, which a comparison would turn into 0.
  relu: { evaluate: (a) => Math.max(0, a), source: ([a]) => `Math.max(0, ${a})` },
  leakyRelu: helper(leakyRelu),
  logSumExp: helper(logSumExp),
  less: condition(
    (a, b) => a < b,
    ([a, b]) => `(${a} < ${b})`,
  ),
  lessEqual: condition(
    (a, b) => a <= b,
    ([a, b]) => `(${a} <= ${b})`,
  ),
  greater: condition(
    (a, b) => a > b,
    ([a, b]) => `(${a} > ${b})`,
  ),
  greaterEqual: condition(
    (a, b) => a >= b,
    ([a, b]) => `(${a} >= ${b})`,
  ),
  equal: condition(
    (a, b) => a === b,
    ([a, b]) => `(${a} === ${b})`,
  ),
  unequal: condition(
    (a, b) => a !== b,
    ([a, b]) => `(${a} !== ${b})`,
  ),
  and: condition(
    (a, b) => isTrue(a) && isTrue(b),
    ([a, b]) => `(${a} && ${b})`,
    2,
  ),
  or: condition(
    (a, b) => isTrue(a) || isTrue(b),
    ([a, b]) => `(${a} || ${b})`,
    2,
  ),
  xor: condition(
    (a, b) => isTrue(a) !== isTrue(b),
    ([a, b]) => `(!${a} !== !${b})`,
    2,
  ),
  not: condition(
    (a) => !isTrue(a),
    ([a]) => `!${a}`,
    1,
  ),
  select: { evaluate: (c, a, b) => (isTrue(c) ? a : b), source: ([c, a, b]) => `(${c} ? ${a} : ${b})`, conditions: 1 },
} satisfies Record<string, OperationForm>;

export const OPERATION_FORMS: Readonly<Record<ComputedOperation, OperationForm>> = FORMS;

export function isComputed(operation: Operation): operation is ComputedOperation {
  return Object.hasOwn(FORMS, operation);
}

/** a + b = b + a: such nodes are the same node in either order of their operands. */
export const COMMUTATIVE: ReadonlySet<Operation> = new Set(["add", "multiply", "equal", "unequal", "and", "or", "xor"]);

/** Operations whose derivative is that of the operand which they choose. */
export const BRANCHES: ReadonlySet<Operation> = new Set(["select", "min", "max"]);

export const COMPARISONS: ReadonlySet<Operation> = new Set([
  "less",
  "lessEqual",
  "greater",
  "greaterEqual",
  "equal",
  "unequal",
]);

/** The largest exponent that is multiplied out; beyond it Math.pow is as fast. */
export const MAX_POWER = 16;

function condition(
  test: (...operands: number[]) => boolean,
  truth: (operands: readonly string[]) => string,
  conditions = 0,
): OperationForm {
  return {
    evaluate: (...operands) => (test(...operands) ? 1 : 0),
    source: (operands) => `(${truth(operands)} ? 1 : 0)`,
    truth,
    conditions,
  };
}

function isTrue(value: number): boolean {
  return value !== 0 && !Number.isNaN(value);
}

type MathName = {
  [Name in keyof typeof Math]: (typeof Math)[Name] extends (...values: number[]) => number ? Name : never;
}[keyof typeof Math];

function math(name: MathName & string): OperationForm {
  return { evaluate: Math[name], source: (operands) => `Math.${name}(${operands.join(", ")})` };
}

function helper(evaluate: (...operands: number[]) => number): OperationForm {
  return { evaluate, source: (operands, slot) => `${slot}(${operands.join(", ")})`, helper: true };
}
