import type { Chip } from "./chips.ts";
import type { PathExit } from "./clip.ts";
import type { Element } from "./elements.ts";
import { type Frame, isInside, pixelMap } from "./frame.ts";
import { companionMark, type EndKind, endMark, exitMark } from "./map-marks.ts";
import { companionPath, type PathColumns, runPath } from "./run-path.ts";
import { runnerColour } from "./themes.ts";
import type { ChartText, ChartTheme, RunTrace } from "./types.ts";

/** A run and the columns of it that are drawn on the two axes. */
export interface DrawnRun {
  readonly run: RunTrace;
  readonly columns: PathColumns;
  /** Those of its companion, null where none is drawn. */
  readonly companion: PathColumns | null;
}

export interface RunLayers {
  readonly paths: readonly { readonly id: string; readonly elements: readonly Element[] }[];
  readonly marks: readonly Element[];
  readonly chips: readonly Chip[];
}

/** Paths of all runs and of their companions, the marks where they leave the window or end, and what is written beside those marks. */
export function runLayers(
  drawn: readonly DrawnRun[],
  frame: Frame,
  theme: ChartTheme,
  text: ChartText,
  showDots: boolean,
): RunLayers {
  const paths: { id: string; elements: readonly Element[] }[] = [];
  const marks: Element[] = [];
  const chips: Chip[] = [];
  for (const { run, columns, companion } of drawn) {
    const colour = runnerColour(theme, run.colour);
    if (companion !== null) {
      paths.push({ id: `companion-${run.id}`, elements: companionPath(companion, frame, colour, theme) });
      const at = inPixels(companion, companion.row, frame);
      if (at !== null) marks.push(...companionMark(...at, colour, theme));
    }
    const path = runPath(columns, frame, colour, theme, showDots);
    paths.push({ id: `path-${run.id}`, elements: path.elements });
    for (const exit of path.exits) {
      marks.push(...exitMark(exit.x, exit.y, exit.dx, exit.dy, colour, theme));
    }
    const end = runEnd(run, columns, frame);
    if (end !== null) marks.push(...endMark(end.x, end.y, endKind(end.reason), colour, theme));
    chips.push(...runChips(run, path.exits, end, colour, text));
  }
  return { paths, marks, chips };
}

export function endKind(reason: RunEnd["reason"]): EndKind {
  return reason === "diverged" || reason === "left-domain" ? "trouble" : "rest";
}

/** Where a run ended, in pixels. */
export interface RunEnd {
  readonly x: number;
  readonly y: number;
  readonly reason: NonNullable<RunTrace["stopped"]>["reason"];
}

/** The last finite point of a run that has ended, where it lies in the frame. */
function runEnd({ stopped }: RunTrace, columns: PathColumns, frame: Frame): RunEnd | null {
  if (stopped === null) return null;
  const at = inPixels(columns, lastFiniteRow(columns.x, columns.y), frame);
  return at === null ? null : { x: at[0], y: at[1], reason: stopped.reason };
}

/** Where a row of a path is drawn; null where it lies outside the frame or nowhere. */
function inPixels({ x, y }: PathColumns, row: number, frame: Frame): readonly [number, number] | null {
  const map = pixelMap(frame);
  const px = map.xOffset + map.xSlope * (x[row] ?? Number.NaN);
  const py = map.yOffset + map.ySlope * (y[row] ?? Number.NaN);
  return isInside(frame, px, py) ? [px, py] : null;
}

/** The last row whose two coordinates are finite, or -1. */
export function lastFiniteRow(x: Float64Array, y: Float64Array): number {
  let last = x.length - 1;
  while (last >= 0 && !(Number.isFinite(x[last]) && Number.isFinite(y[last]))) last -= 1;
  return last;
}

/**
 * The first exit is named with its step, and with how the run ended if it ended in trouble out there. An end inside the
 * window is named unless it is the plain one: all steps were made.
 */
export function runChips(
  run: RunTrace,
  exits: readonly PathExit[],
  end: RunEnd | null,
  colour: string,
  text: ChartText,
): Chip[] {
  const { stopped } = run;
  const [exit] = exits;
  const chips: Chip[] = [];
  if (exit !== undefined) {
    const leaves = text.leavesWindow(run.steps[exit.row] ?? exit.row);
    const isLost =
      end === null && stopped !== null && (stopped.reason === "diverged" || stopped.reason === "left-domain");
    const words = isLost ? `${leaves} · ${text.stopped(stopped)}` : leaves;
    chips.push({ text: words, x: exit.x, y: exit.y, colour });
  }
  if (end !== null && stopped !== null && stopped.reason !== "steps") {
    chips.push({ text: text.stopped(stopped), x: end.x, y: end.y, colour });
  }
  return chips;
}
