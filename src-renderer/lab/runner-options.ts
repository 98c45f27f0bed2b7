import type { Objective } from "../../src-core/objective/index.ts";
import {
  baseLearningRate,
  baseOf,
  type Convention,
  type CurvePoint,
  MAX_METHOD_DEPTH,
  missingPart,
  OPTIMIZER_PRESETS,
  offeredOptions,
  optimizerEntry,
  type OptimizerSpec,
  type OptionDescription,
  type OptionValue,
  type ProblemPart,
} from "../../src-core/optimizers/index.ts";
import {
  checkSchedule,
  checkScheduleLength,
  EVERY,
  offeredScheduleOptions,
  type ScheduleSpec,
  scheduleEntry,
} from "../../src-core/schedules/index.ts";
import { InputError } from "../../src-core/numerics/index.ts";
import { type Failure, failureOf } from "../../src-core/protocol/index.ts";

/** An option as the panel shows it: its description and the value in force. */
export type ShownOption = OptionDescription & { readonly value: OptionValue };

/** The options of a method under its convention, with the values that a spec leaves to the defaults. */
export function shownOptions(spec: OptimizerSpec): readonly ShownOption[] {
  return offeredOptions(spec.name, spec.convention).map((option) => withValue(option, spec[option.name]));
}

/** The options of a schedule, and the unit that it counts in where it counts. */
export function shownScheduleOptions(spec: ScheduleSpec): readonly ShownOption[] {
  const options = offeredScheduleOptions(spec.name, spec.convention);
  return [...options, ...(spec.name === "none" ? [] : [EVERY])].map((option) => withValue(option, spec[option.name]));
}

/** Another convention of a schedule: options that it does not know are dropped, new ones have their defaults. */
export function setScheduleConvention(spec: ScheduleSpec, convention: Convention): ScheduleSpec {
  const options = shownScheduleOptions({ ...spec, convention }).map((option) => [option.name, option.value]);
  return checkSchedule({ name: spec.name, convention, ...Object.fromEntries(options) });
}

/** Why a schedule cannot be as it is; null where nothing is wrong with it. */
export function scheduleProblem(spec: ScheduleSpec): Failure | null {
  return failureIn(() => checkSchedule(spec));
}

/** Why a run cannot be so long under a schedule: it would go on past the schedule's end; null where it can. */
export function scheduleLengthProblem(spec: ScheduleSpec, steps: number): Failure | null {
  return failureIn(() => checkScheduleLength(spec, steps));
}

function failureIn(check: () => unknown): Failure | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof InputError) return failureOf(error);
    throw error;
  }
}

/** A method to choose, and how it is called; one that the loss lacks something for is shown with the reason, and disabled. */
export interface MethodChoice {
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
}

/**
 * All methods, for a list to choose from.
 *
 * @param objective null while the formula is wrong: then nothing is known to be missing.
 * @param names of the presets, in the person's language.
 * @param lacking a name together with what the loss lacks.
 * @param depth how many methods may lie around one another from here on; at 1 those around others are left out.
 */
export function methodChoices(
  objective: Objective | null,
  names: Readonly<Record<string, string>>,
  lacking: Readonly<Record<ProblemPart, (name: string) => string>>,
  depth = MAX_METHOD_DEPTH,
): readonly MethodChoice[] {
  const presets = OPTIMIZER_PRESETS.filter(({ spec }) => depth > 1 || baseOf(spec) === null);
  return presets.map(({ id, spec }) => {
    const missing = objective && missingPart(spec, objective);
    const name = names[id] ?? id;
    return { value: id, label: missing === null ? name : lacking[missing](name), disabled: missing !== null };
  });
}

/**
 * Another method: its preset, at the rate that was chosen where a rate means the same to both. A method around another comes
 * around the one that was there; one that was around another gives way to it with all that it was around.
 */
export function setMethod(spec: OptimizerSpec, presetId: string): OptimizerSpec {
  const preset = OPTIMIZER_PRESETS.find((candidate) => candidate.id === presetId);
  if (preset === undefined) return spec;
  const inside = baseOf(spec);
  if (baseOf(preset.spec) !== null) return { ...preset.spec, optimizer: inside ?? spec };
  const keepsRate = isStepOnGradient(preset.spec) && isStepOnGradient(spec);
  return keepsRate ? { ...preset.spec, lr: baseLearningRate(spec) } : preset.spec;
}

/** Whether lr is a step along the gradient, scaled or not, and no share of a step that the method itself finds. */
function isStepOnGradient(spec: OptimizerSpec): boolean {
  const inside = baseOf(spec);
  if (inside !== null) return isStepOnGradient(inside);
  return ["gradient-descent", "adaptive", "sign"].includes(optimizerEntry(spec.name).family);
}

/**
 * Another convention: options that it does not know are dropped, and those that stood at the old one's default go to the
 * new one's. A method inside stays.
 */
