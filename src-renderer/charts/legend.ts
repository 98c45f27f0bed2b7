import { type Element, label, line } from "./elements.ts";
import { DASHES } from "./factors-trace.ts";
import { textWidth } from "./text-size.ts";
import { runnerColour } from "./themes.ts";
import type { ChartTheme, FactorsTrace, RunTrace } from "./types.ts";

export interface LegendEntry {
  readonly label: string;
  /** Draws the symbol with its left middle at x, y; SYMBOL_WIDTH wide. */
  readonly symbol: (x: number, y: number) => readonly Element[];
}

export interface Legend {
  readonly height: number;
  readonly elements: readonly Element[];
}

export const SYMBOL_WIDTH = 22;
const FONT_SIZE = 12;
const ROW_HEIGHT = 20;
const SYMBOL_GAP = 6;
const ENTRY_GAP = 18;

/** Lays entries out in rows from `left` to `right`, the first row's upper edge at `top`. */
export function legendOf(
  entries: readonly LegendEntry[],
  left: number,
  right: number,
  top: number,
  theme: ChartTheme,
): Legend {
  const elements: Element[] = [];
  let x = left;
  let row = 0;
  for (const entry of entries) {
    const width = SYMBOL_WIDTH + SYMBOL_GAP + textWidth(entry.label, FONT_SIZE);
    if (x > left && x + width > right) {
      x = left;
      row += 1;
    }
    const y = top + row * ROW_HEIGHT + ROW_HEIGHT / 2;
    elements.push(
      ...entry.symbol(x, y),
      label({
        text: entry.label,
        x: x + SYMBOL_WIDTH + SYMBOL_GAP,
        y,
        fontSize: FONT_SIZE,
        fontFamily: theme.fontFamily,
        fill: theme.text,
        align: "left",
        verticalAlign: "middle",
      }),
    );
    x += width + ENTRY_GAP;
  }
  return { height: entries.length === 0 ? 0 : (row + 1) * ROW_HEIGHT, elements };
}

/** One entry a colour: runs of one runner from several starts share theirs, under the name that they have in common. */
export function runEntries(runs: readonly RunTrace[], theme: ChartTheme): LegendEntry[] {
  const names = new Map<number, string[]>();
  for (const run of runs) {
    const known = names.get(run.colour);
    const shared = known?.find((name) => commonName(name, run.label) !== "");
    if (known === undefined) names.set(run.colour, [run.label]);
    else if (shared === undefined) known.push(run.label);
    else known[known.indexOf(shared)] = commonName(shared, run.label);
  }
  return [...names].flatMap(([colour, labels]) =>
    labels.map((name) => ({
      label: name,
      symbol: (x: number, y: number) => [
        line(x, y, x + SYMBOL_WIDTH, y, { stroke: runnerColour(theme, colour), lineWidth: 3, lineCap: "round" }),
      ],
    })),
  );
}

/** One entry a parameter: the dash in its runner's colour. */
export function parameterEntries({ colour, parameters }: FactorsTrace, theme: ChartTheme): LegendEntry[] {
  return parameters.map(({ name }, index) => ({
    label: name,
    symbol: (x: number, y: number) => [
      line(x, y, x + SYMBOL_WIDTH, y, {
        stroke: runnerColour(theme, colour),
        lineWidth: 1.8,
        lineDash: DASHES[index] ?? false,
      }),
    ],
  }));
}

/** "Adam · 1" and "Adam · 2" have "Adam" in common; "Adam" and "AdamW" have nothing: no separator ends there. */
function commonName(first: string, second: string): string {
  if (first === second) return first;
  const parts = first.split(SEPARATOR);
  const others = second.split(SEPARATOR);
  const differing = parts.findIndex((part, index) => part !== others[index]);
  return (differing < 0 ? parts : parts.slice(0, differing)).join(SEPARATOR);
}

const SEPARATOR = " · ";
