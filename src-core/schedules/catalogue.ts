import { COMPOSITION_ROWS } from "./rows/compositions.ts";
import { CYCLE_ROWS } from "./rows/cycles.ts";
import { DECAY_ROWS } from "./rows/decays.ts";
import { OWN_ROWS } from "./rows/own.ts";
import { REACTIVE_ROWS } from "./rows/reactive.ts";
import { WARMUP_ROWS } from "./rows/warmups.ts";
import type { ScheduleEntry } from "./schedule.ts";

/**
 * Every schedule that there is. Names of options, defaults and ranges are those of torch.optim.lr_scheduler; where torch
 * has no default the option is required, and the one here is what a panel proposes.
 */
export const SCHEDULES: readonly ScheduleEntry[] = [
  ...DECAY_ROWS,
  ...CYCLE_ROWS,
  ...WARMUP_ROWS,
  ...OWN_ROWS,
  ...REACTIVE_ROWS,
  ...COMPOSITION_ROWS,
];
