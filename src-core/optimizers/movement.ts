import type { StepParts } from "./optimizer.ts";
import { stepped } from "./step.ts";

/**
 * Moves theta from `before` to `target` and says so in the course's form: direction (before - target) / rate, scale 1. For
 * methods whose step is found as a point, not as a direction. Theta is what the parts say, to the last bit, and so may lie a
 * rounding error beside the target.
 *
 * At a rate of exactly 0 no multiple of it says a movement: theta goes to the target and direction is the movement itself.
 */
export function moveTo(
  target: Float64Array,
  before: Float64Array,
  theta: Float64Array,
  rate: number,
  { direction, scale }: StepParts,
): void {
  for (let i = 0; i < theta.length; i++) {
    const back = before[i] - target[i];
    direction[i] = rate === 0 ? back : back / rate;
    scale[i] = 1;
    theta[i] = rate === 0 ? target[i] : stepped(before[i], rate, direction[i], 1);
  }
}
