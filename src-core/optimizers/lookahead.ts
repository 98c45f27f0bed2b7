import { moveTo } from "./movement.ts";
import type { BaseMethod, Optimizer, OptimizerState } from "./optimizer.ts";
import { scratch } from "./scratch.ts";

export interface LookaheadOptions {
  /** Steps of the base method between two pulls. */
  readonly k: number;
  /** How far the slow weights go towards the fast ones; 1 is the base method alone. */
  readonly alpha: number;
}

/** The base method's state, and phi of the paper under slowName(). */
export type LookaheadState = OptimizerState & { t: number };

/**
 * Lookahead: k steps forward, one step back.
 *
 *   theta <- one step of the base method                                                    t = 1, 2, ...
 *   every k-th step: phi <- phi + alpha (theta - phi), then theta <- phi                    phi_0 = theta_0
 *
 * Direction and scale are the base method's; on every k-th step they are the whole movement, the step and the pull back
 * (see movement.ts), which a rate of 0 does not stop.
 *
 * The base method keeps its memory across a pull, as in the paper's experiments; others reset or interpolate it.
 *
 * @source Zhang, Lucas, Hinton & Ba (2019), algorithm 1, arXiv:1907.08610; k = 5, alpha = 0.5 as there. optax calls k
 *   sync_period and alpha slow_step_size.
 */
export function lookahead({ k, alpha }: LookaheadOptions, inner: BaseMethod): Optimizer<LookaheadState> {
  const base = inner.optimizer;
  const slowKey = slowName(inner.depth);
  const beforeOf = scratch();
  return {
    // findTrouble, where the base method has it, looks from the same point with the same gradient.
    ...base,
    init: (theta, objective) => ({ t: 0, ...base.init(theta, objective), [slowKey]: theta.slice() }),
    update(theta, gradient, state, rate, parts, context) {
      if ((state.t + 1) % k !== 0) {
        base.update(theta, gradient, state, rate, parts, context);
        return;
      }
      const slow = state[slowKey] as Float64Array;
      const before = beforeOf(theta.length);
      before.set(theta);
      base.update(theta, gradient, state, rate, parts, context);
      for (let i = 0; i < theta.length; i++) slow[i] += alpha * (theta[i] - slow[i]);
      moveTo(slow, before, theta, rate, parts);
      slow.set(theta);
    },
  };
}

/**
 * Where phi lies in the state, beside the base method's entries. No rule of a person's own gives a name with a dot, and a
 * Lookahead around another has another number.
 *
 * @param depth of the base method.
 */
export function slowName(depth: number): string {
  return SLOW_NAMES[depth - 1];
}

/** Written out, since V8 finds a property by a text that is put together many times more slowly. */
const SLOW_NAMES = ["slow.1", "slow.2"];
