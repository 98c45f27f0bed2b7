import { dot, norm } from "../numerics/index.ts";
import { lines } from "./line.ts";
import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";
import { stepped } from "./step.ts";
import { wolfeSearch, type WolfeOptions } from "./wolfe-search.ts";

/**
 * `inverse` is the approximation of H^-1, row-major; `theta` and `gradient` are those of the step before. `pairs` counts the
 * updates of `inverse` since it was last the identity, `skipped` those that curvature did not allow, `resets` the returns to
 * the identity.
 */
export type BfgsState = {
  t: number;
  inverse: Float64Array;
  theta: Float64Array;
  gradient: Float64Array;
  pairs: number;
  skipped: number;
  resets: number;
};

/**
 * BFGS: Newton's step with an inverse Hessian built up from the gradients seen. lr = 1 goes all of the length found.
 *
 *   s = theta - thetaOld        y = g - gOld        rho = 1 / s . y
 *   B <- (I - rho s y^T) B (I - rho y s^T) + rho s s^T                (first B = I, times s . y / y . y before its first update)
 *   direction  B g
 *   scale      1 / alpha, alpha by a strong Wolfe search along -B g, first trial 1 (while B is I at most one unit of length)
 *   theta <- theta - lr * direction / scale
 *
 * A pair without positive curvature (lr far from 1, noise) is skipped. Where -B g does not lead down, or a search has found
 * nothing, B is I again; a search along -g that finds nothing leaves theta where it is.
 *
 * @source Broyden, Fletcher, Goldfarb & Shanno (1970) as in Nocedal & Wright (2006), Numerical Optimization, algorithm 6.1 with
 *   equations 6.17 and 6.20.
 */
export function bfgs(options: WolfeOptions): Optimizer<BfgsState> {
  const lineOf = lines();
  const sOf = scratch();
  const yOf = scratch();
  const pOf = scratch();
  return {
    init(theta) {
      const inverse = new Float64Array(theta.length ** 2);
      fillIdentity(inverse, theta.length);
      const gradient = new Float64Array(theta.length);
      return { t: 0, inverse, theta: theta.slice(), gradient, pairs: 0, skipped: 0, resets: 0 };
    },
    update(theta, gradient, state, rate, { direction, scale }, { objective, loss }) {
      const n = theta.length;
      if (state.t > 0) {
        const [s, y] = [sOf(n), yOf(n)];
        for (let i = 0; i < n; i++) {
          s[i] = theta[i] - state.theta[i];
          y[i] = gradient[i] - state.gradient[i];
        }
        learn(state, s, y, pOf(n));
      }
      state.t += 1;
      state.theta.set(theta);
      state.gradient.set(gradient);

      multiply(state.inverse, gradient, direction);
      if (!(dot(gradient, direction) > 0) && state.pairs > 0) {
        reset(state);
        direction.set(gradient);
      }
      const p = pOf(n);
      for (let i = 0; i < n; i++) p[i] = -direction[i];
      const slope = dot(gradient, p);
      const first = state.pairs > 0 ? 1 : Math.min(1, 1 / norm(gradient));
      const start = { alpha: 0, value: loss, slope };
      const alpha = slope < 0 ? wolfeSearch(lineOf(objective, theta, p), start, first, options).alpha : 0;
      if (alpha === 0) {
        direction.fill(0);
        if (state.pairs > 0) reset(state);
      }
      const sigma = alpha > 0 ? 1 / alpha : 1;
      for (let i = 0; i < n; i++) {
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, direction[i], sigma);
      }
    },
  };
}

/** Takes the pair (s, y) into the inverse, equation 6.17 multiplied out; writes state, and B y to `product`. */
function learn(state: BfgsState, s: Float64Array, y: Float64Array, product: Float64Array): void {
  const n = s.length;
  const curvature = dot(s, y);
  if (!(curvature > LEAST_CURVATURE * norm(s) * norm(y) && curvature < Infinity)) {
    if (norm(s) > 0) state.skipped += 1;
    return;
  }
  const { inverse } = state;
  if (state.pairs === 0) for (let i = 0; i < n; i++) inverse[i * n + i] = curvature / dot(y, y);
  multiply(inverse, y, product);
  const along = (1 + dot(y, product) / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      inverse[i * n + j] += along * (s[i] * s[j]) - (s[i] * product[j] + product[i] * s[j]) / curvature;
    }
  }
  state.pairs += 1;
}

/** The cosine between s and y from which on their curvature is more than rounding. */
const LEAST_CURVATURE = 1e-10;

function reset(state: BfgsState): void {
  fillIdentity(state.inverse, state.theta.length);
  state.pairs = 0;
  state.resets += 1;
}

function fillIdentity(matrix: Float64Array, n: number): void {
  matrix.fill(0);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
}

function multiply(matrix: Float64Array, vector: Float64Array, out: Float64Array): void {
  const n = vector.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += matrix[i * n + j] * vector[j];
    out[i] = sum;
  }
}
