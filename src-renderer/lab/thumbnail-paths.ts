import type { ContourSet } from "../../src-core/landscape/index.ts";
import type { Experiment, MapWindow } from "../../src-core/project/index.ts";
import type { GridJob } from "../../src-core/protocol/index.ts";
import type { FrameBlock } from "../../src-core/run/index.ts";
import { gridJob, shownWindow } from "./ground-state.svelte.ts";

/** Thumbnails are drawn in a square of this side, whatever size they are shown at. */
export const SIDE = 100;

/** A point of the map as the coordinates of an SVG path. */
export type Place = (x: number, y: number) => string;

const POINTS = 48;
const LEVELS = 12;
/** Far outside is as good as further outside; far enough that a path which leaves keeps its direction. */
const FAR = 1e5;

/** What a thumbnail's ground asks of a worker: the experiment's map on a coarse grid. */
export function thumbnailGrid(experiment: Experiment): GridJob {
  const job = gridJob(experiment, shownWindow(experiment));
  const { levels } = experiment.view.map;
  return {
    ...job,
    x: { ...job.x, count: POINTS },
    y: job.y === null ? null : { ...job.y, count: POINTS },
    contours: { levels, count: LEVELS },
  };
}

/** @example placeIn({ x: [0, 2], y: [0, 2] })(1, 0.5) // => "50.0 75.0" */
export function placeIn({ x: [left, right], y: [bottom, top] }: MapWindow): Place {
  return (x, y) => {
    const across = (SIDE * (x - left)) / (right - left);
    const down = SIDE - (SIDE * (y - bottom)) / (top - bottom);
    return `${clamp(across).toFixed(1)} ${clamp(down).toFixed(1)}`;
  };
}

/** Filled levels from low to high. */
export function levelPaths({ ringLevel, ringStart, points, thresholds }: ContourSet, place: Place): readonly string[] {
  const levels = Array.from(thresholds, () => "");
  ringLevel.forEach((level, ring) => {
    const corners: string[] = [];
    for (let point = ringStart[ring] ?? 0; point < (ringStart[ring + 1] ?? 0); point += 1) {
      corners.push(place(points[2 * point] ?? 0, points[2 * point + 1] ?? 0));
    }
    levels[level] += `M${corners.join("L")}Z`;
  });
  return levels;
}

/** The way of a run, without the points that are no numbers. */
export function runPath(
  blocks: readonly FrameBlock[],
  [xIndex, yIndex]: readonly [number, number],
  place: Place,
): string {
  const corners = blocks.flatMap(({ theta, count, dimension }) =>
    Array.from({ length: count }, (_, row) =>
      place(theta[row * dimension + xIndex] ?? Number.NaN, theta[row * dimension + yIndex] ?? Number.NaN),
    ),
  );
  return `M${corners.filter((corner) => !corner.includes("NaN")).join("L")}`;
}

function clamp(value: number): number {
  return Math.min(FAR, Math.max(-FAR, value));
}
