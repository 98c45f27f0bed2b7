import type { OptionDescription } from "./optimizer.ts";

// Options that several rows share, torch.optim's names and ranges.

/** The base learning rate eta; torch takes 0 too. */
export function learningRate(value: number): OptionDescription {
  return { name: "lr", kind: "number", default: value, minimum: 0, slider: { scale: "log", from: 1e-8, to: 10 } };
}

/** L2, or decoupled where the method's file says so. */
export function weightDecay(value: number): OptionDescription {
  return {
    name: "weight_decay",
    kind: "number",
    default: value,
    minimum: 0,
    slider: { scale: "linear", from: 0, to: 0.1 },
  };
}

/** Added to the root, so that nothing is divided by 0. */
export function eps(value: number): OptionDescription {
  return { name: "eps", kind: "number", default: value, minimum: 0, slider: { scale: "log", from: 1e-16, to: 1 } };
}

/** optax's second epsilon, inside the root. */
export function epsRoot(value: number): OptionDescription {
  return { ...eps(value), name: "eps_root", conventions: ["optax"] };
}

/** A switch that is off unless told. */
export function flag(name: string): OptionDescription {
  return { name, kind: "boolean", default: false, slider: null };
}

/** mu (lambda in the course). Values from 1 on never forget, and are worth seeing. */
export const momentum: OptionDescription = {
  name: "momentum",
  kind: "number",
  default: 0,
  minimum: 0,
  slider: { scale: "one-minus-log", from: 0, to: 0.999 },
};

/** How much of a running mean stays at every step. */
export function memory(name: string, value: number): OptionDescription {
  return {
    name,
    kind: "number",
    default: value,
    minimum: 0,
    maximum: 1,
    exclusiveMaximum: true,
    slider: { scale: "one-minus-log", from: 0, to: 0.9999 },
  };
}

/** Memories of the first and the second moment. */
export const betas: OptionDescription = {
  name: "betas",
  kind: "numbers",
  length: 2,
  default: [0.9, 0.999],
  minimum: 0,
  maximum: 1,
  exclusiveMaximum: true,
  slider: { scale: "one-minus-log", from: 0, to: 0.9999 },
};

export const maximize: OptionDescription = flag("maximize");

/** weight_decay beside the step instead of in the gradient: see decoupled.ts. */
export const decoupledWeightDecay: OptionDescription = flag("decoupled_weight_decay");
