import {
  checkBoolean,
  checkInteger,
  checkList,
  describeValue,
  InputError,
  itemPath,
} from "../../../src-core/numerics/index.ts";
import { cloneState, type OptimizerState } from "../../../src-core/optimizers/index.ts";
import {
  checkRunSpec,
  recordPlan,
  rowOf,
  type FrameBlock,
  type RecordRule,
  type RunSpec,
  type StopReason,
} from "../../../src-core/run/index.ts";
import { StepMap, writeAnswer } from "../answer.ts";
import type { CliIo } from "../io.ts";
import { readInput } from "../json-record.ts";
import { Pace } from "../pace.ts";
import { readProblem, withFormulaPath } from "../problem-input.ts";
import { runToEnd } from "../run-to-end.ts";

const FIELDS = [
  "problem",
  "start",
  "optimizer",
  "schedule",
  "momentumSchedule",
  "rateFactors",
  "steps",
  "record",
  "companion",
  "state",
  "seed",
  "noise",
  "clip",
  "stop",
];

/** `lab run`: an optimizer on a loss, step by step. */
export async function run(words: readonly string[], io: CliIo): Promise<void> {
  const { record = "all", state = false, ...rest } = await readInput(words, FIELDS, io);
  const { problem, objective } = readProblem(rest["problem"]);
  const wantsState = checkBoolean("state", state);
  const rule = readRecord(record, rest["steps"]);
  const spec = checkSpec({ ...rest, problem, record: rule });
  refuseThinning(spec, objective.dimension);

  const states = new Map<number, OptimizerState>();
  const keepState = wantsState ? (step: number, now: OptimizerState) => states.set(step, cloneState(now)) : undefined;
  const { frames, stopped } = await runToEnd(spec, objective, new Pace(io, spec.steps, "steps"), keepState);

  const wanted = rule.kind === "list" ? new Set(rule.steps) : null;
  const rows = Array.from(frames.steps.keys()).filter((row) => wanted?.has(frames.steps[row] ?? 0) ?? true);
  await writeAnswer(io, {
    theta: byStep(frames, rows, (row) => rowOf(frames, "theta", row)),
    loss: byStep(frames, rows, (row) => frames.loss[row]),
    gradientNorm: byStep(frames, rows, (row) => frames.gradientNorm[row]),
    learningRate: byStep(frames, rows, (row) => frames.learningRate[row]),
    companion: frames.companion ? byStep(frames, rows, (row) => rowOf(frames, "companion", row)) : undefined,
    state: wantsState ? byStep(frames, rows, (row) => states.get(frames.steps[row] ?? 0)) : undefined,
    stopped: { reason: stopped.reason, step: stopped.step, ...ruleLine(stopped) },
  });
}

/** Where a line of an own rule ended the run. */
function ruleLine({ cause }: StopReason): { readonly line?: number } {
  return cause?.line === undefined ? {} : { line: cause.line };
}

/** "all", or a list of step numbers that the run can reach. */
function readRecord(record: unknown, steps: unknown): Extract<RecordRule, { kind: "all" | "list" }> {
  if (record === "all") return { kind: "all" };
  if (!Array.isArray(record)) {
    const allowed = '"all" or a list of step numbers';
    throw new InputError({ code: "wrong-type", path: "record", found: describeValue(record), allowed });
  }
  const maximum = typeof steps === "number" ? steps : undefined;
  const list = checkList("record", record, MAX_LISTED);
  return {
    kind: "list",
    steps: list.map((step, index) => checkInteger(itemPath("record", index), step, { minimum: 0, maximum })),
  };
}

const MAX_LISTED = 1_000_000;

/**
 * The core's list of steps is a field of its rule; here the list itself stands in the field `record`. The problem's formula
 * was read before, so that a formula's error is one of the optimizer's rule.
 */
function checkSpec(value: unknown): RunSpec {
  try {
    return withFormulaPath("optimizer.rule", () => checkRunSpec(value));
  } catch (error) {
    if (!(error instanceof InputError) || error.path !== "record.steps") throw error;
    const { found, allowed } = error;
    throw new InputError({ code: "too-large", path: "record", found: `${found} steps`, allowed });
  }
}

/** The core would record every k-th step of a run too long for its memory; here "all" means all. */
function refuseThinning(spec: RunSpec, dimension: number): void {
  const plan = recordPlan(spec.record, spec.steps, dimension, spec.companion);
  if (!plan.isThinned) return;
  const allowed = `a list of step numbers (all ${spec.steps} steps do not fit into memory)`;
  throw new InputError({ code: "too-large", path: "record", found: '"all"', allowed });
}

function byStep(frames: FrameBlock, rows: readonly number[], valueOf: (row: number) => unknown): StepMap {
  return new StepMap(
    (function* () {
      for (const row of rows) yield [frames.steps[row] ?? 0, valueOf(row)] as const;
    })(),
  );
}
