import type { OptionDescription } from "../optimizers/index.ts";

// Options that several rows share, torch.optim.lr_scheduler's names and ranges.

/** A number of steps. */
export function iterations(name: string, value: number, minimum: number): OptionDescription {
  return { name, kind: "integer", default: value, minimum, slider: { scale: "log", from: 1, to: 10_000 } };
}

/** A share of the base rate, or of the run. */
export function share(name: string, value: number, more: Partial<OptionDescription> = {}): OptionDescription {
  return {
    name,
    kind: "number",
    default: value,
    minimum: 0,
    maximum: 1,
    slider: { scale: "linear", from: 0, to: 1 },
    ...more,
  };
}

/** Above 1 the rate grows: the way to find the rate at which a run breaks. */
export function gamma(value: number): OptionDescription {
  return {
    name: "gamma",
    kind: "number",
    default: value,
    minimum: 0,
    slider: { scale: "one-minus-log", from: 0, to: 0.9999 },
  };
}

/** A learning rate that the option itself says. */
export function rate(name: string, value: number, more: Partial<OptionDescription> = {}): OptionDescription {
  return {
    name,
    kind: "number",
    default: value,
    minimum: 0,
    slider: { scale: "log", from: 1e-8, to: 10 },
    ...more,
  };
}

/** The lowest rate of a cosine. */
export const etaMin: OptionDescription = {
  name: "eta_min",
  kind: "number",
  default: 0,
  minimum: 0,
  slider: { scale: "linear", from: 0, to: 0.1 },
};

/** A quotient of two rates. */
export function divisor(name: string, value: number): OptionDescription {
  return {
    name,
    kind: "number",
    default: value,
    minimum: 0,
    exclusiveMinimum: true,
    slider: { scale: "log", from: 1, to: 1e6 },
  };
}

export function momentumBetween(lowest: number, highest: number): readonly OptionDescription[] {
  const momentum = (name: string, value: number) => share(name, value, { exclusiveMaximum: true });
  return [
    { name: "cycle_momentum", kind: "boolean", default: true, slider: null },
    momentum("base_momentum", lowest),
    momentum("max_momentum", highest),
  ];
}

export function choice(name: string, choices: readonly string[]): OptionDescription {
  return { name, kind: "choice", choices, default: choices[0], slider: null };
}

export function milestones(value: readonly number[], minimum: number): OptionDescription {
  return { name: "milestones", kind: "integers", default: value, required: true, minimum, slider: null };
}

export function required(option: OptionDescription): OptionDescription {
  return { ...option, required: true };
}

/** The unit that a schedule counts in: it advances once every so many steps of the run. Every schedule has it. */
export const EVERY: OptionDescription = iterations("every", 1, 1);
