import { ExpressionError, type CheckedRule } from "../expression/index.ts";
import { checkFinite, checkRecord, checkText, fieldPath, InputError } from "../numerics/index.ts";
import type { OptionDescription, SpecFields } from "./optimizer.ts";
import { readRule } from "./read-rules.ts";
import { RULE_TEXTS } from "./rule-texts.ts";

/**
 * The fields of an own rule besides lr: the text, and numbers for what is found in it.
 *
 *   { name: "own-rule", rule: "m = beta*m + g\ntheta = theta - lr*m", lr: 0.01, options: { beta: 0.9 }, start: { m: 0 } }
 *
 * Like every option they have defaults: momentum written out, ruleOption's guesses, and 0.
 */
export const OWN_RULE_FIELDS: SpecFields = {
  names: ["rule", "options", "start"],
  /** @throws InputError, not for the text: it is looked at when it is read. */
  checkShape(record, path) {
    checkText(fieldPath(path, "rule"), record["rule"] ?? RULE_TEXTS.momentum);
    checkNumbers(record["options"], fieldPath(path, "options"));
    checkNumbers(record["start"], fieldPath(path, "start"));
  },
  /** @throws ExpressionError for the text, with line and columns; InputError for a name that the text does not have. */
  complete(record, path) {
    const text = checkText(fieldPath(path, "rule"), record["rule"] ?? RULE_TEXTS.momentum);
    const given = checkNumbers(record["options"], fieldPath(path, "options"));
    const starts = checkNumbers(record["start"], fieldPath(path, "start"));
    const rule = readRule(text);
    return {
      rule: text,
      options: numbersFor(rule.options, given, (name) => ruleOption(name).default, fieldPath(path, "options")),
      start: numbersFor(rule.states, starts, () => 0, fieldPath(path, "start")),
    };
  },
};

/**
 * An option that was found in a rule, as a settings panel shows it. Its name is all that is known of it: what begins with
 * beta is a memory (0.9; beta2 0.999, as Adam's), eps is 1e-8, anything else 0.1. Any finite number is allowed.
 *
 * @example ruleOption("beta2").default // => 0.999
 */
export function ruleOption(name: string): OptionDescription & { readonly default: number } {
  const kind = "number";
  if (/^(beta|β|momentum|mu$|rho$)/.test(name)) {
    const slider = { scale: "one-minus-log", from: 0, to: 0.9999 } as const;
    return { name, kind, default: name === "beta2" ? 0.999 : 0.9, slider };
  }
  if (/^(eps|ε)/.test(name)) return { name, kind, default: 1e-8, slider: { scale: "log", from: 1e-16, to: 1 } };
  return { name, kind, default: 0.1, slider: { scale: "log", from: 1e-6, to: 10 } };
}

/** The rule of a spec as it is understood; null while its text is wrong, or where the spec is no own rule. */
export function ruleOf(spec: { readonly name: string; readonly [field: string]: unknown }): CheckedRule | null {
  if (spec.name !== "own-rule" || typeof spec["rule"] !== "string") return null;
  try {
    return readRule(spec["rule"]);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

function checkNumbers(value: unknown, path: string): Readonly<Record<string, number>> {
  const entries = Object.entries(checkRecord(path, value ?? {}));
  return Object.fromEntries(entries.map(([name, number]) => [name, checkFinite(fieldPath(path, name), number)]));
}

/** A number for every name, those that are not given guessed; no others. */
function numbersFor(
  names: readonly string[],
  given: Readonly<Record<string, number>>,
  guess: (name: string) => number,
  path: string,
): Readonly<Record<string, number>> {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new InputError({
      code: "unknown-field",
      path: fieldPath(path, unknown),
      found: `"${unknown}"`,
      allowed: names.length === 0 ? "{}" : names.join(", "),
    });
  }
  return Object.fromEntries(names.map((name) => [name, Object.hasOwn(given, name) ? given[name] : guess(name)]));
}
