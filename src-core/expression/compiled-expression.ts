/**
 * A loss that can be evaluated. Theta has length `dimension`; methods write to their `out` arguments only. Values may be
 * infinite or NaN, never an exception. The value has the same bits from each of the methods.
 */
export interface CompiledExpression {
  readonly dimension: number;
  readonly parameters: readonly string[];
  value(theta: Float64Array): number;
  /** Writes the gradient (length dimension) and returns the value. */
  gradient(theta: Float64Array, gradientOut: Float64Array): number;
  /** Writes the gradient and the Hessian (row-major, symmetric) and returns the value. */
  hessian(theta: Float64Array, gradientOut: Float64Array, hessianOut: Float64Array): number;
  /** Writes H v (length dimension). */
  hessianVector(theta: Float64Array, vector: Float64Array, out: Float64Array): void;
  /** Values on a rectangle of two parameters: out[row * nx + column]. */
  grid(request: GridPoints, out: Float64Array): void;
  /** There where the formula is a sum of squares as squares.ts sees it. */
  readonly residuals?: CompiledResiduals;
}

/** r with L = r_0^2 + r_1^2 + ... + a number that no parameter changes. */
export interface CompiledResiduals {
  readonly count: number;
  /** Writes r (length count). */
  evaluate(theta: Float64Array, residualsOut: Float64Array): void;
  /** Writes r and its Jacobian (count rows of length dimension). */
  jacobian(theta: Float64Array, residualsOut: Float64Array, jacobianOut: Float64Array): void;
}

/** The rectangle (x0 + column dx, y0 + row dy) of two entries of theta, the others as in `held`; yIndex -1 and ny = 1 make a line. */
export interface GridPoints {
  readonly held: Float64Array;
  readonly xIndex: number;
  readonly yIndex: number;
  readonly x0: number;
  readonly dx: number;
  readonly nx: number;
  readonly y0: number;
  readonly dy: number;
  readonly ny: number;
}
