/** A point on the line theta + t d: where, how high, how steep (the gradient's product with d), and the gradient there. */
export interface LinePoint {
  readonly t: number;
  readonly loss: number;
  readonly slope: number;
  readonly gradient: Float64Array;
}

export interface LineSearch {
  readonly found: LinePoint;
  /** How often the line was looked at. */
  readonly evaluations: number;
}

/**
 * A step that meets the strong Wolfe conditions: low enough for its length, and flat enough,
 *
 *   loss(t) <= loss(0) + c1 t slope(0)        |slope(t)| <= c2 |slope(0)|        c1 = 1e-4, c2 = 0.9
 *
 * First t grows until such points lie between two known ones, then the two close in, each time to the minimum of the cubic
 * through both. After 25 looks the lowest point known is taken as it is.
 *
 * @param at looks at the line; each answer has a gradient array of its own.
 * @param start the point at t = 0; its slope is negative.
 * @param firstStep the first t to try.
 * @param size the largest entry of d, in size: brackets below 1e-9 / size are not divided further.
 * @source Nocedal & Wright (2006), algorithms 3.5 and 3.6, with the choices of torch.optim.LBFGS (minFunc by M. Schmidt):
 *   see the comments. torch does not hand its tolerance_change on to the line search, hence the fixed 1e-9.
 */
export function strongWolfe(
  at: (t: number) => LinePoint,
  start: LinePoint,
  firstStep: number,
  size: number,
): LineSearch {
  const isTooHigh = (point: LinePoint): boolean => point.loss > start.loss + C1 * point.t * start.slope;
  const isFlat = (point: LinePoint): boolean => Math.abs(point.slope) <= -C2 * start.slope;
  let looks = 0;
  let previous = start;
  let current = at(firstStep);
  for (; ; looks++) {
    if (looks === MAX_LOOKS) return { found: start.loss <= current.loss ? start : current, evaluations: looks + 1 };
    // Nocedal & Wright ask from the second look on whether the loss has risen, torch from the third.
    if (isTooHigh(current) || (looks > 1 && current.loss >= previous.loss)) break;
    if (isFlat(current)) return { found: current, evaluations: looks + 1 };
    if (current.slope >= 0) break;
    const t = cubicMinimum(previous, current, current.t + 0.01 * (current.t - previous.t), 10 * current.t);
    previous = current;
    current = at(t);
  }

  const bracket: [LinePoint, LinePoint] = [previous, current];
  let low = lowerOf(bracket);
  let wasNearEnd = false;
  while (looks < MAX_LOOKS && Math.abs(bracket[1].t - bracket[0].t) * size >= SMALLEST_BRACKET) {
    const from = Math.min(bracket[0].t, bracket[1].t);
    const to = Math.max(bracket[0].t, bracket[1].t);
    let t = cubicMinimum(bracket[0], bracket[1], from, to);
    // Twice in a row near an end, or on it: a tenth of the bracket away from that end instead, or it would shrink too slowly.
    const margin = 0.1 * (to - from);
    const isNearEnd = Math.min(to - t, t - from) < margin;
    const isMoved: boolean = isNearEnd && (wasNearEnd || t >= to || t <= from);
    if (isMoved) t = Math.abs(t - to) < Math.abs(t - from) ? to - margin : from + margin;
    wasNearEnd = isNearEnd && !isMoved;

    const point = at(t);
    looks++;
    const high = low === 0 ? 1 : 0;
    if (isTooHigh(point) || point.loss >= bracket[low].loss) {
      bracket[high] = point;
      low = lowerOf(bracket);
      continue;
    }
    const isFound = isFlat(point);
    if (!isFound && point.slope * (bracket[high].t - bracket[low].t) >= 0) bracket[high] = bracket[low];
    bracket[low] = point;
    if (isFound) break;
  }
  return { found: bracket[low], evaluations: looks + 1 };
}

/**
 * Where the cubic through two points with these losses and slopes is lowest, kept within [from, to]; the middle of them
 * where the cubic has no minimum.
 */
function cubicMinimum(a: LinePoint, b: LinePoint, from: number, to: number): number {
  const [left, right] = a.t <= b.t ? [a, b] : [b, a];
  const d1 = left.slope + right.slope - (3 * (left.loss - right.loss)) / (left.t - right.t);
  const square = d1 * d1 - left.slope * right.slope;
  if (!(square >= 0)) return (from + to) / 2;
  const d2 = Math.sqrt(square);
  const lowest = right.t - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
  return Math.min(Math.max(lowest, from), to);
}

function lowerOf(bracket: readonly [LinePoint, LinePoint]): 0 | 1 {
  return bracket[0].loss <= bracket[1].loss ? 0 : 1;
}

const C1 = 1e-4;
const C2 = 0.9;
const MAX_LOOKS = 25;
const SMALLEST_BRACKET = 1e-9;
