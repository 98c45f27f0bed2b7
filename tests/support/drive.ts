import type { Objective } from "../../src-core/objective/index.ts";
import {
  baseLearningRate,
  createOptimizer,
  type Optimizer,
  type OptimizerSpec,
  type OptimizerState,
  type StepContext,
} from "../../src-core/optimizers/index.ts";
import { handmadeObjective } from "./handmade-objectives.ts";

/** An optimizer driven by hand, without the run loop. */
export function drive(
  spec: OptimizerSpec,
  objective: Objective,
  start: readonly number[],
  from: OptimizerState | null = null,
  optimizer: Optimizer = createOptimizer(spec),
) {
  const theta = Float64Array.from(start);
  const gradient = new Float64Array(start.length);
  const parts = partsOf(start.length);
  const state = from ?? optimizer.init(theta, objective);
  const context: StepContext = { objective, loss: 0, momentum: null };
  const usualRate = baseLearningRate(spec);
  const advance = (count = 1, rate = usualRate): void => {
    for (let k = 0; k < count; k++) {
      context.loss = objective.gradient(theta, gradient);
      optimizer.update(theta, gradient, state, rate, parts, context);
    }
  };
  return { theta, gradient, parts, state, advance };
}

/** An optimizer fed with gradients by hand: there is no loss that it could look at. */
export function feed(spec: OptimizerSpec, start: readonly number[], optimizer: Optimizer = createOptimizer(spec)) {
  const objective = handmadeObjective(
    start.map((_, i) => `p${i}`),
    () => {
      throw new Error("this optimizer is fed by hand");
    },
  );
  const theta = Float64Array.from(start);
  const parts = partsOf(start.length);
  const state = optimizer.init(theta, objective);
  const context: StepContext = { objective, loss: Number.NaN, momentum: null };
  const take = (gradient: readonly number[], rate: number): void => {
    optimizer.update(theta, Float64Array.from(gradient), state, rate, parts, context);
  };
  return { theta, parts, state, context, take };
}

function partsOf(length: number) {
  return { direction: new Float64Array(length), scale: new Float64Array(length) };
}
