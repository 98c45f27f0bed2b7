import type { FrameBlock } from "./frame-block.ts";
import { sliceFrames } from "./frames.ts";

/** What theta_next = theta - eta_t * m_t / sigma_t is made of for one entry of theta, by recorded step. */
export interface StepFactors {
  /** m_t, with its sign. */
  readonly direction: Float64Array;
  /** sigma_t. */
  readonly scale: Float64Array;
  /** eta_t / sigma_t: what m_t is multiplied by. */
  readonly effectiveRate: Float64Array;
}

/**
 * The factors of one entry over all rows of `frames`, as columns of their own.
 *
 * @param frames rows of steps that were taken: see `takenSteps`.
 */
export function stepFactors(frames: FrameBlock, entry: number): StepFactors {
  const { count, dimension } = frames;
  const direction = new Float64Array(count);
  const scale = new Float64Array(count);
  const effectiveRate = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const at = row * dimension + entry;
    direction[row] = frames.direction[at];
    scale[row] = frames.scale[at];
    effectiveRate[row] = frames.learningRate[row] / frames.scale[at];
  }
  return { direction, scale, effectiveRate };
}

/** The rows from which a step was taken: all but the last of a run that has ended. */
export function takenSteps(frames: FrameBlock, ended: boolean): FrameBlock {
  return ended ? sliceFrames(frames, 0, frames.count - 1) : frames;
}
