import { dormandPrince, type OdeTolerances } from "./dormand-prince.ts";
import { moveTo } from "./movement.ts";
import type { Optimizer } from "./optimizer.ts";
import { scratch } from "./scratch.ts";

/** `time` has been covered so far, `substep` is the one that the next step begins with; 0 before the first. */
export type GradientFlowState = { t: number; time: number; substep: number };

/**
 * Gradient flow, the path that gradient descent follows as its rate goes to 0. lr is the time that a step covers.
 *
 *   d theta / dt = -g(theta)
 *   direction  the mean gradient over the step, (theta_t - theta_(t+1)) / lr
 *   scale      1
 *
 * Every step is integrated by as many substeps as the tolerances ask for (see dormand-prince.ts). A flow too stiff for them
 * covers less than lr in a step; `time` tells. A gradient with noise has no smooth path, and takes very many substeps.
 *
 * @source Cauchy (1847); the integrator's paper is in its file.
 */
export function gradientFlow(tolerances: OdeTolerances): Optimizer<GradientFlowState> {
  const integrate = dormandPrince(tolerances);
  const beforeOf = scratch();
  const targetOf = scratch();
  return {
    init: () => ({ t: 0, time: 0, substep: 0 }),
    update(theta, gradient, state, rate, parts, { objective }) {
      const before = beforeOf(theta.length);
      const target = targetOf(theta.length);
      const downhill = (at: Float64Array, out: Float64Array): void => {
        objective.gradient(at, out);
        for (let i = 0; i < out.length; i++) out[i] = -out[i];
      };
      state.t += 1;
      before.set(theta);
      target.set(theta);
      const first = state.substep === 0 ? rate : state.substep;
      const { time, substep } = integrate(downhill, target, gradient.map(negative), rate, first);
      state.time += time;
      state.substep = substep;
      moveTo(target, before, theta, rate, parts);
    },
  };
}

function negative(value: number): number {
  return -value;
}
