import type { OptimizerSpec } from "./optimizer.ts";

/** A method under the name that people choose it by, ready to run on a loss of a few units' extent. */
export interface OptimizerPreset {
  readonly id: OptimizerPresetId;
  readonly spec: OptimizerSpec;
}

export type OptimizerPresetId =
  "gradient-descent" | "momentum" | "nesterov" | "adagrad" | "adagrad-mean" | "rmsprop" | "adam" | "amsgrad" | "adamw";

/**
 * What "add a runner" offers. The rates are usable ones on two-dimensional test functions, not torch's defaults: a
 * comparison at default rates means nothing, since they differ by three powers of ten from method to method.
 */
export const OPTIMIZER_PRESETS: readonly OptimizerPreset[] = [
  { id: "gradient-descent", spec: { name: "sgd", lr: 0.001 } },
  { id: "momentum", spec: { name: "sgd", lr: 0.001, momentum: 0.9 } },
  { id: "nesterov", spec: { name: "sgd", lr: 0.001, momentum: 0.9, nesterov: true } },
  { id: "adagrad", spec: { name: "adagrad", lr: 0.1 } },
  { id: "adagrad-mean", spec: { name: "adagrad", convention: "leedl", lr: 0.01 } },
  { id: "rmsprop", spec: { name: "rmsprop", lr: 0.01 } },
  { id: "adam", spec: { name: "adam", lr: 0.01 } },
  { id: "amsgrad", spec: { name: "adam", lr: 0.01, amsgrad: true } },
  { id: "adamw", spec: { name: "adamw", lr: 0.01 } },
];

/**
 * The method that a spec is, whatever its numbers: how a runner without a name of its own is called. Names that are not
 * in the catalogue are returned as they are.
 *
 * @example presetOf({ name: "sgd", lr: 0.1, momentum: 0.5 }) // => "momentum"
 */
export function presetOf(spec: OptimizerSpec): OptimizerPresetId {
  switch (spec.name) {
    case "sgd":
      if (typeof spec["momentum"] !== "number" || spec["momentum"] === 0) return "gradient-descent";
      return spec["nesterov"] === true ? "nesterov" : "momentum";
    case "adagrad":
      return spec.convention === "leedl" ? "adagrad-mean" : "adagrad";
    case "adam":
      return spec["amsgrad"] === true ? "amsgrad" : "adam";
    default:
      // The other rows' presets have the rows' names; a test goes through the catalogue.
      return spec.name as OptimizerPresetId;
  }
}
