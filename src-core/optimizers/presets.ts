import { OPTIMIZERS } from "./catalogue.ts";
import { baseOf } from "./check.ts";
import type { OptimizerPreset, OptimizerSpec } from "./optimizer.ts";

/** What "add a runner" offers, family by family; within a row the plain form first. */
export const OPTIMIZER_PRESETS: readonly OptimizerPreset[] = OPTIMIZERS.flatMap(({ presets }) => presets.toReversed());

/**
 * The method that a spec is, whatever its numbers: how a runner without a name of its own is called. Names that are not
 * in the catalogue are returned as they are.
 *
 * @example presetOf({ name: "sgd", lr: 0.1, momentum: 0.5 }) // => "momentum"
 */
export function presetOf(spec: OptimizerSpec): string {
  const presets = OPTIMIZERS.find(({ name }) => name === spec.name)?.presets ?? [];
  return presets.find(({ claims }) => claims?.(spec) ?? true)?.id ?? spec.name;
}

/**
 * A method's name, followed by that of the method inside where it is around one.
 *
 * @param names of presets, in a person's language; names that are missing are the ids.
 * @example methodName({ name: "sam", optimizer: { name: "adam" } }, { sam: "SAM", adam: "Adam" }) // => "SAM · Adam"
 */
export function methodName(spec: OptimizerSpec, names: Readonly<Record<string, string>>): string {
  const id = presetOf(spec);
  const inside = baseOf(spec);
  return inside === null ? (names[id] ?? id) : `${names[id] ?? id} · ${methodName(inside, names)}`;
}
