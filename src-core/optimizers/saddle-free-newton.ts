import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";
import { spectralSolve } from "./spectral-solve.ts";
import { stepped } from "./step.ts";

export interface SaddleFreeNewtonOptions {
  /** Added to the size of every eigenvalue of the Hessian. */
  readonly damping: number;
}

/** `rank`: how many directions the last solve had; fewer than there are parameters: the Hessian is singular. */
export type SaddleFreeNewtonState = { t: number; rank: number };

/**
 * Saddle-free Newton: Newton's lengths, but downhill in every eigendirection, so that saddles push away instead of pulling in.
 *
 *   direction  (|H| + damping I)^-1 g            |H|: the Hessian with its eigenvalues' sizes in their place
 *   scale      1
 *   theta <- theta - lr * direction
 *
 * Directions whose eigenvalue is 0, undamped, are left out; `rank` counts the others. The paper's algorithm works in a Krylov
 * subspace of a few leading directions; with all eigenpairs at hand that is not needed.
 *
 * @source Dauphin, Pascanu, Gulcehre, Cho, Ganguli & Bengio (2014), section 4, arXiv:1406.2572.
 */
export function saddleFreeNewton({ damping }: SaddleFreeNewtonOptions): Optimizer<SaddleFreeNewtonState> {
  const hessianOf = scratch();
  const plainGradientOf = scratch();
  return {
    init: () => ({ t: 0, rank: 0 }),
    update(theta, gradient, state, rate, { direction, scale }, { objective }) {
      const hessian = hessianOf(theta.length ** 2);
      state.t += 1;
      objective.hessian(theta, plainGradientOf(theta.length), hessian);
      state.rank = spectralSolve(hessian, gradient, (eigenvalue) => Math.abs(eigenvalue) + damping, direction);
      for (let i = 0; i < theta.length; i++) {
        scale[i] = 1;
        theta[i] = stepped(theta[i], rate, direction[i], 1);
      }
    },
  };
}
