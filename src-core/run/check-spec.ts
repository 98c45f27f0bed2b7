import {
  checkBoolean,
  checkFinite,
  checkInteger,
  checkList,
  checkName,
  checkRange,
  checkRecord,
  fieldPath,
  InputError,
  itemPath,
} from "../numerics/index.ts";
import { checkProblem, createObjective, type ProblemSpec } from "../objective/index.ts";
import { checkNeeds, checkOptimizer, companionOf, hasNeeds, type OptimizerSpec } from "../optimizers/index.ts";
import { checkSchedule, checkScheduleLength, type ScheduleSpec } from "../schedules/index.ts";
import { checkMomentum } from "./momentum.ts";
import { checkRateFactors } from "./rate-factors.ts";
import { recordPlan } from "./record-plan.ts";
import type { ClipRule, RecordRule, RunSpec, StopRules } from "./spec.ts";

/** Longer runs than this are refused. */
export const MAX_STEPS = 10_000_000;

/**
 * A run's spec from anywhere (a message, a file, a command's input), checked field by field and completed. Only `problem`,
 * `start`, `optimizer` and `steps` must be there; without the others: the plain rate, the same for all parameters, the
 * method's own momentum, seed 0, no noise, no clipping, no stop rule but the step count, every step recorded, no companion.
 * Checking a checked spec returns an equal one.
 *
 * @param path where the spec stands in what was read, for errors; empty for the top.
 * @throws InputError with the JSON path of the first wrong field ("optimizer.betas[1]", "start[2]"), unknown fields too;
 *   ExpressionError with columns for the formula.
 * @example checkRunSpec({ problem: { expression: "x^2" }, start: [1], optimizer: { name: "sgd" }, steps: 5 }).schedule // => { name: "none" }
 */
export function checkRunSpec(value: unknown, path = ""): RunSpec {
  const record = checkRecord(path, value, FIELDS);
  const at = (name: (typeof FIELDS)[number]): string => fieldPath(path, name);
  const { problem, expression } = checkProblem(record["problem"], at("problem"));
  const dimension = expression.parameters.length;
  const steps = checkInteger(at("steps"), record["steps"], { minimum: 0, maximum: MAX_STEPS });
  const optimizer = checkOptimizerFor(problem, record["optimizer"], at("optimizer"));
  const companion = checkCompanion(record["companion"] ?? false, optimizer, at("companion"));
  const spec: RunSpec = {
    problem,
    start: checkStart(record["start"], at("start"), dimension),
    optimizer,
    schedule: checkRunSchedule(record["schedule"] ?? { name: "none" }, steps, at("schedule")),
    momentumSchedule:
      (record["momentumSchedule"] ?? null) === null
        ? null
        : checkRunSchedule(record["momentumSchedule"], steps, at("momentumSchedule")),
    rateFactors: checkRateFactors(record["rateFactors"] ?? null, dimension, at("rateFactors")),
    steps,
    seed: checkInteger(at("seed"), record["seed"] ?? 0),
    noise: checkRange(at("noise"), record["noise"] ?? 0, { minimum: 0 }),
    clip: checkClipRule(record["clip"] ?? null, at("clip")),
    stop: checkStopRules(record["stop"] ?? {}, at("stop")),
    record: checkRecordRule(record["record"] ?? { kind: "all" }, at("record"), steps, dimension, companion),
    companion,
  };
  checkMomentum(spec, path);
  return spec;
}

/** The objective is made only for methods that ask what it has: that takes longer than all other checks. */
function checkOptimizerFor(problem: ProblemSpec, value: unknown, path: string): OptimizerSpec {
  const optimizer = checkOptimizer(value, path);
  if (hasNeeds(optimizer)) checkNeeds(optimizer, createObjective(problem), path);
  return optimizer;
}

/**
 * Gradient clipping, or null for none.
 *
 * @throws InputError.
 * @example checkClipRule({ kind: "norm", limit: 1 }) // => { kind: "norm", limit: 1 }
 */
export function checkClipRule(value: unknown, path = "clip"): ClipRule | null {
  if (value === null) return null;
  const record = checkRecord(path, value, ["kind", "limit"]);
  return {
    kind: checkName(fieldPath(path, "kind"), record["kind"], ["norm", "value"]),
    limit: checkRange(fieldPath(path, "limit"), record["limit"], { minimum: 0, exclusiveMinimum: true }),
  };
}

