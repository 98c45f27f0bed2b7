import { InputError } from "../numerics/index.ts";
import {
  checkOptimizer,
  offeredOptions,
  optimizerEntry,
  type OptimizerSpec,
  type OptionValue,
} from "../optimizers/index.ts";
import { pythonValue } from "./python.ts";
import { torchRule } from "./torch-rule.ts";
import { ADAM_UPDATES } from "./written-adam.ts";
import { ADAPTIVE_UPDATES } from "./written-adaptive.ts";
import { COURSE_UPDATES } from "./written-course.ts";
import { INSIDE_UPDATES } from "./written-inside.ts";
import { MOMENTUM_UPDATES } from "./written-momentum.ts";
import { RATE_FREE_UPDATES } from "./written-rate-free.ts";
import { SCHEDULE_FREE_UPDATES } from "./written-schedule-free.ts";
import { SIGN_UPDATES } from "./written-sign.ts";
import type { UpdateWriter, WrittenUpdate } from "./written-update.ts";

/** The constructor in torch's names, with the options that differ from torch's defaults; null where torch has no such method. */
export function torchOptimizer(spec: OptimizerSpec): string | null {
  const { torch } = optimizerEntry(spec.name);
  if (torch === undefined || torch === null || (spec.convention ?? "pytorch") !== "pytorch") return null;
  const checked = checkOptimizer(spec);
  const given = offeredOptions(spec.name).flatMap((option) => {
    // Named numbers are an own rule's alone, and torch has none.
    const value = checked[option.name] as OptionValue | undefined;
    if (value === undefined) return [];
    const isDefault = JSON.stringify(value) === JSON.stringify(option.default);
    return option.name === "lr" || !isDefault ? [`${option.name}=${pythonValue(value)}`] : [];
  });
  return `torch.optim.${torch.className}([theta], ${given.join(", ")})`;
}

/** What a reader of the script should know of a method's versions; null where all of them will do. */
export function torchRemark({ name }: OptimizerSpec): string | null {
  return REMARKS[name] ?? null;
}

const REMARKS: Readonly<Record<string, string>> = {
  adafactor: "torch.optim.Adafactor is there from PyTorch 2.5 on.",
  muon: "torch.optim.Muon is there from PyTorch 2.9 on; it orthogonalises in bfloat16, the lab in float64.",
  nadam: "The lab's NAdam is that of PyTorch up to 1.13; from 2.0 on mu_t stands once in a denominator, not twice.",
};

/** Whether step() looks at the loss again and wants a function that does. */
export function takesClosure({ name }: OptimizerSpec): boolean {
  return name === "lbfgs";
}

/**
 * The update of a method that torch does not have, or not under this convention, line by line.
 *
 * @throws InputError unsupported for a method that is neither torch's nor written out here.
 */
export function writtenUpdate(spec: OptimizerSpec): WrittenUpdate {
  const checked = checkOptimizer(spec);
  const convention = checked.convention ?? optimizerEntry(checked.name).conventions[0];
  const write = WRITTEN[`${checked.name} ${convention}`];
  if (write !== undefined) return write(checked);
  throw new InputError({
    code: "unsupported",
    path: "optimizer",
    found: `"${checked.name}", convention "${convention}"`,
    allowed: "a method of torch.optim, or one that is written out",
  });
}

/** By name and convention. */
const WRITTEN: Readonly<Record<string, UpdateWriter>> = {
  ...MOMENTUM_UPDATES,
  ...COURSE_UPDATES,
  ...INSIDE_UPDATES,
  ...ADAM_UPDATES,
  ...SIGN_UPDATES,
  ...ADAPTIVE_UPDATES,
  ...RATE_FREE_UPDATES,
  ...SCHEDULE_FREE_UPDATES,
  "own-rule own": torchRule,
};
