import { checkList, checkRange, InputError, itemPath } from "../numerics/index.ts";

/**
 * Learning rates of their own: entry i moves factors[i] times as far as the method says, so that its rate is
 * eta_t * factors[i]; 0 holds it. Writes theta and direction: what is shown keeps to theta - rate * direction / scale.
 *
 * For every method whose movement is proportional to its rate, entry by entry, this is what torch's parameter groups do
 * (SGD with or without momentum, the Adagrad, RMSprop and Adam families, sign methods; decoupled weight decay too). For the
 * others it is a definition: where the rate enters otherwise (ASGD, Rprop, Adafactor's bounds), where one number serves all
 * entries (line searches, L-BFGS, Newton's methods, D-Adaptation), and where an average of past points is kept
 * (schedule-free, Lookahead). torch's L-BFGS refuses groups.
 *
 * @param previous theta before the update.
 */
export function scaleMovement(
  theta: Float64Array,
  previous: Float64Array,
  direction: Float64Array,
  factors: readonly number[],
): void {
  for (let i = 0; i < theta.length; i++) {
    const factor = factors[i];
    // A factor of 1 leaves the method's own bits, 0 holds even against a movement that is not finite.
    if (factor === 1) continue;
    theta[i] = factor === 0 ? previous[i] : previous[i] + factor * (theta[i] - previous[i]);
    direction[i] = factor === 0 ? 0 : factor * direction[i];
  }
}

/**
 * One factor per parameter, each at least 0, or null for none.
 *
 * @throws InputError.
 * @example checkRateFactors([1, 0.1], 2) // => [1, 0.1]
 */
export function checkRateFactors(value: unknown, dimension: number, path = "rateFactors"): readonly number[] | null {
  if (value === null) return null;
  const list = checkList(path, value, Number.MAX_SAFE_INTEGER);
  if (list.length !== dimension) {
    throw new InputError({ code: "wrong-length", path, found: `${list.length}`, allowed: `${dimension}` });
  }
  return list.map((factor, i) => checkRange(itemPath(path, i), factor, { minimum: 0 }));
}
