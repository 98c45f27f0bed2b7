import { checkRule, type CheckedRule, type ExpressionError } from "../../src-core/expression/index.ts";
import { type OptimizerSpec, ruleOption } from "../../src-core/optimizers/index.ts";
import type { ShownOption } from "./runner-options.ts";

/** An own rule as the panel shows it: how its text is understood, and the numbers in force for what is found in it. */
export interface ShownRule {
  readonly text: string;
  readonly check: ReturnType<typeof checkRule>;
  readonly options: readonly ShownOption[];
  readonly states: readonly { readonly name: string; readonly start: number }[];
}

export function shownRule(spec: OptimizerSpec): ShownRule {
  const text = ruleText(spec);
  const check = checkRule(text);
  const { options, states } = check.ok ? check.rule : NOTHING_FOUND;
  return {
    text,
    check,
    options: options.map((name) => ({ ...ruleOption(name), value: optionsOf(spec)[name] ?? ruleOption(name).default })),
    states: states.map((name) => ({ name, start: startOf(spec)[name] ?? 0 })),
  };
}

/**
 * The text as typed. While it is wrong only the text changes; once it is right, options and start values follow it: names
 * that stay keep their numbers, new ones are guessed.
 */
export function setRuleText(spec: OptimizerSpec, text: string): OptimizerSpec {
  const check = checkRule(text);
  if (!check.ok) return { ...spec, rule: text };
  const { options, states }: CheckedRule = check.rule;
  return {
    ...spec,
    rule: text,
    options: followed(options, optionsOf(spec), (name) => ruleOption(name).default),
    start: followed(states, startOf(spec), () => 0),
  };
}

export function setRuleOption(spec: OptimizerSpec, name: string, value: number): OptimizerSpec {
  return { ...spec, options: { ...optionsOf(spec), [name]: value } };
}

export function setRuleStart(spec: OptimizerSpec, name: string, value: number): OptimizerSpec {
  return { ...spec, start: { ...startOf(spec), [name]: value } };
}

/** Where an error stands in the whole text: its columns are those of its line. */
export function placeInText(
  text: string,
  { line, start, end }: Pick<ExpressionError, "line" | "start" | "end">,
): { readonly start: number; readonly end: number } {
  const before = text.split(/(?<=\r\n|\r(?!\n)|\n)/).slice(0, (line ?? 1) - 1);
  const offset = before.reduce((sum, piece) => sum + piece.length, 0);
  return { start: offset + start, end: offset + end };
}

const NOTHING_FOUND = { options: [], states: [] } as const;

function ruleText(spec: OptimizerSpec): string {
  return typeof spec["rule"] === "string" ? spec["rule"] : "";
}

function optionsOf(spec: OptimizerSpec): Readonly<Record<string, number>> {
  return numbersIn(spec["options"]);
}

function startOf(spec: OptimizerSpec): Readonly<Record<string, number>> {
  return numbersIn(spec["start"]);
}

function numbersIn(value: OptimizerSpec[string]): Readonly<Record<string, number>> {
  return isNumbers(value) ? value : {};
}

function isNumbers(value: OptimizerSpec[string]): value is Readonly<Record<string, number>> {
  return typeof value === "object" && !Array.isArray(value);
}

function followed(
  names: readonly string[],
  known: Readonly<Record<string, number>>,
  guess: (name: string) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name) => [name, known[name] ?? guess(name)]));
}
