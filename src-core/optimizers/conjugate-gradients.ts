import { dot, norm } from "../numerics/index.ts";
import { lines } from "./line.ts";
import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";
import { stepped } from "./step.ts";
import { wolfeSearch, type WolfeOptions } from "./wolfe-search.ts";

export type ConjugacyFormula = "fletcher-reeves" | "polak-ribiere" | "hestenes-stiefel" | "dai-yuan";

export interface ConjugateGradientsOptions extends WolfeOptions {
  /** Whose beta. */
  readonly beta: ConjugacyFormula;
}

/**
 * `p` is the last search direction, `gradient` the gradient it started from, `alpha` the length taken and `slope` the slope it
 * began with. `restarts` counts the steps along the plain gradient after the first, by need and not by beta = 0.
 */
export type ConjugateGradientsState = {
  t: number;
  p: Float64Array;
  gradient: Float64Array;
  alpha: number;
  slope: number;
  restarts: number;
};

/**
 * Nonlinear conjugate gradients: every search direction remembers the one before. lr = 1 goes all of the length found.
 *
 *   p <- -g + beta p        (first step p = -g)
 *   beta     Fletcher-Reeves    g . g / gOld . gOld
 *            Polak-Ribiere+     max(0, g . y / gOld . gOld)          y = g - gOld
 *            Hestenes-Stiefel   g . y / p . y
 *            Dai-Yuan           g . g / p . y
 *   direction  -p
 *   scale      1 / alpha, alpha by a strong Wolfe search along p
 *   theta <- theta - lr * direction / scale
 *
 * Where p does not lead down, or a search has found nothing, the memory is dropped: p = -g. A search along -g that finds
 * nothing leaves theta where it is.
 *
 * @source Nocedal & Wright (2006), Numerical Optimization, algorithm 5.4 with equations 5.41a, 5.45, 5.46 and 5.49; the first
 *   trial of a search as on page 59. On a quadratic with exact searches all four are the linear method.
 */
export function conjugateGradients({ beta, ...wolfe }: ConjugateGradientsOptions): Optimizer<ConjugateGradientsState> {
  const lineOf = lines();
  const changeOf = scratch();
  return {
    init: (theta) => ({
      t: 0,
      p: new Float64Array(theta.length),
      gradient: new Float64Array(theta.length),
      alpha: 0,
      slope: 0,
      restarts: 0,
    }),
    update(theta, gradient, state, rate, { direction, scale }, { objective, loss }) {
      const { p } = state;
      const hasMemory = state.alpha > 0;
      if (hasMemory) {
        const y = changeOf(theta.length);
        for (let i = 0; i < theta.length; i++) y[i] = gradient[i] - state.gradient[i];
        const keep = BETAS[beta](gradient, state.gradient, y, p);
        for (let i = 0; i < theta.length; i++) p[i] = keep * p[i] - gradient[i];
      }
      let slope = dot(gradient, p);
      const isRestart = !(hasMemory && slope < 0 && slope > -Infinity);
      if (isRestart) {
        for (let i = 0; i < theta.length; i++) p[i] = -gradient[i];
        slope = dot(gradient, p);
        if (state.t > 0) state.restarts += 1;
      }
      state.t += 1;

      const first = isRestart ? Math.min(1, 1 / norm(gradient)) : (state.alpha * state.slope) / slope;
      const start = { alpha: 0, value: loss, slope };
      state.alpha = slope < 0 ? wolfeSearch(lineOf(objective, theta, p), start, first, wolfe).alpha : 0;
      state.slope = slope;
      state.gradient.set(gradient);
      const sigma = state.alpha > 0 ? 1 / state.alpha : 1;
      for (let i = 0; i < theta.length; i++) {
        direction[i] = state.alpha > 0 ? -p[i] : 0;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, direction[i], sigma);
      }
    },
  };
}

type Beta = (g: Float64Array, gOld: Float64Array, y: Float64Array, p: Float64Array) => number;

const BETAS: Readonly<Record<ConjugacyFormula, Beta>> = {
  "fletcher-reeves": (g, gOld) => dot(g, g) / dot(gOld, gOld),
  "polak-ribiere": (g, gOld, y) => Math.max(0, dot(g, y) / dot(gOld, gOld)),
  "hestenes-stiefel": (g, _gOld, y, p) => dot(g, y) / dot(p, y),
  "dai-yuan": (g, _gOld, y, p) => dot(g, g) / dot(p, y),
};
