import { checkList, checkName, checkRecord, fieldPath, InputError, itemPath } from "../numerics/index.ts";
import { checkOption, checkOptions, type Convention } from "../optimizers/index.ts";
import { scheduleConventions, scheduleEntry } from "./entry.ts";
import { EVERY } from "./options.ts";
import type { ScheduleEntry, ScheduleOptions, ScheduleSpec } from "./schedule.ts";

/** A spec with what its names mean. */
export interface CheckedSchedule {
  readonly entry: ScheduleEntry;
  readonly convention: Convention;
  readonly every: number;
  readonly options: ScheduleOptions;
  readonly children: readonly CheckedSchedule[];
  readonly spec: ScheduleSpec;
}

/** A spec from anywhere, checked with all that it holds; `depth` counts the schedules that it lies in, itself included. */
export function checkScheduleAt(value: unknown, path: string, depth = 1): CheckedSchedule {
  if (depth > MAX_DEPTH) {
    throw new InputError({ code: "too-large", path, found: `${depth}`, allowed: `<= ${MAX_DEPTH}` });
  }
  const record = checkRecord(path, value);
  const namePath = fieldPath(path, "name");
  // scheduleEntry checks that the name is a name.
  const entry = scheduleEntry(record["name"] as string, namePath);
  if (entry.reactive !== undefined && depth > 1) {
    throw new InputError({
      code: "unsupported",
      path: namePath,
      found: `"${entry.name}"`,
      allowed: "a schedule of the step alone",
    });
  }
  const conventions = scheduleConventions(entry.name);
  const convention =
    record["convention"] === undefined
      ? conventions[0]
      : checkName(fieldPath(path, "convention"), record["convention"], conventions);
  // An integer by its description.
  const every = Number(checkOption(EVERY, record["every"] ?? EVERY.default, fieldPath(path, "every")));
  const fields = ["name", "convention", "every", ...(entry.children ? [entry.children] : [])];
  const options = checkOptions(entry.options, convention, record, fields, path);
  const children = checkChildren(entry, record, path, depth);
  entry.check?.(
    options,
    children.map((child) => child.entry),
    path,
  );
  const childSpecs = children.map((child) => child.spec);
  const spec = {
    name: entry.name,
    ...(convention === conventions[0] ? {} : { convention }),
    ...(every === 1 ? {} : { every }),
    ...options,
    ...(entry.children === "schedules" ? { schedules: childSpecs } : {}),
    ...(entry.children === "schedule" ? { schedule: childSpecs[0] } : {}),
  };
  return { entry, convention, every, options, children, spec };
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
  return list.map((child, i) => checkScheduleAt(child, childPath(entry, path, i), depth + 1));
}

/** Where a schedule inside another stands. */
export function childPath({ children }: ScheduleEntry, path: string, index: number): string {
  return children === "schedule" ? fieldPath(path, children) : itemPath(fieldPath(path, "schedules"), index);
}

/** Deeper nests mean a mistake or a hostile file; real ones are two or three deep. */
const MAX_DEPTH = 8;
const MAX_CHILDREN = 100;
