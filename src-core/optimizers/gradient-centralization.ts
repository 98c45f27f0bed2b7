import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";

/**
 * Gradient centralization: the base method is given gradients whose rows have the mean 0, so that every unit's weights keep
 * their sum (as long as the base method moves along the gradient).
 *
 *   g_W <- g_W - row means of g_W            for every matrix W of theta, a row leading to one unit
 *   theta <- one step of the base method with that gradient
 *
 * Biases and other entries outside matrices keep their gradient. Direction, scale and state are the base method's.
 *
 * @source Yong, Huang, Hua & Zhang (2020), equation 1, arXiv:2004.01461. There a unit's weights are a column; in torch's
 *   layers, and in theta here, they are a row.
 */
export function gradientCentralization(base: Optimizer): Optimizer {
  const centredOf = scratch();
  return {
    init: base.init,
    update(theta, gradient, state, rate, parts, context) {
      const centred = centredOf(theta.length);
      centred.set(gradient);
      for (const { offset, rows, columns } of context.objective.matrices ?? []) {
        for (let row = 0; row < rows; row++) subtractMean(centred, offset + row * columns, columns);
      }
      base.update(theta, centred, state, rate, parts, context);
    },
  };
}

function subtractMean(vector: Float64Array, start: number, count: number): void {
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += vector[i];
  for (let i = start; i < start + count; i++) vector[i] -= sum / count;
}
