import { SCHEDULES } from "../schedules/index.ts";

/** How a scheduler of torch takes its arguments. */
export interface TorchSignature {
  /** The schedule's name in the lab. */
  readonly schedule: string;
  /** In torch's order, from the first one on. */
  readonly parameters: readonly string[];
}

/** The arguments of every class, in torch's order; those that are no SILENT_ARGUMENTS are options of the schedule. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  LambdaLR: ["optimizer", "lr_lambda", "last_epoch", "verbose"],
  MultiplicativeLR: ["optimizer", "lr_lambda", "last_epoch", "verbose"],
  StepLR: ["optimizer", "step_size", "gamma", "last_epoch", "verbose"],
  MultiStepLR: ["optimizer", "milestones", "gamma", "last_epoch", "verbose"],
  ConstantLR: ["optimizer", "factor", "total_iters", "last_epoch", "verbose"],
  LinearLR: ["optimizer", "start_factor", "end_factor", "total_iters", "last_epoch", "verbose"],
  ExponentialLR: ["optimizer", "gamma", "last_epoch", "verbose"],
  PolynomialLR: ["optimizer", "total_iters", "power", "last_epoch", "verbose"],
  CosineAnnealingLR: ["optimizer", "T_max", "eta_min", "last_epoch", "verbose"],
  CosineAnnealingWarmRestarts: ["optimizer", "T_0", "T_mult", "eta_min", "last_epoch", "verbose"],
  CyclicLR: [
    ...["optimizer", "base_lr", "max_lr", "step_size_up", "step_size_down", "mode", "gamma", "scale_fn", "scale_mode"],
    ...["cycle_momentum", "base_momentum", "max_momentum", "last_epoch", "verbose"],
  ],
  OneCycleLR: [
    ...["optimizer", "max_lr", "total_steps", "epochs", "steps_per_epoch", "pct_start", "anneal_strategy"],
    ...["cycle_momentum", "base_momentum", "max_momentum", "div_factor", "final_div_factor", "three_phase"],
    ...["last_epoch", "verbose"],
  ],
  ReduceLROnPlateau: [
    ...["optimizer", "mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps"],
    "verbose",
  ],
  SequentialLR: ["optimizer", "schedulers", "milestones", "last_epoch", "verbose"],
  ChainedScheduler: ["schedulers", "optimizer"],
};

/** Arguments that say nothing about the rates, with the values that they may have; others are refused. */
export const SILENT_ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  last_epoch: [-1],
  verbose: [true, false, "deprecated"],
  scale_fn: [null],
  scale_mode: ["cycle", "iterations"],
};

/** The signature of a class of torch.optim.lr_scheduler, or undefined. */
export function torchSignature(className: string): TorchSignature | undefined {
  const parameters = PARAMETERS[className];
  const entry = SCHEDULES.find(({ torch }) => torch?.className === className);
  return parameters && entry && { schedule: entry.name, parameters };
}

export const TORCH_SCHEDULERS: readonly string[] = Object.keys(PARAMETERS);
