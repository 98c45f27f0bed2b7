import { createSchedule, scheduleConventions, type ScheduleSpec } from "../../src-core/schedules/index.ts";
import { children, numbers } from "./runner-options.ts";

/** An option that says for how many units a piece goes on changing, and the unit from which it is counted. */
export interface LengthPlace {
  readonly option: string;
  readonly begins: number;
}

/** An option that says how high the curve is at one of its units. */
export interface LevelPlace {
  readonly option: string;
  readonly unit: number;
  /** The share of the base rate that a 1 of this option stands for: 1 for a factor, one base-th for a rate. */
  readonly whole: number;
}

/** The lengths of a schedule, in the order of its options; those of the schedules inside it are not among them. */
export function lengthPlaces(spec: ScheduleSpec): readonly LengthPlace[] {
  return LENGTHS.filter((option) => typeof spec[option] === "number").map((option) => ({
    option,
    begins: (AFTER[option] ?? []).reduce((sum, before) => sum + valueOf(spec, before), 0),
  }));
}

const LENGTHS = [
  ...["total_iters", "T_max", "T_0", "step_size", "step_size_up", "step_size_down", "total_steps", "transition_steps"],
  ...["warmup_steps", "stable_steps", "decay_steps"],
];

/** Lengths that begin where others end. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  step_size_down: ["step_size_up"],
  stable_steps: ["warmup_steps"],
  decay_steps: ["warmup_steps", "stable_steps"],
};

/** The levels of a schedule that its curve really reaches, at a base rate. */
export function levelPlaces(spec: ScheduleSpec, base: number): readonly LevelPlace[] {
  const [milestone] = numbers(spec["milestones"]);
  const factor = (option: string, unit: number): LevelPlace => ({ option, unit, whole: 1 });
  const rate = (option: string, unit: number): LevelPlace => ({ option, unit, whole: 1 / base });
  switch (spec.name) {
    case "constant":
      return [factor("factor", 0)];
    case "linear":
      return [factor("start_factor", 0), factor("end_factor", valueOf(spec, "total_iters"))];
    case "step":
      return [factor("gamma", valueOf(spec, "step_size"))];
    case "multistep":
      return milestone === undefined ? [] : [factor("gamma", milestone)];
    case "cosine": {
      const end = valueOf(spec, "T_max");
      return [isOptax(spec) ? factor("alpha", end) : rate("eta_min", end)];
    }
    case "cyclic":
      return [rate("base_lr", 0), rate("max_lr", valueOf(spec, "step_size_up"))];
    case "onecycle": {
      const top = valueOf(spec, "pct_start") * valueOf(spec, "total_steps");
      return [rate("max_lr", Math.max(isOptax(spec) ? Math.floor(top) : Math.round(top - 1), 0))];
    }
    case "inverse-sqrt-warmup":
    case "resnet-warmup":
      return valueOf(spec, "warmup_steps") > 0 ? [factor("start_factor", 0)] : [];
    case "wsd": {
      const end = ["warmup_steps", "stable_steps", "decay_steps"].reduce((sum, part) => sum + valueOf(spec, part), 0);
      const last = factor("final_factor", end);
      return valueOf(spec, "warmup_steps") > 0 ? [factor("start_factor", 0), last] : [last];
    }
    case "warmup": {
      const [inner] = children(spec);
      const begins = inner === undefined ? 0 : createSchedule(inner, base)(0) / base;
      return valueOf(spec, "total_iters") > 0 && begins > 0 ? [{ option: "start_factor", unit: 0, whole: begins }] : [];
    }
    default:
      return [];
  }
}

function isOptax({ name, convention }: ScheduleSpec): boolean {
  return (convention ?? scheduleConventions(name)[0]) === "optax";
}

function valueOf(spec: ScheduleSpec, option: string): number {
  return Number(spec[option]);
}
