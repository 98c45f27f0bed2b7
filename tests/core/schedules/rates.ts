import { createSchedule, type ScheduleSpec } from "../../../src-core/schedules/index.ts";

/** The rates of the first `count` steps. */
export function rates(spec: ScheduleSpec, count: number, base = 1): number[] {
  const schedule = createSchedule(spec, base);
  return Array.from({ length: count }, (_, step) => schedule(step));
}
