import { createObjective, type Objective } from "../../../src-core/objective/index.ts";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import {
  checkRunSpec,
  concatenateFrames,
  runLoop,
  type FrameBlock,
  type RunSpec,
} from "../../../src-core/run/index.ts";
import type { Contestant } from "../report/race.ts";
import { requireAgreement } from "./agreement.ts";
import { COLUMNS, type HandLoop, type HandRecord } from "./by-hand/loop.ts";
import { BENCH_LOSSES, benchLoss, type BenchLoss } from "./losses.ts";

/** The runs that are timed: so many updates on Rosenbrock's function from its usual start, every step recorded. */
export const UPDATES = 100_000;
export const START = [-1.2, 1] as const;

/** A run with its loss, every step recorded. */
export interface RecordedRun {
  readonly spec: RunSpec;
  readonly objective: Objective;
}

export function rosenbrockRun(optimizer: OptimizerSpec, updates = UPDATES): RecordedRun {
  return runOn(benchLoss("rosenbrock"), START, optimizer, updates);
}

/** What the run recorded, as one block. */
export function recorded({ spec, objective }: RecordedRun): FrameBlock {
  return concatenateFrames([...runLoop(spec, objective)]);
}

export function runContestant({ spec, objective }: RecordedRun): Contestant {
  return (times) => {
    let sum = 0;
    for (let i = 0; i < times; i++)
      for (const block of runLoop(spec, objective)) sum += block.theta[block.theta.length - 1];
    return sum;
  };
}

export function handContestant(byHand: HandLoop, lr: number): Contestant {
  return (times) => {
    let sum = 0;
    for (let i = 0; i < times; i++) sum += byHand(...START, lr, UPDATES).theta[2 * UPDATES];
    return sum;
  };
}

/** The loop is shared by all runs of a process: it has seen other losses and methods before, as in the lab. */
export function seeOtherRuns(): void {
  for (const loss of BENCH_LOSSES) {
    for (const optimizer of [
      { name: "sgd", lr: 1e-4 },
      { name: "rmsprop", lr: 1e-3 },
      { name: "adam", lr: 1e-3 },
    ])
      recorded(runOn(loss, loss.at, optimizer, 20_000));
  }
}

/** Over 100,000 steps two orders of rounding drift apart; the first steps say whether they do the same. */
export const COMPARED_STEPS = 2000;

/** @throws Error if one of the first steps differs in one of the columns by more than rounding. */
export function requireSameSteps(what: string, ours: HandRecord, theirs: HandRecord): void {
  if (ours.count !== theirs.count) throw new Error(`${what}: ${ours.count} steps recorded against ${theirs.count}`);
  for (const column of COLUMNS) {
    const width = ours[column].length / ours.count;
    const head = (record: HandRecord) => record[column].subarray(0, COMPARED_STEPS * width);
    requireAgreement(`${what}: ${column}`, head(ours), head(theirs));
  }
}

function runOn(
  { expression, parameters }: BenchLoss,
  start: readonly number[],
  optimizer: OptimizerSpec,
  steps: number,
): RecordedRun {
  const problem = { expression, parameters };
  return { spec: checkRunSpec({ problem, start, optimizer, steps }), objective: createObjective(problem) };
}
