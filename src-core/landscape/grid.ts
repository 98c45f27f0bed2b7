import { InputError, checkFinite, checkInteger, describeValue, itemPath } from "../numerics/index.ts";
import type { GridRequest, Objective } from "../objective/index.ts";

/** `count` points from `from` to `to`, both included. `parameter` is an index into theta. */
export interface GridAxis {
  readonly parameter: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** A rectangle of two parameters, or a line of one (y: null), the others held. */
export interface GridPlan {
  /** One number per parameter; those of the axes are ignored. */
  readonly held: readonly number[];
  readonly x: GridAxis;
  readonly y: GridAxis | null;
}

/** A rectangle in data coordinates. */
export interface GridWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A grid of 4096 by 4096 is 128 MB; a picture has no use for more. */
export const MAX_AXIS_COUNT = 4096;

/** The distance of two neighbours on an axis. */
export function axisStep(axis: GridAxis): number {
  return (axis.to - axis.from) / (axis.count - 1);
}

/**
 * The coordinate of point `index` of an axis, the same number that the grid was computed with.
 *
 * @example axisCoordinate({ parameter: 0, from: -1, to: 1, count: 5 }, 3) // => 0.5
 */
export function axisCoordinate(axis: GridAxis, index: number): number {
  return axis.from + index * axisStep(axis);
}

/**
 * Values of a loss on a rectangle of two parameters or on a line of one.
 *
 * @returns values[row * x.count + column]; rows go up with y. Non-finite where the loss is.
 * @throws InputError when an axis names no parameter, has fewer than 2 points or no extent, when both axes name the same
 *   parameter, or when `held` has the wrong length.
 * @example
 * const x = { parameter: 0, from: 0, to: 1, count: 2 };
 * const y = { parameter: 1, from: 0, to: 2, count: 3 };
 * Array.from(gridOf(createObjective({ expression: "x + 10*y" }), { held: [0, 0], x, y })) // => [0, 1, 10, 11, 20, 21]
 */
export function gridOf(objective: Objective, plan: GridPlan): Float64Array {
  const request = gridRequest(objective, plan);
  const values = new Float64Array(request.nx * request.ny);
  objective.grid(request, values);
  return values;
}

function gridRequest(objective: Objective, { held, x, y }: GridPlan): GridRequest {
  const { dimension } = objective;
  if (held.length !== dimension) {
    throw new InputError({
      code: "wrong-length",
      path: "held",
      found: String(held.length),
      allowed: String(dimension),
    });
  }
  checkAxis("x", x, dimension);
  if (y !== null) checkAxis("y", y, dimension);
  if (x.parameter === y?.parameter) {
    const allowed = `!= ${describeValue(x.parameter)}`;
    throw new InputError({ code: "inconsistent", path: "y.parameter", found: describeValue(y.parameter), allowed });
  }
  return {
    held: Float64Array.from(held, (entry, index) => checkFinite(itemPath("held", index), entry)),
    xIndex: x.parameter,
    yIndex: y === null ? -1 : y.parameter,
    x0: x.from,
    dx: axisStep(x),
    nx: x.count,
    y0: y === null ? 0 : y.from,
    dy: y === null ? 0 : axisStep(y),
    ny: y === null ? 1 : y.count,
  };
}

function checkAxis(path: string, axis: GridAxis, dimension: number): void {
  checkInteger(`${path}.parameter`, axis.parameter, { minimum: 0, maximum: dimension - 1 });
  checkInteger(`${path}.count`, axis.count, { minimum: 2, maximum: MAX_AXIS_COUNT });
  checkFinite(`${path}.from`, axis.from);
  checkFinite(`${path}.to`, axis.to);
  if (axis.from < axis.to && Number.isFinite(axis.to - axis.from)) return;
  const allowed = `> ${describeValue(axis.from)}`;
  throw new InputError({ code: "out-of-range", path: `${path}.to`, found: describeValue(axis.to), allowed });
}
