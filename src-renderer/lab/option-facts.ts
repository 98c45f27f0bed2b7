import type { Convention, OptionDescription, OptionValue } from "../../src-core/optimizers/index.ts";
import { formatNumber } from "./format.ts";
import { allowedText } from "./option-range.ts";

/** An option as a table of reference says it: in symbols, the same in every language. */
export interface OptionFacts {
  readonly name: string;
  /** null: there is none, a spec must say the option itself. */
  readonly byDefault: string | null;
  /** Where a convention has another default. */
  readonly defaults: readonly { readonly convention: Convention; readonly value: string }[];
  /** What is allowed, in symbols; empty where everything of its kind is. */
  readonly range: string;
  /** The only conventions that have the option; empty: all have it. */
  readonly only: readonly Convention[];
}

/** @example optionFacts({ name: "lr", kind: "number", default: 0.1, minimum: 0, slider: null }).range // => "≥ 0" */
export function optionFacts(option: OptionDescription): OptionFacts {
  const { defaults = {}, conventions = [], required = false } = option;
  // Object.entries forgets that the keys are conventions.
  const others = Object.entries(defaults) as [Convention, OptionValue][];
  return {
    name: option.name,
    byDefault: required ? null : valueText(option.default),
    defaults: others.map(([convention, value]) => ({ convention, value: valueText(value) })),
    range: option.choices?.join(" | ") ?? allowedText(option),
    only: conventions,
  };
}

/** As Python writes it, whose names options have; points of a curve as the panel takes them. */
function valueText(value: OptionValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "string") return value;
  const entries = value.map((entry) =>
    Array.isArray(entry) ? entry.map((part) => formatNumber(Number(part))).join(":") : valueText(entry as OptionValue),
  );
  return `(${entries.join(", ")})`;
}
