import type { Optimizer } from "./optimizer.ts";
import { signOf } from "./step.ts";

export interface RpropOptions {
  /** Factors of the step size: after a change of sign, and after none. */
  readonly etas: readonly [number, number];
  /** The smallest and the largest step size. */
  readonly step_sizes: readonly [number, number];
  readonly maximize: boolean;
}

/** `previous` is the gradient of the step before, 0 where its sign had changed; torch calls them step_size and prev. */
export type RpropState = { t: number; stepSize: Float64Array; previous: Float64Array };

/**
 * Rprop: only the gradient's sign counts. Every entry has a step size of its own, which grows while the sign stays and
 * shrinks when it changes; an entry whose sign has just changed rests for one step.
 *
 *   same sign as before      s <- min(eta_plus s, s_max)
 *   the other sign           s <- max(eta_minus s, s_min), and g <- 0
 *   theta <- theta - s sign(g)
 *
 *   direction  sign(g)
 *   scale      lr / s, so that the movement is -lr * direction / scale
 *
 * lr is nothing but the first s; a schedule afterwards changes nothing. At a rate of exactly 0 no multiple of it can say the
 * step: direction is then s sign(g), and scale 1.
 *
 * @source Riedmiller & Braun (1993), A direct adaptive method for faster backpropagation learning, in the variant without
 *   going back ("iRprop-", Igel & Huesken 2000), as in torch.optim.Rprop.
 */
export function rprop(options: RpropOptions): Optimizer<RpropState> {
  const [etaMinus, etaPlus] = options.etas;
  const [smallest, largest] = options.step_sizes;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({ t: 0, stepSize: new Float64Array(theta.length), previous: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts) {
      const { direction, scale } = parts;
      const { stepSize, previous } = state;
      if (state.t === 0) stepSize.fill(rate);
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const agreement = sign * gradient[i] * previous[i];
        const factor = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1;
        const s = Math.min(Math.max(stepSize[i] * factor, smallest), largest);
        const g = agreement < 0 ? 0 : sign * gradient[i];
        const along = Math.sign(g);
        stepSize[i] = s;
        previous[i] = g;
        direction[i] = rate === 0 ? s * along : along;
        scale[i] = rate === 0 ? 1 : rate / s;
        theta[i] -= s * along;
      }
    },
  };
}
