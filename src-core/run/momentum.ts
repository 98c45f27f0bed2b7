import { fieldPath, InputError } from "../numerics/index.ts";
import { baseOf, innermostMethod, rowOptions, type OptimizerSpec } from "../optimizers/index.ts";
import { createMomentum, createSchedule, scheduleEntry, type MomentumSchedule } from "../schedules/index.ts";
import type { RunSpec } from "./spec.ts";

/**
 * A method's own momentum: its option `momentum`, else the first of its `betas`; null for a method without either. That of a
 * method around another is that of the innermost one.
 *
 * @example ownMomentum({ name: "adam" }) // => 0.9
 */
export function ownMomentum(optimizer: OptimizerSpec): number | null {
  const { momentum, betas } = rowOptions(innermostMethod(optimizer));
  if (typeof momentum === "number") return momentum;
  const first: unknown = Array.isArray(betas) ? betas[0] : null;
  return typeof first === "number" ? first : null;
}

/** The momentum of every step: that which the rate's schedule cycles, or the run's own schedule of it; null for neither. */
export function momentumOf({
  optimizer,
  schedule,
  momentumSchedule,
}: Pick<RunSpec, "optimizer" | "schedule" | "momentumSchedule">): MomentumSchedule | null {
  const own = ownMomentum(optimizer);
  if (momentumSchedule === null || own === null) return createMomentum(schedule);
  return createSchedule(momentumSchedule, own, "momentumSchedule");
}

/**
 * Whether the momentum has one source, and a method that knows what to do with it.
 *
 * @param path that of the spec.
 * @throws InputError.
 */
export function checkMomentum(
  { optimizer, schedule, momentumSchedule }: Pick<RunSpec, "optimizer" | "schedule" | "momentumSchedule">,
  path: string,
): void {
  const isCycled = createMomentum(schedule) !== null;
  const hasMomentum = ownMomentum(optimizer) !== null;
  const method = innermostMethod(optimizer).name;
  if (isCycled && !hasMomentum) {
    throw new InputError({
      code: "unsupported",
      path: fieldPath(innermostPath(optimizer, fieldPath(path, "optimizer")), "name"),
      found: `"${method}"`,
      allowed: "a method with momentum or betas, or cycle_momentum false",
    });
  }
  if (momentumSchedule === null) return;
  const place = fieldPath(path, "momentumSchedule");
  const found = `"${momentumSchedule.name}"`;
  if (!hasMomentum) {
    throw new InputError({
      code: "unsupported",
      path: place,
      found,
      allowed: `null (${method} has no momentum)`,
    });
  }
  if (isCycled) {
    throw new InputError({ code: "inconsistent", path: place, found, allowed: "null (cycle_momentum is true)" });
  }
  if (scheduleEntry(momentumSchedule.name).reactive !== undefined) {
    const allowed = "a schedule of the step alone";
    throw new InputError({ code: "unsupported", path: fieldPath(place, "name"), found, allowed });
  }
}

function innermostPath(optimizer: OptimizerSpec, path: string): string {
  const base = baseOf(optimizer);
  return base === null ? path : innermostPath(base, fieldPath(path, "optimizer"));
}
