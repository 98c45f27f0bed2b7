import * as v from "valibot";
import type { ProblemSpec } from "../objective/index.ts";
import type { OptimizerSpec } from "../optimizers/index.ts";
import type { ClipRule, RecordRule, RunSpec, StopReason, StopRules } from "../run/index.ts";
import type { ScheduleSpec } from "../schedules/index.ts";
import { anyNumber, finite, integer, list, notNegative, positive, storedNumber, symbolName, text } from "./values.ts";

/*
 * Shapes and sizes of what describes a run. Whether a formula parses and whether an optimizer knows an option is
 * decided where they are used: a file opens without reading a single formula.
 */

export const MAX_PARAMETERS = 50;
export const MAX_STEPS = 10_000_000;
/** Longer than any formula or rule that the parser takes, so that it is the parser that refuses it, with a column. */
export const MAX_EXPRESSION_LENGTH = 2_000_000;
const MAX_CONSTANTS = 100;
/** A rule has as many lines as its text has characters at most. */
const MAX_RULE_LINE = MAX_EXPRESSION_LENGTH;
const MAX_CHILD_SCHEDULES = 100;
const MAX_LIST_ENTRIES = 100_000;
/** Of an option that is a text: a name, or a formula that its own parser limits further. */
const MAX_OPTION_LENGTH = 10_000;

export const theta = list(finite, MAX_PARAMETERS, 1);

const numbersByName = v.pipe(
  v.record(symbolName, finite),
  v.check((numbers) => Object.keys(numbers).length <= MAX_CONSTANTS, `at most ${MAX_CONSTANTS} names`),
);

export const problemSchema = v.strictObject({
  expression: text(MAX_EXPRESSION_LENGTH),
  parameters: v.optional(list(symbolName, MAX_PARAMETERS, 1)),
  constants: v.optional(numbersByName),
}) satisfies v.GenericSchema<unknown, ProblemSpec>;

const pointSchema = v.strictTuple([finite, finite], "two numbers");

const optionValue = v.union(
  [
    finite,
    v.boolean(),
    text(MAX_OPTION_LENGTH),
    v.null(),
    list(v.nullable(finite), MAX_LIST_ENTRIES),
    list(pointSchema, MAX_LIST_ENTRIES),
  ],
  "a finite number, true, false, a text, null or a list of finite numbers or of points",
);

const conventionSchema = v.optional(
  v.picklist(
    ["pytorch", "paper", "tensorflow", "optax", "leedl", "own"],
    "pytorch, paper, tensorflow, optax, leedl or own",
  ),
);

export const optimizerSchema: v.GenericSchema<unknown, OptimizerSpec> = v.lazy(() =>
  v.objectWithRest(
    {
      name: text(100),
      convention: conventionSchema,
      rule: v.optional(text(MAX_EXPRESSION_LENGTH)),
      options: v.optional(numbersByName),
      start: v.optional(numbersByName),
      optimizer: v.optional(optimizerSchema),
    },
    optionValue,
  ),
);

export const scheduleSchema: v.GenericSchema<unknown, ScheduleSpec> = v.lazy(() =>
  v.objectWithRest(
    { name: text(100), convention: conventionSchema, every: v.optional(finite) },
    v.union(
      [optionValue, scheduleSchema, list(scheduleSchema, MAX_CHILD_SCHEDULES)],
      "a finite number, true, false, a text, null, a list, a schedule or a list of schedules",
    ),
  ),
);

/** Files from before there were these three do not have them. */
export const momentumScheduleSchema = v.optional(v.nullable(scheduleSchema), null);
export const rateFactorsSchema = v.optional(v.nullable(list(notNegative, MAX_PARAMETERS, 1)), null);
export const companionSchema = v.optional(v.boolean("true or false"), false);

export const clipSchema = v.strictObject({
  kind: v.picklist(["norm", "value"], "norm or value"),
  limit: positive,
}) satisfies v.GenericSchema<unknown, ClipRule>;

export const stopRulesSchema = v.strictObject({
  gradientNorm: v.nullable(notNegative),
  divergence: v.nullable(positive),
}) satisfies v.GenericSchema<unknown, StopRules>;

export const recordSchema = v.variant(
  "kind",
  [
    v.strictObject({ kind: v.literal("all") }),
    v.strictObject({ kind: v.literal("every"), interval: integer(1, MAX_STEPS) }),
    v.strictObject({ kind: v.literal("logarithmic"), perDecade: integer(1, 100_000) }),
    v.strictObject({ kind: v.literal("list"), steps: list(integer(0, MAX_STEPS), MAX_LIST_ENTRIES) }),
  ],
  'a record rule of kind "all", "every", "logarithmic" or "list"',
) satisfies v.GenericSchema<unknown, RecordRule>;

export const seed = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
export const stepCount = integer(0, MAX_STEPS);

export const runSpecSchema = v.strictObject({
  problem: problemSchema,
  start: theta,
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  momentumSchedule: momentumScheduleSchema,
  rateFactors: rateFactorsSchema,
  steps: stepCount,
  seed,
  noise: notNegative,
  clip: v.nullable(clipSchema),
  stop: stopRulesSchema,
  record: recordSchema,
  companion: companionSchema,
}) satisfies v.GenericSchema<unknown, RunSpec>;

/** Why a run ended: with plain numbers between processes, with named ones ("NaN") inside a file. */
export const stopReasonSchema = stopReasonWith(anyNumber) satisfies v.GenericSchema<unknown, StopReason>;
export const storedStopReasonSchema = stopReasonWith(storedNumber) satisfies v.GenericSchema<unknown, StopReason>;

function stopReasonWith<Num extends v.GenericSchema<unknown, number>>(number: Num) {
  return v.strictObject({
    reason: v.picklist(["steps", "converged", "diverged", "left-domain", "cancelled"]),
    step: stepCount,
    cause: v.nullable(
      v.strictObject({
        quantity: v.picklist(["loss", "theta", "gradient", "gradientNorm", "rule"]),
        index: v.nullable(integer(0, MAX_PARAMETERS - 1)),
        value: number,
        limit: v.nullable(number),
        line: v.optional(integer(1, MAX_RULE_LINE)),
      }),
    ),
  });
}
