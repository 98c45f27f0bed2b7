import type { ScheduleEntry, ScheduleSpec } from "../../src-core/schedules/index.ts";
import { newSchedule } from "./runner-options.ts";

/** What schedules that hold others are shown with. */
const PIECES = ["linear", "cosine"] as const;

/** A schedule as a picture of its kind shows it: as it is proposed, those that hold others with simple ones in them. */
export function exampleSchedule(entry: ScheduleEntry, steps: number, lr: number): ScheduleSpec {
  const proposed = newSchedule(entry.name, steps, lr);
  const pieces = PIECES.map((name) => newSchedule(name, steps, lr));
  if (entry.children === "schedule") return { ...proposed, schedule: pieces[1] };
  return entry.children === "schedules" ? { ...proposed, schedules: pieces } : proposed;
}
