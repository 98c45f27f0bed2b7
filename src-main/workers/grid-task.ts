import type { GridJob } from "../../src-core/protocol/index.ts";
import {
  axisCoordinate,
  contourLevels,
  filledContours,
  gridOf,
  type ContourSet,
  type GridAxis,
} from "../../src-core/landscape/index.ts";
import type { Objective } from "../../src-core/objective/index.ts";
import type { ObjectiveCache } from "./objective-cache.ts";
import type { Task, TaskSignal } from "./task.ts";

/** Points between two looks at the cancel flag: about a millisecond of an ordinary formula, 50 of the slowest. */
const BAND_POINTS = 16_384;

/** The values of a loss on a grid, and its filled contours where they are asked for. */
export function* gridTask(id: string, job: GridJob, objectives: ObjectiveCache, signal: TaskSignal): Task {
  const values = yield* gridValues(objectives.of(job.problem), job, signal);
  if (values === null) return null;
  const nx = job.x.count;
  const ny = job.y === null ? 1 : job.y.count;
  yield null;
  if (signal.isCancelled()) return null;
  yield { id, kind: "grid", values, nx, ny, contours: contoursOf(job, values, nx, ny) };
  return null;
}

/**
 * The grid in bands of rows, so that a large one can be interrupted; null when it was. The rows are those of the whole
 * grid: a band begins and ends at coordinates of the axis itself.
 */
function* gridValues(
  objective: Objective,
  job: GridJob,
  signal: TaskSignal,
): Generator<null, Float64Array | null, void> {
  const { held, x, y } = job;
  if (y === null || x.count * y.count <= BAND_POINTS) return gridOf(objective, { held, x, y });
  const values = new Float64Array(x.count * y.count);
  for (const [first, end] of bands(y.count, x.count)) {
    values.set(gridOf(objective, { held, x, y: band(y, first, end) }), first * x.count);
    yield null;
    if (signal.isCancelled()) return null;
  }
  return values;
}

/** Row ranges [first, end) of at least two rows each, since an axis has at least two points. */
function bands(rows: number, columns: number): readonly (readonly [number, number])[] {
  const height = Math.max(2, Math.floor(BAND_POINTS / columns));
  const count = Math.max(1, Math.floor(rows / height));
  return Array.from(
    { length: count },
    (_, index) => [index * height, index === count - 1 ? rows : (index + 1) * height] as const,
  );
}

function band(axis: GridAxis, first: number, end: number): GridAxis {
  const { parameter } = axis;
  const last = end - 1;
  const to = last === axis.count - 1 ? axis.to : axisCoordinate(axis, last);
  return { parameter, from: axisCoordinate(axis, first), to, count: end - first };
}

function contoursOf(job: GridJob, values: Float64Array, nx: number, ny: number): ContourSet | null {
  if (job.contours === null || job.y === null) return null;
  const window = { x: [job.x.from, job.x.to], y: [job.y.from, job.y.to] } as const;
  return filledContours(values, nx, ny, window, contourLevels(values, job.contours));
}
