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
/** How the path of a companion is told from that of theta. */
export const COMPANION_DASH: readonly number[] = [6, 4];
const COMPANION_CASING = 0.8;

/** The path up to the current row in full, the rest of it fainter, and a dot for every step that has room. */
export function runPath(
  columns: PathColumns,
  frame: Frame,
  colour: string,
  theme: ChartTheme,
  showDots: boolean,
): RunPath {
  const { x, y, row } = columns;
  const { past, future, exits } = splitPath(columns, frame);
  const marks = showDots ? splitDots(x, y, row, frame) : NO_DOTS;
  const elements = [
    ...pathElements(future, theme.halo, PATH_WIDTH + 2 * CASING, FUTURE_CASING_OPACITY),
    ...pathElements(future, colour, PATH_WIDTH, FUTURE_OPACITY),
    ...dotElements(marks.future, colour, theme, FUTURE_OPACITY),
    ...pathElements(past, theme.halo, PATH_WIDTH + 2 * CASING, 1),
    ...pathElements(past, colour, PATH_WIDTH, 1),
    ...dotElements(marks.past, colour, theme, 1),
  ];
  return { elements, exits };
}

/** The path of a run's companion, dashed, likewise fainter after the current row; without dots. */
export function companionPath(columns: PathColumns, frame: Frame, colour: string, theme: ChartTheme): Element[] {
  const { past, future } = splitPath(columns, frame);
  const casing = PATH_WIDTH + 2 * COMPANION_CASING;
  return [
    ...pathElements(future, theme.halo, casing, FUTURE_CASING_OPACITY),
    ...pathElements(future, colour, PATH_WIDTH, FUTURE_OPACITY, COMPANION_DASH),
    ...pathElements(past, theme.halo, casing, 1),
    ...pathElements(past, colour, PATH_WIDTH, 1, COMPANION_DASH),
  ];
}

/** The visible path up to the current row, and the rest of it. */
function splitPath({ x, y, row }: PathColumns, frame: Frame) {
  const path = pathPieces(x, y, frame);
  const split = 4 * segmentsUpTo(path, row);
  const { segments, exits } = path;
  return { past: joined(segments.subarray(0, split)), future: joined(segments.subarray(split)), exits };
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

/** A round cap would fill the gaps between the dashes. */
function pathElements(
  { points, starts }: Polylines,
  stroke: string,
  lineWidth: number,
  opacity: number,
  dash: readonly number[] | null = null,
): Element[] {
  if (points.length === 0) return [];
  const style = dash === null ? {} : ({ lineDash: dash, lineCap: "butt" } as const);
  return [pieces(points, starts, { stroke, lineWidth, opacity, ...style })];
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
