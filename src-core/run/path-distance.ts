import { norm } from "../numerics/index.ts";
import type { FrameBlock } from "./frame-block.ts";

/** How far a run is from another, step by step; only steps that both have recorded, so it ends with the shorter one. */
export interface PathDistance {
  readonly steps: Float64Array;
  /** |theta - theta'|; 0 only where all entries are equal, however small their difference. */
  readonly pathDistance: Float64Array;
  /** L(theta) - L(theta'). */
  readonly lossDifference: Float64Array;
}

/**
 * The distance of two recorded paths of the same loss.
 *
 * @param frames,reference of the same dimension.
 */
export function pathDistance(frames: FrameBlock, reference: FrameBlock): PathDistance {
  const rows = commonRows(frames, reference);
  const difference = new Float64Array(frames.dimension);
  const distances = new Float64Array(rows.length);
  const losses = new Float64Array(rows.length);
  rows.forEach(([row, other], index) => {
    for (let i = 0; i < difference.length; i++) {
      difference[i] = frames.theta[row * difference.length + i] - reference.theta[other * difference.length + i];
    }
    distances[index] = norm(difference);
    losses[index] = frames.loss[row] - reference.loss[other];
  });
  const steps = Float64Array.from(rows, ([row]) => frames.steps[row]);
  return { steps, pathDistance: distances, lossDifference: losses };
}

/** The pairs of rows of the same step, in order. */
function commonRows(frames: FrameBlock, reference: FrameBlock): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  let [row, other] = [0, 0];
  while (row < frames.count && other < reference.count) {
    const ahead = frames.steps[row] - reference.steps[other];
    if (ahead === 0) pairs.push([row, other]);
    if (ahead <= 0) row += 1;
    if (ahead >= 0) other += 1;
  }
  return pairs;
}