export function setConvention(spec: OptimizerSpec, convention: Convention): OptimizerSpec {
  const before = defaultsUnder(spec.name, spec.convention);
  const after = defaultsUnder(spec.name, convention);
  const options = Object.entries(spec).flatMap(([name, value]): [string, OptimizerSpec[string]][] => {
    const other = after.get(name);
    if (other === undefined) return [];
    const wasDefault = JSON.stringify(value) === JSON.stringify(before.get(name));
    return [[name, wasDefault ? other : value]];
  });
  const inside = baseOf(spec);
  return {
    name: spec.name,
    convention,
    ...Object.fromEntries(options),
    ...(inside === null ? {} : { optimizer: inside }),
  };
}

function defaultsUnder(name: string, convention: Convention | undefined): ReadonlyMap<string, OptionValue> {
  return new Map(offeredOptions(name, convention).map((option) => [option.name, option.default]));
}

/** Sets one option, and with it what it cannot stand beside: Nesterov needs a momentum and no dampening. */
export function setOption(spec: OptimizerSpec, name: string, value: OptionValue): OptimizerSpec {
  const next = { ...spec, [name]: value };
  if (!["sgd", "rmsprop"].includes(spec.name)) return next;
  if (name === "nesterov" && value === true) {
    return {
      ...next,
      ...("dampening" in spec ? { dampening: 0 } : {}),
      momentum: spec["momentum"] === 0 || spec["momentum"] === undefined ? 0.9 : spec["momentum"],
    };
  }
  const breaksNesterov = (name === "momentum" && value === 0) || (name === "dampening" && value !== 0);
  return breaksNesterov && spec["nesterov"] === true ? { ...next, nesterov: false } : next;
}

/** A schedule of a kind with the values that the catalogue proposes, fitted to the length of the run and to its rate. */
export function newSchedule(name: string, steps: number, lr = 0.1): ScheduleSpec {
  const entry = scheduleEntry(name);
  const options = Object.fromEntries(
    offeredScheduleOptions(name).map((option) => [option.name, proposal(option, steps, lr)]),
  );
  if (entry.children === "schedule") return { name, ...options, schedule: { name: "none" } };
  if (entry.children === "schedules") return { name, ...options, schedules: [{ name: "none" }, { name: "none" }] };
  return { name, ...options };
}

/** Lengths and milestones are proposed as shares of the run, so that something is seen at once. */
function proposal(option: OptionDescription, steps: number, lr: number): OptionValue {
  const share = (part: number) => Math.max(1, Math.round(steps * part));
  switch (option.name) {
    case "T_max":
    case "total_steps":
      return share(1);
    case "total_iters":
    case "step_size_up":
    case "warmup_steps":
      return share(0.1);
    case "decay_steps":
      return share(0.2);
    case "step_size":
    case "T_0":
      return share(0.25);
    case "stable_steps":
      return share(0.7);
    case "milestones":
      return numbers(option.default).length > 1 ? [share(0.5), share(0.75)] : [share(0.5)];
    case "points":
      return [
        [0, 0],
        [share(0.1), 1],
        [share(0.1) + share(0.9), 0.1],
      ];
    case "max_lr":
      return lr;
    case "base_lr":
      return lr / 10;
    case "cycle_momentum":
      // Not every method has a momentum to cycle.
      return false;
    default:
      return option.default;
  }
}

/** Adds a piece: to a sequence in the last part of the run. */
export function addPiece(spec: ScheduleSpec, steps: number): ScheduleSpec {
  const schedules = [...children(spec), { name: "none" }];
  if (spec.name !== "sequential") return { ...spec, schedules };
  const milestones = numbers(spec["milestones"]);
  const last = milestones.at(-1) ?? 0;
  const joint = Math.max(last + 1, Math.round((last + steps) / 2));
  return { ...spec, schedules, milestones: [...milestones, joint] };
}

/** Removes a piece with the joint before it (the first piece goes with the joint after it). */
export function removePiece(spec: ScheduleSpec, index: number): ScheduleSpec {
  const schedules = children(spec).toSpliced(index, 1);
  if (spec.name !== "sequential") return { ...spec, schedules };
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

/** The numbers of a list, none where there is no list. */
export function numbers(value: ScheduleSpec[string]): readonly number[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "number") : [];
}

/** The entries of a list that may hold torch's None. */
export function optionalNumbers(value: OptionValue): readonly (number | null)[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((entry) => isNumberOf(entry, true));
}

/** The points of a drawn curve, none where there is none. */
export function points(value: ScheduleSpec[string]): readonly CurvePoint[] {
  return Array.isArray(value) ? value.filter(isPoint) : [];
}

function isPoint(value: unknown): value is CurvePoint {
  return Array.isArray(value) && value.length === 2 && value.every((entry) => typeof entry === "number");
}

function withValue(option: OptionDescription, given: unknown): ShownOption {
  return { ...option, value: isOf(option, given) ? given : option.default };
}

function isOf(option: OptionDescription, value: unknown): value is OptionValue {
  const { kind } = option;
  const nullable = option.nullable === true;
  if (Array.isArray(value)) return value.every((entry) => isNumberOf(entry, nullable)) || value.every(isPoint);
  if (value === null) return nullable;
  if (typeof value === "string") return kind === "choice" || kind === "formula";
  return typeof value === "number" || typeof value === "boolean";
}

function isNumberOf(entry: unknown, nullable: boolean): entry is number | null {
  return typeof entry === "number" || (nullable && entry === null);
}
