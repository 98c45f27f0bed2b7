import type { PathExit } from "./clip.ts";
import { dots, type Element, pieces } from "./elements.ts";
import type { Frame } from "./frame.ts";
import { pathPieces, segmentsUpTo } from "./path-pieces.ts";
import { stepDots } from "./step-dots.ts";
import type { ChartTheme, RunTrace } from "./types.ts";

/** One run's path on a plane of two axes, as elements, with what its marks need to know. */
export interface RunPath {
  readonly elements: readonly Element[];
  /** Crossings out of the window, in pixels; dx and dy give the direction only. */
  readonly exits: readonly PathExit[];
}

/** The two columns that are drawn, on the axes' own scales (logarithms on a logarithmic axis). */
export type PathColumns = Pick<RunTrace, "x" | "y" | "row">;

const PATH_WIDTH = 2;
const CASING = 1.3;
/** What is yet to come: the path fainter, and its casing still fainter, so that the colour stays recognisable. */
const FUTURE_OPACITY = 0.5;
const FUTURE_CASING_OPACITY = 0.3;
const DOT_RADIUS = 2.7;

/** The path up to the current row in full, the rest of it fainter, and a dot for every step that has room. */
export function runPath(
  columns: PathColumns,
  frame: Frame,
  colour: string,
  theme: ChartTheme,
  showDots: boolean,
): RunPath {
  const { x, y, row } = columns;
  const path = pathPieces(x, y, frame);
  const split = 4 * segmentsUpTo(path, row);
  const past = joined(path.segments.subarray(0, split));
  const future = joined(path.segments.subarray(split));
  const marks = showDots ? splitDots(x, y, row, frame) : NO_DOTS;
  const elements = [
    ...pathElements(future, theme.halo, PATH_WIDTH + 2 * CASING, FUTURE_CASING_OPACITY),
    ...pathElements(future, colour, PATH_WIDTH, FUTURE_OPACITY),
    ...dotElements(marks.future, colour, theme, FUTURE_OPACITY),
    ...pathElements(past, theme.halo, PATH_WIDTH + 2 * CASING, 1),
    ...pathElements(past, colour, PATH_WIDTH, 1),
    ...dotElements(marks.past, colour, theme, 1),
  ];
  return { elements, exits: path.exits };
}

interface Polylines {
  readonly points: Float32Array;
  readonly starts: readonly number[];
}

/** Segments as polylines: one that begins where the last ended goes on with it, so that their joint is round. */
function joined(segments: Float32Array): Polylines {
  const points = new Float32Array(segments.length);
  const starts: number[] = [];
  let count = 0;
  const add = (x: number, y: number): void => {
    points[2 * count] = x;
    points[2 * count + 1] = y;
    count += 1;
  };
  for (let at = 0; at < segments.length; at += 4) {
    const x0 = segments[at] ?? 0;
    const y0 = segments[at + 1] ?? 0;
    if (at === 0 || x0 !== segments[at - 2] || y0 !== segments[at - 1]) {
      starts.push(count);
      add(x0, y0);
    }
    add(segments[at + 2] ?? 0, segments[at + 3] ?? 0);
  }
  starts.push(count);
  return { points: points.subarray(0, 2 * count), starts };
}

function pathElements({ points, starts }: Polylines, stroke: string, lineWidth: number, opacity: number): Element[] {
  return points.length === 0 ? [] : [pieces(points, starts, { stroke, lineWidth, opacity })];
}

const NO_DOTS = { past: new Float32Array(0), future: new Float32Array(0) };

function splitDots(x: Float64Array, y: Float64Array, row: number, frame: Frame): typeof NO_DOTS {
  const { rows, points } = stepDots(x, y, frame);
  const beyond = rows.findIndex((candidate) => candidate > row);
  const split = beyond < 0 ? points.length : 2 * beyond;
  return { past: points.slice(0, split), future: points.slice(split) };
}

function dotElements(points: Float32Array, colour: string, theme: ChartTheme, opacity: number): Element[] {
  if (points.length === 0) return [];
  return [dots(points, DOT_RADIUS, { fill: colour, stroke: theme.halo, lineWidth: 0.7, opacity })];
}
