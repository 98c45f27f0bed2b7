import { biasCorrection } from "./bias-correction.ts";
import type { Optimizer } from "./optimizer.ts";
import type { RmspropOptions, RmspropState } from "./rmsprop.ts";
import { resting, signOf, stepped } from "./step.ts";

export interface RmspropInsideOptions extends RmspropOptions {
  /** What v starts at. */
  readonly initial_scale: number;
  /** Adam's correction of a mean that starts at 0. */
  readonly bias_correction: boolean;
  readonly nesterov: boolean;
}

/**
 * RMSprop as TensorFlow and optax have it: eps inside the root, and a momentum that remembers movements, rate and all.
 *
 *   v <- alpha v + (1 - alpha) g^2                   centered: also gMean <- alpha gMean + (1 - alpha) g
 *   direction  g
 *   scale      sqrt(v + eps)                         centered: sqrt(v - gMean^2 + eps)
 *   theta <- theta - lr * g / scale
 *
 * With momentum m <- mu m + lr * g / scale, theta <- theta - m (Nesterov: - (mu m + lr * g / scale)). The parts say that
 * movement in the common form: direction movement / rate, scale 1 (at a rate of 0, direction the movement itself).
 * bias_correction divides v and gMean by 1 - alpha^t.
 *
 * @source keras.optimizers.RMSprop (initial_scale 0, no correction, no Nesterov) and optax.rmsprop (0.2.8), whose
 *   eps_in_sqrt = False is torch's form, see rmsprop.ts; centered, with this momentum: Graves (2013), arXiv:1308.0850,
 *   equations 38 to 41.
 */
export function rmspropInside(options: RmspropInsideOptions): Optimizer<RmspropState> {
  const { alpha, eps, initial_scale, centered, nesterov, weight_decay } = options;
  const sign = signOf(options.maximize);
  const correctionAt = biasCorrection(alpha);
  return {
    init: (theta) => ({
      t: 0,
      v: new Float64Array(theta.length).fill(initial_scale),
      ...(centered ? { gMean: new Float64Array(theta.length) } : {}),
    }),
    update(theta, gradient, state, rate, { direction, scale }, context) {
      const { v, gMean } = state;
      const momentum = context.momentum ?? options.momentum;
      if (momentum !== 0) state.m ??= new Float64Array(theta.length);
      const m = momentum === 0 ? undefined : state.m;
      state.t += 1;
      const correction = options.bias_correction ? correctionAt(state.t) : 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        v[i] = alpha * v[i] + (1 - alpha) * g * g;
        let variance = v[i] / correction;
        if (gMean !== undefined) {
          gMean[i] = alpha * gMean[i] + (1 - alpha) * g;
          variance = Math.max(0, variance - (gMean[i] / correction) ** 2);
        }
        const sigma = resting(Math.sqrt(variance + eps));
        if (m === undefined) {
          direction[i] = g;
          scale[i] = sigma;
          theta[i] = stepped(theta[i], rate, g, sigma);
        } else {
          const step = (rate * g) / sigma;
          m[i] = momentum * m[i] + step;
          const movement = nesterov ? momentum * m[i] + step : m[i];
          theta[i] -= movement;
          direction[i] = movement / (rate === 0 ? 1 : rate);
          scale[i] = 1;
        }
      }
    },
  };
}
