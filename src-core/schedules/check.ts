import { fieldPath, InputError } from "../numerics/index.ts";
import { checkScheduleAt, childPath, type CheckedSchedule } from "./checked.ts";
import type { ScheduleSpec } from "./schedule.ts";

/**
 * A schedule's spec from anywhere, checked and completed: every option is present, those of the schedules inside too,
 * `convention` and `every` only where they are not the default. A warm-up without a schedule leads to the constant rate
 * ("none").
 *
 * @throws InputError with the path of the field ("schedule.schedules[1].T_max").
 * @example checkSchedule({ name: "step", step_size: 30 }) // => { name: "step", step_size: 30, gamma: 0.1 }
 */
export function checkSchedule(value: unknown, path = "schedule"): ScheduleSpec {
  return checkScheduleAt(value, path).spec;
}

/**
 * Whether a run of `steps` steps stays within a schedule that has an end (one cycle), wherever that lies in others.
 *
 * @throws InputError inconsistent, at the option that says the length.
 */
export function checkScheduleLength(spec: ScheduleSpec, steps: number, path = "schedule"): void {
  checkLength(checkScheduleAt(spec, path), steps, path);
}

function checkLength(checked: CheckedSchedule, steps: number, path: string): void {
  const { entry, options, children, convention, every } = checked;
  const units = Math.ceil(steps / every);
  const length = entry.lengthOption === undefined ? null : Number(options[entry.lengthOption]);
  // optax's schedules stay at their last rate.
  if (length !== null && convention !== "optax" && units > length) {
    throw new InputError({
      code: "inconsistent",
      path: fieldPath(path, entry.lengthOption ?? ""),
      found: `${length}`,
      allowed: `>= ${units}`,
    });
  }
  const childUnits = entry.childSteps?.(options, units) ?? children.map(() => units);
  children.forEach((child, i) => checkLength(child, childUnits[i], childPath(entry, path, i)));
}
