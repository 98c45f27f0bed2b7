import type { NearRow } from "./hover.ts";
import { runnerColour } from "./themes.ts";
import type { ChartText, ChartTheme } from "./types.ts";

/** What is said about the place under the pointer. */
export interface ReadoutText {
  readonly title: string | null;
  readonly rows: readonly ReadoutRow[];
}

export interface ReadoutRow {
  readonly name: string;
  readonly value: string;
  /** A swatch before the name. */
  readonly colour: string | null;
}

export function plainRow(name: string, value: string): ReadoutRow {
  return { name, value, colour: null };
}

/**
 * A recorded row of a run: its step, the coordinates on the named axes, its loss, and how the run ended if this is its end.
 * Of a companion the loss is not recorded.
 */
export function runReadout(
  { run, row, isCompanion }: NearRow,
  axes: Readonly<Partial<Record<"x" | "y", string>>>,
  theme: ChartTheme,
  text: ChartText,
): ReadoutText {
  const { label, companion, stopped } = run;
  const points = companion === null ? null : text.points[companion.name];
  const path = companion !== null && isCompanion ? companion : run;
  const coordinate = (axis: "x" | "y") =>
    axes[axis] === undefined ? [] : [plainRow(axes[axis], text.number(path[axis][row] ?? Number.NaN))];
  const isEnd = stopped !== null && row === run.x.length - 1;
  const found = isCompanion ? [] : [plainRow(text.loss, text.number(run.loss[row] ?? Number.NaN))];
  return {
    title: points === null ? label : points[isCompanion ? "companion" : "theta"](label),
    rows: [
      { name: text.step, value: String(run.steps[row] ?? row), colour: runnerColour(theme, run.colour) },
      ...coordinate("x"),
      ...coordinate("y"),
      ...found,
      ...(isEnd ? [plainRow(text.stopped(stopped), "")] : []),
    ],
  };
}
