import { type Random } from "./random.ts";
import { dot, norm } from "./vectors.ts";

/** A function with its own gradient, as every Objective is. */
export interface DifferentiableFunction {
  readonly dimension: number;
  value(theta: Float64Array): number;
  gradient(theta: Float64Array, gradientOut: Float64Array): number;
}

/** A function with Hessian-vector products too. */
export interface TwiceDifferentiableFunction extends DifferentiableFunction {
  hessianVector(theta: Float64Array, vector: Float64Array, out: Float64Array): void;
}

/** How far derivatives and differences were apart, in the worst of the directions. */
export interface DerivativeCheck {
  /**
   * |derivative - difference|, at its worst, relative to the norm of the derivative or, where that vanishes (at a
   * minimum), to the derivative's change over the width of the difference.
   */
  readonly error: number;
  /** What rounding alone does to the difference, on the same scale: no error below it means anything. */
  readonly resolution: number;
  /** error <= max(tolerance, 10 * resolution). */
  readonly agrees: boolean;
}

export interface DerivativeCheckOptions {
  /** Random unit directions tried; 4 unless told. */
  readonly directions?: number;
  /** Relative error allowed; 1e-7 unless told. */
  readonly tolerance?: number;
}

/**
 * Checks a gradient along random directions v: g . v against central differences of the value,
 * (f(theta + h v) - f(theta - h v)) / 2h at h and h/2, extrapolated (Richardson) so that the error falls as h^4.
 *
 * A tool for tests and for people who write losses: nothing else in the core differentiates by differences.
 *
 * @param theta where; of the function's dimension; not changed. The function must be smooth within about 1e-3 of it.
 * @example checkGradient({ dimension: 1, value: ([x]) => x ** 3, gradient: ([x], g) => { g[0] = 3 * x * x; return x ** 3; } }, Float64Array.of(2), createRandom(1)).agrees // => true
 */
export function checkGradient(
  f: DifferentiableFunction,
  theta: Float64Array,
  random: Random,
  options: DerivativeCheckOptions = {},
): DerivativeCheck {
  const gradient = new Float64Array(f.dimension);
  const value = f.gradient(theta, gradient);
  return compareAlongDirections(theta, random, options, (direction, h) => {
    const valueAt = (step: number) => f.value(shifted(theta, direction, step));
    const difference = extrapolated((step) => (valueAt(step) - valueAt(-step)) / (2 * step), h);
    return {
      distance: Math.abs(dot(gradient, direction) - difference),
      scale: Math.max(norm(gradient), Math.abs(valueAt(h) - 2 * value + valueAt(-h)) / h),
      rounding: (Number.EPSILON * Math.max(Math.abs(value), Math.abs(valueAt(h)))) / h,
    };
  });
}

/**
 * Checks H v for random directions v against central differences of the gradient along v, extrapolated as in
 * checkGradient. The gradient itself is trusted: check it first.
 *
 * @param theta where; of the function's dimension; not changed.
 * @example checkHessianVector({ dimension: 1, value: ([x]) => x ** 3, gradient: ([x], g) => { g[0] = 3 * x * x; return x ** 3; }, hessianVector: ([x], [v], out) => { out[0] = 6 * x * v; } }, Float64Array.of(2), createRandom(1)).agrees // => true
 */
export function checkHessianVector(
  f: TwiceDifferentiableFunction,
  theta: Float64Array,
  random: Random,
  options: DerivativeCheckOptions = {},
): DerivativeCheck {
  const gradient = new Float64Array(f.dimension);
  f.gradient(theta, gradient);
  const product = new Float64Array(f.dimension);
  const gradientAt = (direction: Float64Array, step: number): Float64Array => {
    const there = new Float64Array(f.dimension);
    f.gradient(shifted(theta, direction, step), there);
    return there;
  };
  return compareAlongDirections(theta, random, options, (direction, h) => {
    f.hessianVector(theta, direction, product);
    const sides = [h, h / 2].map((step) => [gradientAt(direction, step), gradientAt(direction, -step)] as const);
    const [[plus, minus], [nearPlus, nearMinus]] = sides;
    const error = product.map((entry, i) => {
      const wide = (plus[i] - minus[i]) / (2 * h);
      const near = (nearPlus[i] - nearMinus[i]) / h;
      return entry - (4 * near - wide) / 3;
    });
    const bend = gradient.map((entry, i) => (plus[i] - 2 * entry + minus[i]) / h);
    return {
      distance: norm(error),
      scale: Math.max(norm(product), norm(bend)),
      rounding: (Number.EPSILON * Math.max(norm(gradient), norm(plus))) / h,
    };
  });
}

interface Comparison {
  readonly distance: number;
  readonly scale: number;
  readonly rounding: number;
}

function compareAlongDirections(
  theta: Float64Array,
  random: Random,
  { directions = 4, tolerance = 1e-7 }: DerivativeCheckOptions,
  compare: (direction: Float64Array, h: number) => Comparison,
): DerivativeCheck {
  const h = STEP * Math.max(1, norm(theta));
  let error = 0;
  let resolution = 0;
  for (let k = 0; k < directions; k++) {
    const { distance, scale, rounding } = compare(randomDirection(theta.length, random), h);
    // Of a constant function there is nothing to compare with but rounding.
    const unit = Math.max(scale, rounding, Number.MIN_VALUE);
    error = Math.max(error, distance / unit);
    resolution = Math.max(resolution, rounding / unit);
  }
  return { error, resolution, agrees: error <= Math.max(tolerance, 10 * resolution) };
}

/** eps^(1/5), which balances the h^4 of the extrapolated difference against rounding over h. */
const STEP = Number.EPSILON ** 0.2;

/** Uniform on the sphere: normals, normalised. */
function randomDirection(dimension: number, random: Random): Float64Array {
  const direction = new Float64Array(dimension).map(() => random.normal());
  const length = norm(direction);
  return direction.map((entry) => entry / length);
}

function shifted(theta: Float64Array, direction: Float64Array, step: number): Float64Array {
  return theta.map((entry, i) => entry + step * direction[i]);
}

function extrapolated(difference: (h: number) => number, h: number): number {
  return (4 * difference(h / 2) - difference(h)) / 3;
}
