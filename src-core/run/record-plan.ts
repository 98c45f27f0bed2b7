import { InputError } from "../numerics/index.ts";
import type { RecordRule } from "./spec.ts";

/** What one run may record at most. Rules that ask for more are thinned out; recordPlan says to what. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/** The steps that a run of a given length keeps, besides its last one, which is always kept. */
export interface RecordPlan {
  /** Every interval-th step is kept (0, interval, ...); null where `listed` says which. */
  readonly interval: number | null;
  /** The steps kept, rising and without repetition; null where `interval` says which. */
  readonly listed: Float64Array | null;
  /** How many rows that makes at most. */
  readonly rows: number;
  /** True if the rule asked for more rows than the memory budget holds, so that `interval` is larger than asked. */
  readonly isThinned: boolean;
}

/**
 * The steps to keep under a rule within MAX_FRAME_BYTES. "all" and "every" fall back to the next interval of the series
 * 1, 2, 5, 10, ... that fits.
 *
 * @param hasCompanion whether a row also holds the method's second point.
 * @throws InputError too-large for a list that does not fit.
 * @example recordPlan({ kind: "all" }, 100000, 2).interval // => 1
 * recordPlan({ kind: "all" }, 10000000, 2).interval // => 20
 * recordPlan({ kind: "logarithmic", perDecade: 1 }, 500, 2).listed // => [0, 1, 10, 100, 500]
 */
export function recordPlan(rule: RecordRule, steps: number, dimension: number, hasCompanion = false): RecordPlan {
  const maximumRows = Math.floor(MAX_FRAME_BYTES / bytesPerRow(dimension, hasCompanion));
  switch (rule.kind) {
    case "all":
      return everyKth(1, steps, maximumRows);
    case "every":
      return everyKth(rule.interval, steps, maximumRows);
    case "logarithmic":
      return listed(logarithmicSteps(rule.perDecade, steps), maximumRows);
    case "list":
      return listed([0, ...rule.steps.filter((step) => step <= steps), steps], maximumRows);
  }
}

/** Four vectors, a fifth for the companion, and four numbers, 8 bytes each. */
function bytesPerRow(dimension: number, hasCompanion: boolean): number {
  return 8 * ((hasCompanion ? 5 : 4) * dimension + 4);
}

function everyKth(asked: number, steps: number, maximumRows: number): RecordPlan {
  const rowsOf = (interval: number) => Math.floor(steps / interval) + 2;
  let interval = asked;
  for (let k = 0; rowsOf(interval) > maximumRows; k++) interval = Math.max(asked, roundNumber(k));
  return { interval, listed: null, rows: rowsOf(interval), isThinned: interval !== asked };
}

/** 1, 2, 5, 10, 20, 50, ... */
function roundNumber(k: number): number {
  return [1, 2, 5][k % 3] * 10 ** Math.floor(k / 3);
}

function logarithmicSteps(perDecade: number, steps: number): number[] {
  const kept = [0];
  for (let k = 0; ; k++) {
    const step = Math.round(10 ** (k / perDecade));
    if (step >= steps) break;
    kept.push(step);
  }
  kept.push(steps);
  return kept;
}

function listed(steps: readonly number[], maximumRows: number): RecordPlan {
  const unique = Float64Array.from(new Set(steps)).sort();
  if (unique.length > maximumRows) {
    throw new InputError({
      code: "too-large",
      path: "record.steps",
      found: `${unique.length}`,
      allowed: `<= ${maximumRows}`,
    });
  }
  return { interval: null, listed: unique, rows: unique.length, isThinned: false };
}
