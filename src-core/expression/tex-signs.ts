import type { Operation } from "./operations.ts";

/** The name of a function in TeX, without its argument. */
export function functionTex(operation: Operation): string {
  return FUNCTION_NAMES.get(operation) ?? `\\operatorname{${operation}}`;
}

const FUNCTION_NAMES: ReadonlyMap<Operation, string> = new Map<Operation, string>([
  ["sin", "\\sin"],
  ["cos", "\\cos"],
  ["tan", "\\tan"],
  ["sec", "\\sec"],
  ["csc", "\\csc"],
  ["cot", "\\cot"],
  ["asin", "\\arcsin"],
  ["acos", "\\arccos"],
  ["atan", "\\arctan"],
  ["sinh", "\\sinh"],
  ["cosh", "\\cosh"],
  ["tanh", "\\tanh"],
  ["asinh", "\\operatorname{arsinh}"],
  ["acosh", "\\operatorname{arcosh}"],
  ["atanh", "\\operatorname{artanh}"],
  ["log", "\\ln"],
  ["log2", "\\log_{2}"],
  ["log10", "\\log_{10}"],
  ["min", "\\min"],
  ["max", "\\max"],
  ["sigmoid", "\\sigma"],
  ["normalCdf", "\\Phi"],
  ["leakyRelu", "\\operatorname{leaky\\_relu}"],
]);

/** Functions of one argument whose name can carry an exponent. */
export const RAISED_NAMES: ReadonlySet<Operation> = new Set([
  "sin",
  "cos",
  "tan",
  "sec",
  "csc",
  "cot",
  "sinh",
  "cosh",
  "tanh",
  "log",
]);

/** Signs of comparisons and logic. */
export const SIGNS: ReadonlyMap<Operation, string> = new Map<Operation, string>([
  ["less", "<"],
  ["lessEqual", "\\le"],
  ["greater", ">"],
  ["greaterEqual", "\\ge"],
  ["equal", "="],
  ["unequal", "\\ne"],
  ["and", "\\land"],
  ["or", "\\lor"],
  ["xor", "\\veebar"],
]);

/** Signs between conditions rather than numbers. */
export const LOGICAL: ReadonlySet<Operation> = new Set(["and", "or", "xor"]);

/** The comparison that holds where another does not. */
export const OPPOSITES: ReadonlyMap<Operation, string> = new Map<Operation, string>([
  ["less", "\\ge"],
  ["lessEqual", ">"],
  ["greater", "\\le"],
  ["greaterEqual", "<"],
  ["equal", "\\ne"],
  ["unequal", "="],
]);
