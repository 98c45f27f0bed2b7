import { OPTIMIZERS } from "./catalogue.ts";
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
