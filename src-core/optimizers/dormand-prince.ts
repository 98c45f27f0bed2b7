/** dy/dt at y, written to `out`. Time itself does not enter. */
export type VectorField = (y: Float64Array, out: Float64Array) => void;

export interface OdeTolerances {
  /** Allowed error of a substep, relative to the entry of y. */
  readonly rtol: number;
  /** Added to it, in the units of y. */
  readonly atol: number;
}

/** How far an integration came, and the substep it would go on with. */
export interface OdeProgress {
  readonly time: number;
  readonly substep: number;
}

/**
 * Integrates dy/dt = f(y) by the pair of Runge-Kutta formulas of order 5 and 4 of Dormand and Prince: the step is that of
 * order 5, the difference of the two is its error, and the substep is chosen so that the error's root mean square, entry by
 * entry in units of atol + rtol |y|, stays below 1.
 *
 * @returns a function that changes y in place. `slope` is f(y) at the start, `first` the first substep tried. It ends early
 *   after MAX_SUBSTEPS, or where no substep is short enough; `time` tells, and in the second case `substep` is 0.
 * @source Dormand & Prince (1980), RK5(4)7M; substeps as in Hairer, Norsett & Wanner (1993), Solving Ordinary Differential
 *   Equations I, equations II.4.11 and II.4.13.
 */
export function dormandPrince(
  tolerances: OdeTolerances,
): (field: VectorField, y: Float64Array, slope: Float64Array, duration: number, first: number) => OdeProgress {
  let work = workOf(0);
  return (field, y, slope, duration, first) => {
    if (work.next.length !== y.length) work = workOf(y.length);
    const { k, next } = work;
    k[0].set(slope);
    let time = 0;
    let substep = first;
    for (let count = 0; time < duration && count < MAX_SUBSTEPS; count++) {
      if (substep <= duration * LEAST_SUBSTEP) return { time, substep: 0 };
      const isLast = time + substep >= duration;
      const h = isLast ? duration - time : substep;
      for (let stage = 1; stage < STAGES; stage++) {
        combine(y, h, A[stage], k, next);
        field(next, k[stage]);
      }
      const error = errorOf(h, k, y, next, tolerances);
      const proposal = h * growth(error);
      if (!(error <= 1)) {
        substep = proposal;
        continue;
      }
      time = isLast ? duration : time + h;
      y.set(next);
      // The last stage was taken at the new point: it is the first of the next substep.
      k[0].set(k[STAGES - 1]);
      // A last substep that was cut short does not say that the next one must be short.
      substep = isLast ? Math.max(substep, proposal) : proposal;
    }
    return { time, substep };
  };
}

function workOf(length: number): { readonly k: readonly Float64Array[]; readonly next: Float64Array } {
  return { k: Array.from({ length: STAGES }, () => new Float64Array(length)), next: new Float64Array(length) };
}

/** The error of a substep in units of what is allowed. */
function errorOf(
  h: number,
  k: readonly Float64Array[],
  y: Float64Array,
  next: Float64Array,
  { rtol, atol }: OdeTolerances,
): number {
  let squares = 0;
  for (let i = 0; i < y.length; i++) {
    let error = 0;
    for (let stage = 0; stage < STAGES; stage++) error += E[stage] * k[stage][i];
    squares += ((h * error) / (atol + rtol * Math.max(Math.abs(y[i]), Math.abs(next[i])))) ** 2;
  }
  return Math.sqrt(squares / y.length);
}

/** y + h (a_0 k_0 + a_1 k_1 + ...), written to out. */
function combine(
  y: Float64Array,
  h: number,
  weights: readonly number[],
  k: readonly Float64Array[],
  out: Float64Array,
): void {
  for (let i = 0; i < y.length; i++) {
    let sum = 0;
    for (let stage = 0; stage < weights.length; stage++) sum += weights[stage] * k[stage][i];
    out[i] = y[i] + h * sum;
  }
}

/** What the next substep is multiplied by; an error that is no number counts as a large one. */
function growth(error: number): number {
  if (!(error < Infinity)) return LEAST_GROWTH;
  return Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, SAFETY * error ** -0.2));
}

const SAFETY = 0.9;
const LEAST_GROWTH = 0.2;
const MOST_GROWTH = 5;
/** A flow as stiff as this needs an implicit method; a step of it ends early instead of hanging. */
const MAX_SUBSTEPS = 10_000;
/** Of the whole duration: shorter substeps are lost in its rounding. */
const LEAST_SUBSTEP = 2 ** -52;

const STAGES = 7;
/** Row s: the weights of the stages before stage s. The last row is the formula of order 5. */
const A: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Order 5 minus order 4. */
const E: readonly number[] = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
