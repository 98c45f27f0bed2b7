import type { Line, LinePoint } from "./line.ts";

export interface WolfeOptions {
  /** How much of the decrease that the first slope promises must be there, in (0, c2). */
  readonly c1: number;
  /** How much of the first slope may be left, in (c1, 1). */
  readonly c2: number;
}

/** The length found; `alpha` is 0 where none lowers the loss. */
export interface WolfeResult extends LinePoint {
  /** Whether both conditions hold. If not, the loss is as low as the conditions' first half asks, but the slope too steep. */
  readonly holds: boolean;
  readonly evaluations: number;
}

/**
 * A step length alpha > 0 with the strong Wolfe conditions
 *
 *   phi(alpha) <= phi(0) + c1 alpha phi'(0)            |phi'(alpha)| <= c2 |phi'(0)|
 *
 * Lengths are doubled until two of them have a good one between them, then the bracket is narrowed by the minimum of the
 * cubic through values and slopes at its ends. A loss that is not finite counts as too high.
 *
 * @param start phi at 0, its slope < 0.
 * @param first the first length tried.
 * @source Nocedal & Wright (2006), Numerical Optimization, algorithms 3.5 and 3.6, equation 3.59.
 */
export function wolfeSearch(line: Line, start: LinePoint, first: number, { c1, c2 }: WolfeOptions): WolfeResult {
  const isLow = ({ alpha, value }: LinePoint): boolean => value <= start.value + c1 * alpha * start.slope;
  const isFlat = ({ slope }: LinePoint): boolean => Math.abs(slope) <= -c2 * start.slope;
  let evaluations = 0;
  let previous = start;

  for (let alpha = first; evaluations < MAX_EVALUATIONS; alpha *= GROWTH) {
    const point = line(alpha);
    evaluations += 1;
    if (!isLow(point) || (evaluations > 1 && point.value >= previous.value)) return zoom(previous, point);
    if (isFlat(point)) return { ...point, holds: true, evaluations };
    if (point.slope >= 0) return zoom(point, previous);
    previous = point;
  }
  return { ...previous, holds: false, evaluations };

  /** Algorithm 3.6: `low` has the smallest loss of the lengths that are low enough, and its slope points to `high`. */
  function zoom(low: LinePoint, high: LinePoint): WolfeResult {
    while (evaluations < MAX_EVALUATIONS) {
      const alpha = between(low, high);
      if (alpha === low.alpha || alpha === high.alpha) break;
      const point = line(alpha);
      evaluations += 1;
      if (!isLow(point) || point.value >= low.value) high = point;
      else {
        if (isFlat(point)) return { ...point, holds: true, evaluations };
        if (point.slope * (high.alpha - low.alpha) >= 0) high = low;
        low = point;
      }
    }
    return { ...low, holds: false, evaluations };
  }
}

/** Twenty doublings reach a length a million times the first, twenty halvings narrow a bracket to a millionth. */
const MAX_EVALUATIONS = 40;
const GROWTH = 2;

/** The minimum of the cubic through both ends, or the middle where that is none or lies almost at an end. */
function between(a: LinePoint, b: LinePoint): number {
  const width = b.alpha - a.alpha;
  const d1 = a.slope + b.slope - (3 * (b.value - a.value)) / width;
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  const share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  const isInside = share >= END_SHARE && share <= 1 - END_SHARE;
  return a.alpha + width * (isInside ? share : 0.5);
}

/** A trial this close to an end would hardly narrow the bracket. */
const END_SHARE = 0.05;
