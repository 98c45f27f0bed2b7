import type { Objective } from "../../src-core/objective/index.ts";
import type { OptimizerSpec } from "../../src-core/optimizers/index.ts";
import {
  concatenateFrames,
  runLoop,
  type FrameBlock,
  type RunHooks,
  type RunSpec,
  type StopReason,
} from "../../src-core/run/index.ts";

/** A spec for a handmade objective: its formula is not read, since the objective is given. */
export function specOf(
  optimizer: OptimizerSpec,
  start: readonly number[],
  steps: number,
  more: Partial<RunSpec> = {},
): RunSpec {
  return {
    problem: { expression: "handmade" },
    start,
    optimizer,
    schedule: { name: "none" },
    momentumSchedule: null,
    rateFactors: null,
    steps,
    seed: 0,
    noise: 0,
    clip: null,
    stop: { gradientNorm: null, divergence: null },
    record: { kind: "all" },
    companion: false,
    ...more,
  };
}

export interface FinishedRun {
  readonly frames: FrameBlock;
  readonly blocks: readonly FrameBlock[];
  readonly stopped: StopReason;
}

/** Drives a run to its end. */
export function finish(spec: RunSpec, objective: Objective, hooks: RunHooks = {}): FinishedRun {
  const blocks: FrameBlock[] = [];
  const run = runLoop(spec, objective, hooks);
  for (;;) {
    const next = run.next();
    if (next.done === true) {
      return { frames: concatenateFrames(blocks, objective.dimension), blocks, stopped: next.value };
    }
    blocks.push(next.value);
  }
}

/** theta after `step` updates, which must have been recorded. */
export function thetaAt({ dimension, steps, theta }: FrameBlock, step: number): number[] {
  const row = steps.indexOf(step);
  if (row === -1) throw new Error(`step ${step} was not recorded`);
  return Array.from(theta.subarray(row * dimension, (row + 1) * dimension));
}