/**
 * Stop rules; those left out are off.
 *
 * @throws InputError.
 * @example checkStopRules({ divergence: 1e6 }) // => { gradientNorm: null, divergence: 1e6 }
 */
export function checkStopRules(value: unknown, path = "stop"): StopRules {
  const record = checkRecord(path, value, ["gradientNorm", "divergence"]);
  const optional = (name: string, exclusiveMinimum: boolean): number | null => {
    const limit = record[name] ?? null;
    return limit === null ? null : checkRange(fieldPath(path, name), limit, { minimum: 0, exclusiveMinimum });
  };
  return { gradientNorm: optional("gradientNorm", false), divergence: optional("divergence", true) };
}

/**
 * Which steps to keep, for a run of `steps` steps in `dimension` parameters. Lists come back sorted, without repetition.
 *
 * @throws InputError, too-large among them for a list beyond the memory budget.
 * @example checkRecordRule({ kind: "list", steps: [9, 3, 3] }, "record", 10, 2) // => { kind: "list", steps: [3, 9] }
 */
export function checkRecordRule(
  value: unknown,
  path: string,
  steps: number,
  dimension: number,
  hasCompanion = false,
): RecordRule {
  const kindPath = fieldPath(path, "kind");
  const kind = checkName(kindPath, checkRecord(path, value)["kind"], ["all", "every", "logarithmic", "list"]);
  switch (kind) {
    case "all":
      checkRecord(path, value, ["kind"]);
      return { kind };
    case "every": {
      const { interval } = checkRecord(path, value, ["kind", "interval"]);
      return {
        kind,
        interval: checkInteger(fieldPath(path, "interval"), interval, { minimum: 1, maximum: MAX_STEPS }),
      };
    }
    case "logarithmic": {
      const { perDecade } = checkRecord(path, value, ["kind", "perDecade"]);
      return { kind, perDecade: checkInteger(fieldPath(path, "perDecade"), perDecade, { minimum: 1, maximum: 1000 }) };
    }
    case "list": {
      const place = fieldPath(path, "steps");
      const list = checkList(place, checkRecord(path, value, ["kind", "steps"])["steps"], MAX_LISTED).map((step, i) =>
        checkInteger(itemPath(place, i), step, { minimum: 0, maximum: steps }),
      );
      const rule = { kind, steps: [...new Set(list)].sort((a, b) => a - b) };
      // Throws if it does not fit the memory budget.
      recordPlan(rule, steps, dimension, hasCompanion);
      return rule;
    }
  }
}

/** One number per parameter. */
export function checkStartLength(path: string, length: number, dimension: number): void {
  if (length === dimension) return;
  throw new InputError({ code: "wrong-length", path, found: `${length}`, allowed: `${dimension}` });
}

/** Only a method that keeps a second point has one to record. */
function checkCompanion(value: unknown, optimizer: OptimizerSpec, path: string): boolean {
  const companion = checkBoolean(path, value);
  if (!companion || companionOf(optimizer) !== null) return companion;
  throw new InputError({ code: "unsupported", path, found: `true, ${optimizer.name}`, allowed: "false" });
}

/** A schedule that goes on to the end of the run. */
function checkRunSchedule(value: unknown, steps: number, path: string): ScheduleSpec {
  const schedule = checkSchedule(value, path);
  checkScheduleLength(schedule, steps, path);
  return schedule;
}

function checkStart(value: unknown, path: string, dimension: number): readonly number[] {
  // The length first: it is what a person mends first.
  const list = checkList(path, value, Number.MAX_SAFE_INTEGER);
  checkStartLength(path, list.length, dimension);
  return list.map((entry, i) => checkFinite(itemPath(path, i), entry));
}

const FIELDS = [
  "problem",
  "start",
  "optimizer",
  "schedule",
  "momentumSchedule",
  "rateFactors",
  "steps",
  "seed",
  "noise",
  "clip",
  "stop",
  "record",
  "companion",
] as const;

const MAX_LISTED = 1_000_000;
