/**
 * What everything minimises: a formula today, a network on data in the same shape.
 *
 * theta is a Float64Array of length `dimension`. Methods write only to their `out` arguments. Values may be non-finite
 * (that is a result, seen by the caller), never an exception. Hessians are dense, row-major, symmetric.
 */
export interface Objective {
  readonly dimension: number;
  /** One name per entry of theta, in order. */
  readonly parameters: readonly string[];
  /**
   * The parts of theta that are matrices (the weights of a layer), in the order of theta, none overlapping another. Absent
   * where theta is one vector, as in a formula.
   */
  readonly matrices?: readonly MatrixBlock[];
  value(theta: Float64Array): number;
  /** Writes the gradient (length dimension) and returns the value. */
  gradient(theta: Float64Array, gradientOut: Float64Array): number;
  /** Writes gradient and Hessian (length dimension squared, row-major) and returns the value. */
  hessian(theta: Float64Array, gradientOut: Float64Array, hessianOut: Float64Array): number;
  /** Writes H v (length dimension). */
  hessianVector(theta: Float64Array, vector: Float64Array, out: Float64Array): void;
  /** Values on a rectangle of two parameters (or a line of one, ny = 1), the others held as in `held`. */
  grid(request: GridRequest, out: Float64Array): void;
  /** There where the loss is known to be a sum of squares. */
  readonly residuals?: Residuals;
}

/** r with L = r_0^2 + r_1^2 + ... + a number that no parameter changes: factors such as 1/2 or 100 are within r, as their roots. */
export interface Residuals {
  readonly count: number;
  /** Writes r (length count). */
  evaluate(theta: Float64Array, residualsOut: Float64Array): void;
  /** Writes r and its Jacobian (row-major, count by dimension). */
  jacobian(theta: Float64Array, residualsOut: Float64Array, jacobianOut: Float64Array): void;
}

/** A matrix within theta, row-major: its entry (row, column) is theta[offset + row * columns + column]. */
export interface MatrixBlock {
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * A rectangle of points: out[row * nx + column] = L at (x0 + column * dx, y0 + row * dy).
 * `held` has length dimension; its entries xIndex and yIndex are ignored. For a line set ny = 1 and yIndex = -1.
 */
export interface GridRequest {
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

/** A typed loss as plain JSON. `parameters` fixes the order of theta; left out, they are found and sorted naturally. */
export interface ExpressionProblem {
  readonly expression: string;
  readonly parameters?: readonly string[] | undefined;
  readonly constants?: Readonly<Record<string, number>> | undefined;
}

/** Every kind of problem; networks on data join this union. */
export type ProblemSpec = ExpressionProblem;
