import { dot, largestMagnitude } from "../numerics/index.ts";
import type { Objective } from "../objective/index.ts";
import { quasiNewtonDirection, rememberPair } from "./lbfgs-memory.ts";
import type { Optimizer } from "./optimizer.ts";
import { strongWolfe, type LinePoint } from "./strong-wolfe.ts";

export interface LbfgsOptions {
  readonly max_iter: number;
  /** None: max_iter * 5 / 4, rounded down. */
  readonly max_eval: number | null;
  readonly tolerance_grad: number;
  readonly tolerance_change: number;
  readonly history_size: number;
  /** None: every step is lr long, in units of the direction. */
  readonly line_search_fn: "strong_wolfe" | null;
}

/**
 * `iterations` and `evaluations` count over all updates; d and `length` are the last direction and how much of it was gone
 * (torch: d and t), from `previous`, the gradient there. s, y and gamma: see lbfgs-memory.ts.
 */
export type LbfgsState = {
  t: number;
  iterations: number;
  evaluations: number;
  d: Float64Array;
  length: number;
  previous: Float64Array;
  s: Float64Array;
  y: Float64Array;
  gamma: number;
};

/**
 * L-BFGS: Newton's direction with an inverse Hessian guessed from the last movements and their changes of the gradient.
 *
 *   d = -H g        H from the last history_size pairs (s, y), see lbfgs-memory.ts; the first d is -g
 *   theta <- theta + length * d        length: found by strong_wolfe starting at lr, or lr itself;
 *                                      the very first starts at min(1, 1 / sum |g|) lr
 *
 * One update makes up to max_iter such iterations and looks at the loss again for each: compare methods by `evaluations`,
 * not by updates. It ends early at a gradient or a movement below its tolerance, and after max_eval evaluations.
 *
 *   direction  (theta_before - theta_after) / lr, the whole update's movement
 *   scale      1
 *
 * @source Nocedal (1980); Liu & Nocedal (1989), algorithm 2.1, as in torch.optim.LBFGS. optax's lbfgs remembers 10 pairs
 *   (torch 100) and searches with a zoom of its own.
 */
export function lbfgs(options: LbfgsOptions): Optimizer<LbfgsState> {
  const { max_iter, tolerance_grad, tolerance_change, history_size, line_search_fn } = options;
  const max_eval = options.max_eval ?? Math.floor((max_iter * 5) / 4);
  return {
    init: (theta) => ({
      t: 0,
      iterations: 0,
      evaluations: 0,
      d: new Float64Array(theta.length),
      length: 0,
      previous: new Float64Array(theta.length),
      s: new Float64Array(0),
      y: new Float64Array(0),
      gamma: 1,
    }),
    update(theta, gradient, state, rate, { direction, scale }, { objective, loss: lossAtTheta }) {
      const { d } = state;
      direction.set(theta);
      scale.fill(1);
      state.t += 1;
      let [here, loss] = [gradient, lossAtTheta];
      let evaluations = 1;
      let isFlat = largestMagnitude(here) <= tolerance_grad;
      for (let iteration = 1; !isFlat; iteration++) {
        chooseDirection(state, here, history_size);
        const lossBefore = loss;
        const slope = dot(here, d);
        state.length = state.iterations === 1 ? Math.min(1, 1 / sumOfSizes(here)) * rate : rate;
        if (slope > -tolerance_change) break;

        if (line_search_fn === "strong_wolfe") {
          const line = lineThrough(theta, d, objective);
          const start = { t: 0, loss, slope, gradient: here };
          const search = strongWolfe(line, start, state.length, largestMagnitude(d));
          ({ t: state.length, loss, gradient: here } = search.found);
          evaluations += search.evaluations;
          advance(theta, state.length, d);
        } else {
          advance(theta, state.length, d);
          // Nobody would look at the gradient after the last iteration: the next update brings its own.
          if (iteration === max_iter) break;
          here = new Float64Array(theta.length);
          loss = objective.gradient(theta, here);
          evaluations += 1;
        }
        isFlat = largestMagnitude(here) <= tolerance_grad;
        if (iteration === max_iter || evaluations >= max_eval) break;
        if (Math.abs(state.length) * largestMagnitude(d) <= tolerance_change) break;
        if (Math.abs(loss - lossBefore) < tolerance_change) break;
      }
      state.evaluations += evaluations;
      for (let i = 0; i < theta.length; i++) direction[i] = (direction[i] - theta[i]) / (rate === 0 ? 1 : rate);
    },
  };
}

/** Writes the next direction, at a point whose gradient is `here`, to state.d: from all pairs, the last movement's too. */
function chooseDirection(state: LbfgsState, here: Float64Array, history_size: number): void {
  const { d, length, previous } = state;
  if (state.iterations > 0) {
    const s = d.map((entry) => entry * length);
    const y = here.map((entry, i) => entry - previous[i]);
    rememberPair(state, s, y, history_size);
  }
  // Without pairs, gamma being 1, this is -g.
  quasiNewtonDirection(state, here, d);
  previous.set(here);
  state.iterations += 1;
}

/** Looks at the line theta + t d, for a theta that stays while it is looked at. */
function lineThrough(theta: Float64Array, d: Float64Array, objective: Objective): (t: number) => LinePoint {
  const trial = new Float64Array(theta.length);
  return (t) => {
    trial.set(theta);
    advance(trial, t, d);
    const gradient = new Float64Array(theta.length);
    const loss = objective.gradient(trial, gradient);
    return { t, loss, slope: dot(gradient, d), gradient };
  };
}

function advance(theta: Float64Array, length: number, d: Float64Array): void {
  for (let i = 0; i < theta.length; i++) theta[i] += length * d[i];
}

function sumOfSizes(vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += Math.abs(vector[i]);
  return sum;
}
