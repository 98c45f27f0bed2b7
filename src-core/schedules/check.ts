import {
  checkList,
  checkName,
  checkRange,
  checkRecord,
  describeValue,
  fieldPath,
  InputError,
  itemPath,
} from "../numerics/index.ts";
import { checkOption, type OptionDescription, type OptionValue } from "../optimizers/index.ts";
import { SCHEDULES } from "./catalogue.ts";
import type { Schedule, ScheduleEntry, ScheduleSpec } from "./schedule.ts";

/**
 * The catalogue's row of a name.
 *
 * @throws InputError unknown-name with the names that there are.
 * @example scheduleEntry("cosine").title // => "Cosine annealing"
 */
export function scheduleEntry(name: string, path = "schedule.name"): ScheduleEntry {
  const known = checkName(
    path,
    name,
    SCHEDULES.map((entry) => entry.name),
  );
  // checkName has found it in this very list.
  return SCHEDULES.find((entry) => entry.name === known) as ScheduleEntry;
}

/**
 * A schedule's spec from anywhere, checked and completed: every option is present, those of the schedules inside too.
 * A warm-up without a schedule leads to the constant rate ("none").
 *
 * @throws InputError with the path of the field ("schedule.schedules[1].T_max").
 * @example checkSchedule({ name: "step", step_size: 30 }) // => { name: "step", step_size: 30, gamma: 0.1 }
 */
export function checkSchedule(value: unknown, path = "schedule"): ScheduleSpec {
  return checkScheduleAt(value, path, 1).spec;
}

/**
 * The schedule that a spec describes: step (0, 1, 2, ...) -> rate.
 *
 * @param baseLearningRate the rate that the schedule shapes, finite and at least 0: the optimizer's `lr`.
 * @throws InputError as checkSchedule does.
 * @example createSchedule({ name: "inverse-sqrt" }, 1)(3) // => 0.5
 * createSchedule({ name: "warmup", total_iters: 4, start_factor: 0 }, 1)(1) // => 0.25
 */
export function createSchedule(spec: ScheduleSpec, baseLearningRate: number, path = "schedule"): Schedule {
  checkRange("baseLearningRate", baseLearningRate, { minimum: 0 });
  return build(checkScheduleAt(spec, path, 1), baseLearningRate);
}

interface CheckedSchedule {
  readonly entry: ScheduleEntry;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly children: readonly CheckedSchedule[];
  readonly spec: ScheduleSpec;
}

function build({ entry, options, children }: CheckedSchedule, baseLearningRate: number): Schedule {
  return entry.create(
    options,
    baseLearningRate,
    children.map((child) => build(child, baseLearningRate)),
  );
}

function checkScheduleAt(value: unknown, path: string, depth: number): CheckedSchedule {
  if (depth > MAX_DEPTH) {
    throw new InputError({ code: "too-large", path, found: `${depth}`, allowed: `<= ${MAX_DEPTH}` });
  }
  const record = checkRecord(path, value);
  // scheduleEntry checks that the name is a name.
  const entry = scheduleEntry(record["name"] as string, fieldPath(path, "name"));
  checkRecord(path, value, [
    "name",
    ...entry.options.map((option) => option.name),
    ...(entry.children ? [entry.children] : []),
  ]);
  const options = Object.fromEntries(
    entry.options.map((option) => [option.name, readOption(option, record[option.name], fieldPath(path, option.name))]),
  );
  const children = checkChildren(entry, record, path, depth);
  entry.check?.(options, children.length, path);
  const childSpecs = children.map((child) => child.spec);
  const nested =
    entry.children === "schedules" ? { schedules: childSpecs } : entry.children ? { schedule: childSpecs[0] } : {};
  return { entry, options, children, spec: { name: entry.name, ...options, ...nested } };
}

function readOption(option: OptionDescription, value: unknown, path: string): OptionValue {
  if (value !== undefined) return checkOption(option, value, path);
  if (option.required !== true) return option.default;
  throw new InputError({
    code: "missing-field",
    path,
    found: describeValue(value),
    allowed: `${option.name}, e.g. ${describeValue(option.default)}`,
  });
}

function checkChildren(
  entry: ScheduleEntry,
  record: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): readonly CheckedSchedule[] {
  if (entry.children === undefined) return [];
  const place = fieldPath(path, entry.children);
  const value = record[entry.children];
  if (entry.children === "schedule") return [checkScheduleAt(value ?? { name: "none" }, place, depth + 1)];
  const list = checkList(place, value, MAX_CHILDREN);
  if (list.length < 2) {
    throw new InputError({ code: "wrong-length", path: place, found: `${list.length}`, allowed: ">= 2" });
  }
  return list.map((child, i) => checkScheduleAt(child, itemPath(place, i), depth + 1));
}

/** Deeper nests mean a mistake or a hostile file; real ones are two or three deep. */
const MAX_DEPTH = 8;
const MAX_CHILDREN = 100;
