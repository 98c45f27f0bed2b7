import { checkName } from "../numerics/index.ts";
import { optionsUnder, type Convention, type OptionDescription } from "../optimizers/index.ts";
import { SCHEDULES } from "./catalogue.ts";
import type { ScheduleEntry } from "./schedule.ts";

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
 * The conventions of a row, the default one first.
 *
 * @example scheduleConventions("cosine") // => ["pytorch", "optax"]
 */
export function scheduleConventions(name: string): readonly [Convention, ...Convention[]] {
  const [first = "pytorch", ...others] = scheduleEntry(name).conventions ?? [];
  return [first, ...others];
}

/**
 * The options of a row under a convention (its first one unless told), without `every`, which all have.
 *
 * @example offeredScheduleOptions("cosine", "optax").map((option) => option.name) // => ["T_max", "alpha", "exponent"]
 */
export function offeredScheduleOptions(
  name: string,
  convention: Convention = scheduleConventions(name)[0],
): readonly OptionDescription[] {
  return optionsUnder(scheduleEntry(name).options, convention);
}
