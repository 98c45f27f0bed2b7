import { norm, type Random } from "../numerics/index.ts";
import type { Objective } from "../objective/index.ts";
import type { ClipRule } from "./spec.ts";

/**
 * What happens to a gradient on its way to the optimizer: Gaussian noise on every entry (drawn in the order of the
 * entries, one number each, at every step), then clipping. Writes gradient.
 *
 * Clipping to a norm keeps the direction and makes a longer gradient exactly `limit` long (torch's clip_grad_norm_
 * divides by the norm + 1e-6).
 */
export function perturb(
  gradient: Float64Array,
  random: Random | null,
  standardDeviation: number,
  clip: ClipRule | null,
): void {
  if (random !== null) {
    for (let i = 0; i < gradient.length; i++) gradient[i] += standardDeviation * random.normal();
  }
  if (clip === null) return;
  const { limit } = clip;
  if (clip.kind === "value") {
    for (let i = 0; i < gradient.length; i++) gradient[i] = Math.min(Math.max(gradient[i], -limit), limit);
    return;
  }
  const length = norm(gradient);
  if (length > limit) for (let i = 0; i < gradient.length; i++) gradient[i] *= limit / length;
}

/** The loss as an optimizer sees it that asks for the gradient again: with the noise and the clipping of the run. */
export function perturbedObjective(
  objective: Objective,
  random: Random | null,
  standardDeviation: number,
  clip: ClipRule | null,
): Objective {
  if (random === null && clip === null) return objective;
  // Written out: what spreads is the fields of an objective, not the methods that it has from its class.
  const { dimension, parameters, matrices, residuals } = objective;
  return {
    dimension,
    parameters,
    ...(matrices === undefined ? {} : { matrices }),
    ...(residuals === undefined ? {} : { residuals }),
    value: (theta) => objective.value(theta),
    gradient(theta, gradientOut) {
      const value = objective.gradient(theta, gradientOut);
      perturb(gradientOut, random, standardDeviation, clip);
      return value;
    },
    hessian: (theta, gradientOut, hessianOut) => objective.hessian(theta, gradientOut, hessianOut),
    hessianVector: (theta, vector, out) => {
      objective.hessianVector(theta, vector, out);
    },
    grid: (request, out) => {
      objective.grid(request, out);
    },
  };
}
