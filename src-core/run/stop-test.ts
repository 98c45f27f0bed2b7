import type { Objective } from "../objective/index.ts";
import { isOverflow } from "./overflow.ts";
import type { RunSpec, StopCause, StopReason } from "./spec.ts";

/**
 * The stop rules of a spec. Looked at in this order, so that the cause named is the first in the chain that leads to the
 * others: theta (not finite, or beyond the bound), loss, gradient, then convergence, then the step count.
 *
 * Without a bound it is theta that must overflow. An infinite loss or gradient at a finite theta is no reason to stop: the
 * valley at a rate of 1.2e-6 has an infinite loss from step 3770 on, and its path goes on for as many steps again, until
 * the gradient at theta_7552 overflows and takes theta_7553 along. NaN, on the other hand, is the end wherever it appears.
 */
export class StopTest {
  readonly #objective: Objective;
  readonly #steps: number;
  readonly #divergence: number | null;
  readonly #thetaBound: number;
  readonly #lossBound: number;
  readonly #convergedAt: number;

  constructor({ steps, stop }: RunSpec, objective: Objective) {
    this.#objective = objective;
    this.#steps = steps;
    this.#divergence = stop.divergence;
    this.#thetaBound = stop.divergence ?? Number.MAX_VALUE;
    this.#lossBound = stop.divergence ?? Infinity;
    this.#convergedAt = stop.gradientNorm ?? -1;
  }

  /** The everyday case in few comparisons: the run goes on. NaN fails every one of them. */
  goesOn(step: number, theta: Float64Array, loss: number, gradientNorm: number): boolean {
    return (
      loss <= this.#lossBound &&
      gradientNorm > this.#convergedAt &&
      step < this.#steps &&
      isWithin(theta, this.#thetaBound)
    );
  }

  /** Why a run that does not go on ends at theta_step; `previousTheta` is where its last step came from. */
  reasonAt(
    step: number,
    theta: Float64Array,
    loss: number,
    gradient: Float64Array,
    gradientNorm: number,
    previousTheta: Float64Array,
  ): StopReason {
    const trouble = findTrouble(theta, loss, gradient, this.#divergence);
    if (trouble !== null) {
      const isUnreal = trouble.quantity !== "theta" && Number.isNaN(trouble.value);
      const reason = isUnreal && !isOverflow(this.#objective, previousTheta, theta) ? "left-domain" : "diverged";
      return { reason, step, cause: trouble };
    }
    const limit = this.#convergedAt;
    if (gradientNorm > limit) return { reason: "steps", step, cause: null };
    return { reason: "converged", step, cause: { quantity: "gradientNorm", index: null, value: gradientNorm, limit } };
  }
}

function isWithin(theta: Float64Array, bound: number): boolean {
  for (let i = 0; i < theta.length; i++) if (!(Math.abs(theta[i]) <= bound)) return false;
  return true;
}

function findTrouble(
  theta: Float64Array,
  loss: number,
  gradient: Float64Array,
  divergence: number | null,
): StopCause | null {
  const bound = divergence ?? Infinity;
  const badTheta = theta.findIndex((value) => !Number.isFinite(value) || Math.abs(value) > bound);
  if (badTheta !== -1) return cause("theta", badTheta, theta[badTheta], divergence);
  if (Number.isNaN(loss) || loss > bound) return cause("loss", null, loss, divergence);
  const badGradient = gradient.findIndex(Number.isNaN);
  return badGradient === -1 ? null : cause("gradient", badGradient, NaN, null);
}

/** NaN passed no bound; neither did an overflow where there is none. */
function cause(quantity: StopCause["quantity"], index: number | null, value: number, bound: number | null): StopCause {
  return { quantity, index, value, limit: Number.isNaN(value) ? null : bound };
}
