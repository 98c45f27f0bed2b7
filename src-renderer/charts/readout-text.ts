import { runnerColour } from "./themes.ts";
import type { ChartText, ChartTheme, RunTrace } from "./types.ts";

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

/** A recorded row of a run: its step, the named coordinates, its loss, and how the run ended if this is its end. */
export function runReadout(
  run: RunTrace,
  row: number,
  coordinates: readonly (readonly [string, number])[],
  theme: ChartTheme,
  text: ChartText,
): ReadoutText {
  const end = run.stopped !== null && row === run.x.length - 1 ? [plainRow(text.stopped(run.stopped), "")] : [];
  return {
    title: run.label,
    rows: [
      { name: text.step, value: String(run.steps[row] ?? row), colour: runnerColour(theme, run.colour) },
      ...coordinates.map(([name, value]) => plainRow(name, text.number(value))),
      plainRow(text.loss, text.number(run.loss[row] ?? Number.NaN)),
      ...end,
    ],
  };
}
