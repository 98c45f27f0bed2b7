import type { Optimizer } from "./optimizer.ts";
import { resting, signOf, stepped, type GradientOptions } from "./step.ts";

export interface RmspropOptions extends GradientOptions {
  readonly alpha: number;
  readonly eps: number;
  readonly momentum: number;
  readonly centered: boolean;
}

/** `gMean` is there only when centered, `m` from the first step on that has momentum (torch: grad_avg, momentum_buffer). */
export type RmspropState = { t: number; v: Float64Array; gMean?: Float64Array; m?: Float64Array };

/**
 * RMSprop: steps scaled by a running mean of the squared gradient, which starts at 0 and is not corrected for that: the
 * first step is lr / sqrt(1 - alpha) long.
 *
 *   v <- alpha v + (1 - alpha) g^2                   centered: also gMean <- alpha gMean + (1 - alpha) g
 *   direction  g
 *   scale      sqrt(v) + eps                         centered: sqrt(v - gMean^2) + eps
 *   theta <- theta - lr * g / scale
 *
 * With momentum the memory holds steps that are scaled already, m <- mu m + g / scale, so that the direction is m and the
 * scale is 1: theta <- theta - lr * m.
 * Centered, v - gMean^2 is a variance; where rounding makes it negative it counts as 0 (torch: NaN).
 *
 * @source Tieleman & Hinton (2012), lecture 6e, as in torch.optim.RMSprop; centered: Graves (2013), arXiv:1308.0850.
 *   eps stands outside the root; TensorFlow and optax have it inside, see rmsprop-inside.ts. The lecture has none, and says
 *   alpha = 0.9 and nothing of the start. The course's start is rmspropCourse below.
 */
export function rmsprop(options: RmspropOptions): Optimizer<RmspropState> {
  const { alpha, eps, centered, weight_decay } = options;
  const sign = signOf(options.maximize);
  return {
    init: (theta) => ({
      t: 0,
      v: new Float64Array(theta.length),
      ...(centered ? { gMean: new Float64Array(theta.length) } : {}),
    }),
    update(theta, gradient, state, rate, parts, context) {
      const { direction, scale } = parts;
      const { v, gMean } = state;
      const momentum = context.momentum ?? options.momentum;
      if (momentum !== 0) state.m ??= new Float64Array(theta.length);
      const m = momentum === 0 ? undefined : state.m;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const square = alpha * v[i] + (1 - alpha) * g * g;
        let variance = square;
        if (gMean !== undefined) {
          gMean[i] = alpha * gMean[i] + (1 - alpha) * g;
          variance = Math.max(0, square - gMean[i] * gMean[i]);
        }
        const sigma = resting(Math.sqrt(variance) + eps);
        v[i] = square;
        if (m === undefined) {
          direction[i] = g;
          scale[i] = sigma;
        } else {
          m[i] = momentum * m[i] + g / sigma;
          direction[i] = m[i];
          scale[i] = 1;
        }
        theta[i] = stepped(theta[i], rate, direction[i], scale[i]);
      }
    },
  };
}

/**
 * RMSprop as the course book starts it: sigma_0 = |g_0|, then sigma_t^2 = alpha sigma_(t-1)^2 + (1 - alpha) g_t^2,
 * without eps. The first step is exactly lr long. An entry whose gradients were all 0 rests.
 *
 * @source LeeDL tutorial, section 3.3.2.
 */
export function rmspropCourse(options: GradientOptions & { readonly alpha: number }): Optimizer<RmspropState> {
  const { weight_decay, maximize } = options;
  const sign = signOf(maximize);
  return {
    init: (theta) => ({ t: 0, v: new Float64Array(theta.length) }),
    update(theta, gradient, state, rate, parts) {
      const { direction, scale } = parts;
      const { v } = state;
      const alpha = state.t === 0 ? 0 : options.alpha;
      state.t += 1;
      for (let i = 0; i < theta.length; i++) {
        const g = sign * gradient[i] + weight_decay * theta[i];
        const square = alpha * v[i] + (1 - alpha) * g * g;
        const sigma = resting(Math.sqrt(square));
        v[i] = square;
        direction[i] = g;
        scale[i] = sigma;
        theta[i] = stepped(theta[i], rate, g, sigma);
      }
    },
  };
}
