import type { OptimizerSpec } from "../optimizers/index.ts";
import { pythonNumber } from "./python.ts";

/** An update written out by hand, for methods that torch does not have. */
export interface WrittenUpdate {
  /** Says which method it is and why it is written out. */
  readonly comment: string;
  /** Lines before the loop: the state, in tensors, which update() changes in place. */
  readonly state: readonly string[];
  /** Lines of a function update(theta, g, t, lr), which changes theta and the state in place; t counts from 0. */
  readonly lines: readonly string[];
  /** The functions `number` and `truth` of the script that are called. */
  readonly usesNumber?: boolean;
  readonly usesTruth?: boolean;
  /** The function closure() of the script is called: the loss at theta once more, its gradient in theta.grad. */
  readonly looksAgain?: boolean;
}

/** Writes a method out from a checked spec, where every option is present. */
export type UpdateWriter = (spec: OptimizerSpec) => WrittenUpdate;

/** What most methods do to the gradient first, in torch's order: climb, then L2; Keras decouples all decay. */
export function gradientLines(spec: OptimizerSpec): string[] {
  if (spec.convention === "tensorflow") return decoupledLines(spec);
  const decay = Number(spec["weight_decay"]);
  return [...climbLines(spec), ...(decay === 0 ? [] : [`g = g + ${pythonNumber(decay)} * theta`])];
}

/** The same for methods whose decay shrinks theta. */
export function decoupledLines(spec: OptimizerSpec): string[] {
  const decay = Number(spec["weight_decay"]);
  return [...climbLines(spec), ...(decay === 0 ? [] : [`theta.mul_(1 - lr * ${pythonNumber(decay)})`])];
}

/** The same for methods that have the decay in a line of their own. */
export function climbLines(spec: OptimizerSpec): string[] {
  return spec["maximize"] === true ? ["g = -g"] : [];
}

/** Where eps does not keep a scale above 0, an entry without gradients rests, as in the lab. */
export function restingLines(spec: OptimizerSpec, name: string): string[] {
  return Number(spec["eps"] ?? 0) > 0 ? [] : [`${name} = torch.where(${name} == 0, torch.ones_like(${name}), ${name})`];
}

/** A number among the options, or one of a list of them. */
export function optionText(spec: OptimizerSpec, name: string, index?: number): string {
  const value = spec[name];
  return pythonNumber(Number(Array.isArray(value) && index !== undefined ? value[index] : value));
}

/** The line of a running mean. */
export function meanLine(name: string, beta: string, value: string): string {
  return `${name}.mul_(${beta}).add_((1 - ${beta}) * ${value})`;
}

export function zeros(...names: readonly string[]): string[] {
  return names.map((name) => `${name} = torch.zeros_like(theta)`);
}
