import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import { powersOf } from "../numerics/index.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface RadamOptions extends GradientOptions {
  readonly betas: readonly [number, number];
  readonly eps: number;
}

export type RadamState = { t: number; m: Float64Array; v: Float64Array };

/**
 * RAdam: Adam that scales only once v has seen enough gradients to be trusted, and then cautiously at first ("rectified").
 *
 *   m <- b1 m + (1 - b1) g        v <- b2 v + (1 - b2) g^2                                     t = 1, 2, ...
 *   rho_inf = 2 / (1 - b2) - 1    rho_t = rho_inf - 2 t b2^t / (1 - b2^t)        the length of v's memory, now and at last
 *   r_t = sqrt( (rho_t - 4)(rho_t - 2) rho_inf / ((rho_inf - 4)(rho_inf - 2) rho_t) )
 *   direction  m / (1 - b1^t)
 *   scale      rho_t > 5: (sqrt(v) + eps) / (sqrt(1 - b2^t) r_t);  else 1, momentum alone
 *   theta <- theta - lr * direction / scale
 *
 * The first steps are therefore as long as the gradient, whatever its size. For the decoupled weight decay see decoupled.ts.
 *
 * @source Liu et al. (2020), On the variance of the adaptive learning rate and beyond, algorithm 2, arXiv:1908.03265, as in
 *   torch.optim.RAdam: scaled from rho_t > 5 on, as the authors' program (their algorithm says 4, see radamPaper), and eps
 *   joins the root before the correction (in optax after it, see radam-optax.ts).
 */
export function radam(options: RadamOptions): Optimizer<RadamState> {
  return radamForm(options, 5);
}

/**
 * RAdam as published: scaled from rho_t > 4 on, a step earlier, and without eps.
 *
 * @source Liu et al. (2020), algorithm 2, arXiv:1908.03265.
 */
export function radamPaper(options: Omit<RadamOptions, "eps">): Optimizer<RadamState> {
  return radamForm({ ...options, eps: 0 }, 4);
}

/** rho_t: how many steps v remembers after t of them. */
export function memoryLength(t: number, beta2: number, beta2Power: number): number {
  return longestMemory(beta2) - (2 * t * beta2Power) / (1 - beta2Power);
}

/** r_t, for rho_t above 4. */
export function rectification(rho: number, beta2: number): number {
  const rhoInf = longestMemory(beta2);
  return Math.sqrt(((rho - 4) * (rho - 2) * rhoInf) / ((rhoInf - 4) * (rhoInf - 2) * rho));
}

/** rho_inf. */
function longestMemory(beta2: number): number {
  return 2 / (1 - beta2) - 1;
}

function radamForm(options: RadamOptions, untrusted: number): Optimizer<RadamState> {
  const { betas, eps, weight_decay } = options;
  const [ownBeta1, beta2] = betas;
  const sign = signOf(options.maximize);
  const correctionOfM = biasCorrection(ownBeta1);
  const beta2Power = powersOf(beta2);
  return {
    init: (theta) => ({ t: 0, m: new Float64Array(theta.length), v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts, context) {
      const { direction, scale } = parts;
      const { m, v } = state;
      const beta1 = context.momentum ?? ownBeta1;
      state.t += 1;
      const mCorrection = correctionOfM(state.t, context.momentum);
      const power = beta2Power(state.t);
      const rho = memoryLength(state.t, beta2, power);
      const trust = rho > untrusted ? Math.sqrt(1 - power) * rectification(rho, beta2) : null;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const mean = beta1 * m[i] + (1 - beta1) * g;
        const square = beta2 * v[i] + (1 - beta2) * g * g;
        const mHat = mean / mCorrection;
        const sigma = trust === null ? 1 : resting((Math.sqrt(square) + eps) / trust);
        m[i] = mean;
        v[i] = square;
        direction[i] = mHat;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, mHat, sigma);
      }
    },
  };
}
