import type { CurvePoint } from "../optimizers/index.ts";
import type { Schedule } from "./schedule.ts";

/**
 * A curve drawn through points [step, factor]: base * factor, in straight lines between them or level up to the next one
 * ("step"). Before the first point and after the last one it is level.
 *
 * @source optax.piecewise_interpolate_schedule is the same for given factors; torch has LambdaLR for it.
 */
export function points(
  base: number,
  options: { readonly points: readonly CurvePoint[]; readonly interpolation: "linear" | "step" },
): Schedule {
  const { points: joints, interpolation } = options;
  return (t) => {
    const next = firstAfter(joints, t);
    const [step, factor] = joints[Math.max(next - 1, 0)];
    if (next === 0 || next === joints.length || interpolation === "step") return base * factor;
    const [nextStep, nextFactor] = joints[next];
    return base * (factor + ((nextFactor - factor) * (t - step)) / (nextStep - step));
  };
}

/** The index of the first joint behind step t, by bisection; as many as there are where none is. */
function firstAfter(joints: readonly CurvePoint[], t: number): number {
  let [low, high] = [0, joints.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (joints[middle][0] <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
