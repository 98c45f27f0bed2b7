import type { StepParts } from "./optimizer.ts";

/** How schedule-free methods weigh the steps of their average; names and defaults of the authors' code. */
export interface AveragingOptions {
  /** Later steps weigh more, by the power r of their number; 0: all alike. */
  readonly r: number;
  /** Steps weigh by this power of the largest rate so far; 0: all alike. */
  readonly weight_lr_power: number;
}

/**
 * Three sequences: theta is y, where gradients are taken; z takes the steps; x averages z and is the answer.
 *
 *   z <- z - (rate's step)          x <- (1 - c) x + c z          y = (1 - beta) z + beta x
 */
export type ScheduleFreeState = {
  t: number;
  z: Float64Array;
  x: Float64Array;
  rateMax: number;
  weightSum: number;
};

/** The state before the first step, all three at the start. */
export function startSequences(theta: Float64Array): ScheduleFreeState {
  return { t: 0, z: theta.slice(), x: theta.slice(), rateMax: 0, weightSum: 0 };
}

/**
 * The weight c of the newest z in x, t counted already: w / (sum of all w), w = t^r * (largest rate so far)^power.
 * With a constant rate and r = 0 it is 1 / t. The paper takes the power of the step's own rate; the authors' code and
 * optax that of the largest, which is the same until the rate falls. 0 as long as all rates were 0.
 */
export function nextWeight(state: ScheduleFreeState, rate: number, { r, weight_lr_power }: AveragingOptions): number {
  state.rateMax = Math.max(state.rateMax, rate);
  const weight = power(state.t, r) * power(state.rateMax, weight_lr_power);
  state.weightSum += weight;
  return state.weightSum === 0 ? 0 : weight / state.weightSum;
}

/**
 * What follows the step of z in one entry: x, then y. The movement of y has two parts, the step and the way towards the
 * average; `direction` is written so that rate * direction / scale is both (at a rate of 0, y may still move by the
 * second: direction is then the movement itself, times scale).
 */
export function averageEntry(
  theta: Float64Array,
  { x, z }: ScheduleFreeState,
  i: number,
  c: number,
  beta: number,
  rate: number,
  { direction, scale }: StepParts,
): void {
  x[i] += c * (z[i] - x[i]);
  const y = z[i] + beta * (x[i] - z[i]);
  direction[i] = ((theta[i] - y) * scale[i]) / (rate === 0 ? 1 : rate);
  theta[i] = y;
}

/** base^exponent; the exponents that are the options' defaults without Math.pow, which takes longer than all the rest of a step. */
function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  return exponent === 2 ? base * base : base ** exponent;
}
