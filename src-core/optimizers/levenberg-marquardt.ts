import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";
import { spectralSolve } from "./spectral-solve.ts";
import { stepped } from "./step.ts";

export interface LevenbergMarquardtOptions {
  /** lambda of the first step; 0 is Gauss-Newton for good. */
  readonly damping: number;
  /** By how much lambda falls after a step that lowers the loss, and grows before one that does not is tried again. */
  readonly factor: number;
}

/** `damping` is lambda of the next step; `rank` as in newton.ts, of J. */
export type LevenbergMarquardtState = { t: number; damping: number; rank: number };

/**
 * Levenberg-Marquardt for losses that are sums of squares, L = |r|^2: Newton's method with J^T J in place of half the
 * Hessian, damped as much as the loss asks for. lr = 1 is the whole step.
 *
 *   direction  (J^T J + lambda I)^-1 J^T r            r the residuals, J their Jacobian
 *   scale      1
 *   theta <- theta - lr * direction
 *
 * A step that would not lower the loss is not made: lambda grows by `factor` until one does, and the next step begins with
 * lambda / factor; where none does theta rests and lambda stays. With lambda = 0 or factor = 1 nothing can grow and every
 * step is made: Gauss-Newton, plain or with a fixed damping. Directions that J says nothing about are left out (see
 * spectral-solve.ts); `rank` counts the others.
 *
 * The residuals are exact: neither noise and clipping of the gradient nor a method around this one reach it.
 *
 * @source Levenberg (1944); Marquardt (1963), with the identity, Levenberg's, in place of his diagonal of J^T J; as in Nocedal
 *   & Wright (2006), Numerical Optimization, section 10.3. Their f is half of |r|^2.
 */
export function levenbergMarquardt({ damping, factor }: LevenbergMarquardtOptions): Optimizer<LevenbergMarquardtState> {
  const residualsOf = scratch();
  const jacobianOf = scratch();
  const squareOf = scratch();
  const rightOf = scratch();
  const pointOf = scratch();
  return {
    init: () => ({ t: 0, damping, rank: 0 }),
    update(theta, _gradient, state, rate, { direction, scale }, { objective, loss }) {
      const n = theta.length;
      const { residuals } = objective;
      if (residuals === undefined) throw new Error("runs without residuals are refused before they begin");
      const r = residualsOf(residuals.count);
      const jacobian = jacobianOf(residuals.count * n);
      const [square, right] = [squareOf(n * n), rightOf(n)];
      state.t += 1;
      residuals.jacobian(theta, r, jacobian);
      normalEquations(jacobian, r, square, right);

      const point = pointOf(n);
      let lambda = state.damping;
      for (let tries = 1; ; tries++, lambda *= factor) {
        const damped = (eigenvalue: number): number => eigenvalue + lambda;
        state.rank = spectralSolve(square, right, damped, direction);
        if (lambda === 0 || factor === 1 || rate === 0) break;
        let moves = false;
        for (let i = 0; i < n; i++) {
          point[i] = stepped(theta[i], rate, direction[i], 1);
          moves ||= point[i] !== theta[i];
        }
        if (objective.value(point) < loss) {
          state.damping = Math.max(lambda / factor, LEAST_DAMPING);
          break;
        }
        // The more it is damped the shorter the step: where it is lost in theta's rounding it stays so.
        if (tries === MAX_TRIES || !moves) {
          direction.fill(0);
          break;
        }
      }
      for (let i = 0; i < n; i++) {
        scale[i] = 1;
        theta[i] = stepped(theta[i], rate, direction[i], 1);
      }
    },
  };
}

/** J^T J and J^T r. */
function normalEquations(jacobian: Float64Array, r: Float64Array, square: Float64Array, right: Float64Array): void {
  const n = right.length;
  square.fill(0);
  right.fill(0);
  for (let row = 0; row < r.length; row++) {
    for (let i = 0; i < n; i++) {
      const entry = jacobian[row * n + i];
      right[i] += entry * r[row];
      for (let j = 0; j <= i; j++) square[i * n + j] += entry * jacobian[row * n + j];
    }
  }
}

/** A factor of 10 comes from the smallest useful damping to the largest in so many tries. */
const MAX_TRIES = 30;
/** So that a long run of good steps does not make lambda 0, from where it could not grow again. */
const LEAST_DAMPING = 1e-15;
