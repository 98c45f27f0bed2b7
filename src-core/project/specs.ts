import { ExpressionError } from "../expression/index.ts";
import { InputError } from "../numerics/index.ts";
import type { ExpressionProblem } from "../objective/index.ts";
import { checkOptimizer, type Companion, companionOf, type OptimizerSpec } from "../optimizers/index.ts";
import type { RunSpec } from "../run/index.ts";
import { checkSchedule } from "../schedules/index.ts";
import type { Experiment, LossDesign, RecordedRun, Runner, Start } from "./project.ts";

/** A run that an experiment asks for, and whose it is. */
export interface RequestedRun {
  readonly runnerId: string;
  readonly startId: string;
  readonly spec: RunSpec;
}

/**
 * The loss as runs and grids take it.
 *
 * @example problemOf(BOWL).parameters // => ["x", "y"]
 */
export function problemOf({ expression, parameters, constants }: LossDesign): ExpressionProblem {
  return {
    expression,
    parameters: parameters.map((parameter) => parameter.name),
    constants: Object.fromEntries(constants.map(({ name, value }) => [name, value])),
  };
}

/**
 * Every run that an experiment asks for: each runner that is not muted, from each start; runners in order, and for each
 * its starts in order.
 *
 * @example runSpecsOf(newProject().experiments[0]).map((run) => [run.runnerId, run.startId]) // => [["runner-1", "start-1"]]
 */
export function runSpecsOf(experiment: Experiment): RequestedRun[] {
  return experiment.runners
    .filter((runner) => !runner.muted)
    .flatMap((runner) => experiment.starts.map((start) => requestedRun(experiment, runner, start)));
}

/**
 * What the second point is that a method keeps under its options; null where it keeps none, or while an option is wrong.
 *
 * @example companionName({ name: "sgd", momentum: 0.9, nesterov: true }) // => "textbook"
 */
export function companionName(optimizer: OptimizerSpec): Companion["name"] | null {
  return unlessWrong(() => companionOf(optimizer))?.name ?? null;
}

/**
 * Whether a recorded run is what its experiment would compute now. Muting a runner does not make its runs out of date;
 * removing it or its start does. A run that was cancelled is never current.
 */
export function isCurrent(
  run: Pick<RecordedRun, "experimentId" | "runnerId" | "startId" | "spec" | "stopped">,
  experiment: Experiment,
): boolean {
  const runner = experiment.runners.find((candidate) => candidate.id === run.runnerId);
  const start = experiment.starts.find((candidate) => candidate.id === run.startId);
  if (run.experimentId !== experiment.id || runner === undefined || start === undefined) return false;
  if (run.stopped.reason === "cancelled") return false;
  const asked = completed(requestedRun(experiment, runner, start).spec);
  return asked !== null && isSameJson(completed(run.spec), asked);
}

/**
 * With every option present: an option that was left out and the same option at its default make the same run. Null while
 * an option is wrong.
 */
function completed(spec: RunSpec): RunSpec | null {
  const { record, momentumSchedule } = spec;
  return unlessWrong(() => ({
    ...spec,
    optimizer: checkOptimizer(spec.optimizer),
    schedule: checkSchedule(spec.schedule),
    momentumSchedule: momentumSchedule && checkSchedule(momentumSchedule),
    record: record.kind === "list" ? { ...record, steps: [...new Set(record.steps)].sort((a, b) => a - b) } : record,
  }));
}

/** What is made of options, or null while one of them is wrong. */
function unlessWrong<Value>(make: () => Value): Value | null {
  try {
    return make();
  } catch (error) {
    // An ExpressionError is a rule that is being typed.
    if (error instanceof InputError || error instanceof ExpressionError) return null;
    throw error;
  }
}

function requestedRun(experiment: Experiment, runner: Runner, start: Start): RequestedRun {
  const spec: RunSpec = {
    problem: problemOf(experiment.loss),
    start: start.at,
    optimizer: runner.optimizer,
    schedule: runner.schedule,
    momentumSchedule: runner.momentumSchedule,
    rateFactors: runner.rateFactors,
    steps: experiment.steps,
    seed: experiment.seed,
    noise: runner.noise,
    clip: runner.clip,
    stop: experiment.stop,
    record: experiment.record,
    companion: runner.showCompanion && companionName(runner.optimizer) !== null,
  };
  return { runnerId: runner.id, startId: start.id, spec };
}

/** Equality of plain JSON, where a field that is undefined is a field that is not there, and -0 is not 0. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = definedFields(a);
  const right = new Map(definedFields(b));
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && isSameJson(value, right.get(key)))
  );
}

function definedFields(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, entry]) => entry !== undefined);
}
