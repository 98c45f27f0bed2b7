import { largestMagnitude } from "../numerics/index.ts";
import { cloneState, createOptimizer, type OptimizerState } from "../optimizers/index.ts";
import type { FrameBlock } from "./frame-block.ts";
import { allocateFrames, rowOf } from "./frames.ts";
import { ENORMOUS } from "./overflow.ts";
import type { RunSpec, StopReason } from "./spec.ts";

/**
 * Why a run ended, once more: where theta ceased to be finite in a step of an own rule from ordinary numbers, the cause is
 * the line of the rule that did it, not theta. (From enormous numbers it is the divergence that got there.)
 *
 * The state before that step is gone, since steps are taken in place. So the run is made again up to there: the same spec,
 * the same bits. It takes as long as it took, yields empty blocks on the way, and can be cancelled, which leaves the
 * reason as it was.
 *
 * @param again makes a run and tells of each recorded step's state, which goes on changing.
 */
export function* withRuleCause(
  stopped: StopReason,
  spec: RunSpec,
  again: (spec: RunSpec, onRecord: (step: number, state: OptimizerState) => void) => Generator<FrameBlock, StopReason>,
): Generator<FrameBlock, StopReason> {
  const { cause } = stopped;
  if (cause?.quantity !== "theta" || Number.isFinite(cause.value) || stopped.step === 0) return stopped;
  const { findTrouble } = createOptimizer(spec.optimizer);
  if (findTrouble === undefined) return stopped;

  let state: OptimizerState = {};
  let last = allocateFrames(spec.start.length, 0);
  const lastStep = stopped.step - 1;
  const run = again({ ...spec, steps: lastStep, record: { kind: "list", steps: [] } }, (step, now) => {
    if (step === lastStep) state = cloneState(now);
  });
  for (let next = run.next(); ; next = run.next()) {
    if (next.done === true) {
      if (next.value.reason === "cancelled") return stopped;
      break;
    }
    if (next.value.count > 0) last = next.value;
    yield allocateFrames(spec.start.length, 0);
  }

  const row = last.count - 1;
  const [theta, gradient] = [rowOf(last, "theta", row), rowOf(last, "gradient", row)];
  if (!(largestMagnitude(theta) < ENORMOUS && largestMagnitude(gradient) < ENORMOUS)) return stopped;
  const trouble = findTrouble(theta, gradient, state, last.learningRate[row], { loss: last.loss[row] });
  if (trouble === null) return stopped;
  const { line, index, value } = trouble;
  return { ...stopped, cause: { quantity: "rule", index, value, limit: null, line } };
}
