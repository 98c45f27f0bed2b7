import type { OptionDescription } from "../../src-core/optimizers/index.ts";

/** Whether a number lies in an option's range. */
export function acceptsOption(option: OptionDescription, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = false, exclusiveMaximum = false } = option;
  if (value < minimum || value > maximum) return false;
  return !(exclusiveMinimum && value === minimum) && !(exclusiveMaximum && value === maximum);
}

/** The range in symbols, the same in every language: "≥ 0", "0 ≤ … < 1". */
export function allowedText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: OptionDescription): string {
  const below = exclusiveMaximum === true ? "<" : "≤";
  if (minimum !== undefined && maximum !== undefined) {
    return `${minimum} ${exclusiveMinimum === true ? "<" : "≤"} … ${below} ${maximum}`;
  }
  if (minimum !== undefined) return `${exclusiveMinimum === true ? ">" : "≥"} ${minimum}`;
  return maximum === undefined ? "" : `${below} ${maximum}`;
}
