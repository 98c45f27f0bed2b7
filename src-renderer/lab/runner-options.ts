import {
  type Convention,
  OPTIMIZER_PRESETS,
  optimizerEntry,
  type OptimizerSpec,
  type OptionDescription,
  type OptionValue,
} from "../../src-core/optimizers/index.ts";
import { type ScheduleSpec, scheduleEntry } from "../../src-core/schedules/index.ts";

/** An option as the panel shows it: its description and the value in force. */
export type ShownOption = OptionDescription & { readonly value: OptionValue };

/** The options of a method under its convention, with the values that a spec leaves to the defaults. */
export function shownOptions(spec: OptimizerSpec): readonly ShownOption[] {
  const entry = optimizerEntry(spec.name);
  const convention = spec.convention ?? entry.conventions[0] ?? "pytorch";
  return entry.options
    .filter((option) => option.conventions === undefined || option.conventions.includes(convention))
    .map((option) => ({
      ...option,
      value: valueOf(spec[option.name], option.defaults?.[convention] ?? option.default),
    }));
}

export function shownScheduleOptions(spec: ScheduleSpec): readonly ShownOption[] {
  return scheduleEntry(spec.name).options.map((option) => ({
    ...option,
    value: valueOf(spec[option.name], option.default),
  }));
}

/** Another method: its preset, at the rate that was chosen where both have one. */
export function setMethod(spec: OptimizerSpec, presetId: string): OptimizerSpec {
  const preset = OPTIMIZER_PRESETS.find((candidate) => candidate.id === presetId);
  return preset === undefined ? spec : { ...preset.spec, lr: spec["lr"] ?? preset.spec["lr"] };
}

/** Another convention: options that it does not know are dropped. */
export function setConvention(spec: OptimizerSpec, convention: Convention): OptimizerSpec {
  const known = new Set(shownOptions({ name: spec.name, convention }).map((option) => option.name));
  const options = Object.entries(spec).filter(([name]) => known.has(name));
  return { name: spec.name, convention, ...Object.fromEntries(options) };
}

/** Sets one option, and with it what it cannot stand beside: Nesterov needs a momentum and no dampening. */
export function setOption(spec: OptimizerSpec, name: string, value: OptionValue): OptimizerSpec {
  const next = { ...spec, [name]: value };
  if (spec.name !== "sgd") return next;
  if (name === "nesterov" && value === true) {
    return {
      ...next,
      dampening: 0,
      momentum: spec["momentum"] === 0 || spec["momentum"] === undefined ? 0.9 : spec["momentum"],
    };
  }
  const breaksNesterov = (name === "momentum" && value === 0) || (name === "dampening" && value !== 0);
  return breaksNesterov && spec["nesterov"] === true ? { ...next, nesterov: false } : next;
}

/** A schedule of a kind with the values that the catalogue proposes, fitted to the length of the run. */
export function newSchedule(name: string, steps: number): ScheduleSpec {
  const entry = scheduleEntry(name);
  const options = Object.fromEntries(entry.options.map((option) => [option.name, proposal(option, steps)]));
  if (entry.children === "schedule") return { name, ...options, schedule: { name: "none" } };
  if (entry.children === "schedules") return { name, ...options, schedules: [{ name: "none" }, { name: "none" }] };
  return { name, ...options };
}

/** Lengths and milestones are proposed as shares of the run, so that something is seen at once. */
function proposal(option: OptionDescription, steps: number): OptionValue {
  const share = (part: number) => Math.max(1, Math.round(steps * part));
  switch (option.name) {
    case "T_max":
      return share(1);
    case "total_iters":
      return share(0.1);
    case "step_size":
      return share(0.25);
    case "milestones":
      return typeof option.default === "object" && option.default.length > 1 ? [share(0.5), share(0.75)] : [share(0.5)];
    default:
      return option.default;
  }
}

/** Adds a piece to a sequence, in the last part of the run. */
export function addPiece(spec: ScheduleSpec, steps: number): ScheduleSpec {
  const schedules = children(spec);
  const milestones = numbers(spec["milestones"]);
  const last = milestones.at(-1) ?? 0;
  const joint = Math.max(last + 1, Math.round((last + steps) / 2));
  return { ...spec, schedules: [...schedules, { name: "none" }], milestones: [...milestones, joint] };
}

/** Removes a piece with the joint before it (the first piece goes with the joint after it). */
export function removePiece(spec: ScheduleSpec, index: number): ScheduleSpec {
  const schedules = children(spec).toSpliced(index, 1);
  const milestones = numbers(spec["milestones"]).toSpliced(Math.max(0, index - 1), 1);
  return { ...spec, schedules, milestones };
}

export function replaceChild(spec: ScheduleSpec, index: number, child: ScheduleSpec): ScheduleSpec {
  if (scheduleEntry(spec.name).children === "schedule") return { ...spec, schedule: child };
  return { ...spec, schedules: children(spec).with(index, child) };
}

export function children(spec: ScheduleSpec): readonly ScheduleSpec[] {
  const { schedule, schedules } = spec;
  if (Array.isArray(schedules)) return schedules.filter(isSpec);
  return isSpec(schedule) ? [schedule] : [];
}

function isSpec(value: unknown): value is ScheduleSpec {
  return typeof value === "object" && value !== null && "name" in value;
}

function numbers(value: ScheduleSpec[string]): readonly number[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "number") : [];
}

function valueOf(given: unknown, fallback: OptionValue): OptionValue {
  if (typeof given === "number" || typeof given === "boolean") return given;
  return Array.isArray(given) && given.every((entry) => typeof entry === "number") ? given : fallback;
}
