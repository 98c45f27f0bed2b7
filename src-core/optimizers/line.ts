import { dot } from "../numerics/index.ts";
import type { Objective } from "../objective/index.ts";
import { scratch } from "./scratch.ts";

/** phi(alpha), the loss at theta + alpha p, and its slope phi'(alpha) = g . p there. */
export interface LinePoint {
  readonly alpha: number;
  readonly value: number;
  readonly slope: number;
}

/** The loss along a line, to be evaluated at any alpha. */
export type Line = (alpha: number) => LinePoint;

/** Lines through theta along p; the vectors that an evaluation needs are made once. */
export function lines(): (objective: Objective, theta: Float64Array, p: Float64Array) => Line {
  const pointOf = scratch();
  const gradientOf = scratch();
  return (objective, theta, p) => {
    const point = pointOf(theta.length);
    const gradient = gradientOf(theta.length);
    return (alpha) => {
      for (let i = 0; i < theta.length; i++) point[i] = theta[i] + alpha * p[i];
      const value = objective.gradient(point, gradient);
      return { alpha, value, slope: dot(gradient, p) };
    };
  };
}
