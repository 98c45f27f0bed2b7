import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";

/**
 * Learning rates of their own: entry i moves factors[i] times as far as the method says, so that its rate is
 * eta_t * factors[i]; 0 holds it. What is shown keeps to theta - rate * direction / scale.
 *
 * For every method whose movement is proportional to its rate, entry by entry, this is what torch's parameter groups do
 * (SGD with or without momentum, the Adagrad, RMSprop and Adam families, sign methods; decoupled weight decay too). For the
 * others it is a definition: where the rate enters otherwise (ASGD, Rprop, Adafactor's bounds), where one number serves all
 * entries (line searches, L-BFGS, Newton's methods, D-Adaptation), and where an average of past points is kept
 * (schedule-free). torch's L-BFGS refuses groups. A method around another has none of it: it is the innermost whose steps
 * are scaled, as its groups in torch would be.
 */
export function withRateFactors(plain: Optimizer, factors: readonly number[]): Optimizer {
  const previousOf = scratch();
  return {
    ...plain,
    update(theta, gradient, state, rate, parts, context) {
      const previous = previousOf(theta.length);
      previous.set(theta);
      plain.update(theta, gradient, state, rate, parts, context);
      scaleMovement(theta, previous, parts.direction, factors);
    },
  };
}

function scaleMovement(
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
