import type { Objective } from "../../src-core/objective/index.ts";
import type { OptimizerState } from "../../src-core/optimizers/index.ts";
import {
  concatenateFrames,
  runLoop,
  type FrameBlock,
  type RunSpec,
  type StopReason,
} from "../../src-core/run/index.ts";
import type { Pace } from "./pace.ts";

/** Makes a run to its end, listening for Ctrl-C all the while. */
export async function runToEnd(
  spec: RunSpec,
  objective: Objective,
  pace: Pace,
  onRecord?: (step: number, state: OptimizerState) => void,
): Promise<{ readonly frames: FrameBlock; readonly stopped: StopReason }> {
  const blocks: FrameBlock[] = [];
  const poll = () => (pace.isDue ? "hand-over" : "continue");
  const loop = runLoop(spec, objective, { poll, ...(onRecord && { onRecord }) });
  for (;;) {
    const part = loop.next();
    if (part.done === true) {
      await pace.turn(spec.steps);
      pace.clear();
      return { frames: concatenateFrames(blocks, objective.dimension), stopped: part.value };
    }
    blocks.push(part.value);
    const last = part.value.steps.at(-1);
    if (pace.isDue) await pace.turn(last ?? 0);
  }
}
