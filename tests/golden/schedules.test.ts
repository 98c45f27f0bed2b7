import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createReactive, createSchedule, type ScheduleSpec } from "../../src-core/schedules/index.ts";

/** Rates made by PyTorch 1.13: lr[k] is the rate used by step k. */
interface GoldenCase {
  readonly schedule: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly base_lr: number;
  /** What a reactive schedule is told after every step. */
  readonly metric?: readonly number[];
  readonly lr: readonly number[];
}

const { cases } = JSON.parse(readFileSync(new URL("schedules.json", import.meta.url), "utf8")) as {
  cases: readonly GoldenCase[];
};

/** Relative error allowed: the last digit or two. */
const A_DIGIT_OR_TWO = 1e-14;

/**
 * For the cosine torch makes each rate from the one before, by a quotient of two numbers that both vanish at the bottom;
 * what it loses there stays with every rate after it. The last test shows that this, and nothing else, is the difference.
 */
const AFTER_TORCHS_RECURSION = 5e-14;

test("there are fifteen rows", () => {
  expect(cases).toHaveLength(15);
});

describe.each(cases)("$schedule $options", (golden) => {
  test("agrees with torch", () => {
    const bound = golden.schedule === "cosine" ? AFTER_TORCHS_RECURSION : A_DIGIT_OR_TWO;
    expect(largestError(golden.lr, ratesOf(golden))).toBeLessThanOrEqual(bound);
  });
});

/** The rate of every step; a reactive schedule is told its metrics on the way. */
function ratesOf({ schedule: name, options, base_lr, metric, lr }: GoldenCase): (step: number) => number {
  const spec = { name, ...options } as ScheduleSpec;
  const reactive = createReactive(spec, base_lr);
  if (reactive === null) return createSchedule(spec, base_lr);
  const state = reactive.init();
  const rates = lr.map((_, step) => {
    const { rate } = state;
    reactive.observe(state, step, metric![step]);
    return rate;
  });
  return (step) => rates[step];
}

test("the cosine's larger error is that of torch's recursion", () => {
  const golden = cases.find(({ schedule }) => schedule === "cosine")!;
  const { T_max, eta_min } = golden.options as { T_max: number; eta_min: number };
  const recursive = [golden.base_lr];
  for (let t = 1; t < golden.lr.length; t++) {
    const last = recursive[t - 1];
    const isAtBottom = (t - 1 - T_max) % (2 * T_max) === 0;
    const quotient = (1 + Math.cos((Math.PI * t) / T_max)) / (1 + Math.cos((Math.PI * (t - 1)) / T_max));
    recursive[t] = isAtBottom
      ? last + ((golden.base_lr - eta_min) * (1 - Math.cos(Math.PI / T_max))) / 2
      : quotient * (last - eta_min) + eta_min;
  }
  const closed = createSchedule({ name: "cosine", T_max, eta_min }, golden.base_lr);
  expect(largestError(golden.lr, (step) => recursive[step])).toBeLessThanOrEqual(A_DIGIT_OR_TWO);
  expect(largestError(recursive, closed)).toBeGreaterThan(A_DIGIT_OR_TWO);
});

function largestError(rates: readonly number[], schedule: (step: number) => number): number {
  return Math.max(...rates.map((rate, step) => Math.abs(schedule(step) - rate) / (Math.abs(rate) || 1)));
}
