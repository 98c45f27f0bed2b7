import { type Element, label, line } from "./elements.ts";
import { DASHES } from "./factors-trace.ts";
import { COMPANION_DASH } from "./run-path.ts";
import { textWidth } from "./text-size.ts";
import { runnerColour } from "./themes.ts";
import type { ChartText, ChartTheme, CompanionTrace, FactorsTrace, RunTrace } from "./types.ts";

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
  return sharedNames(runs).map(({ name, colour }) => runEntry(name, colour, theme));
}

/** The same for pictures of paths, where a runner with a companion has two, and says which is which. */
export function pathEntries(runs: readonly RunTrace[], theme: ChartTheme, text: ChartText): LegendEntry[] {
  return sharedNames(runs).flatMap(({ name, colour, companion }) => {
    if (companion === null) return [runEntry(name, colour, theme)];
    const points = text.points[companion];
    return [
      runEntry(points.theta(name), colour, theme),
      dashedEntry(points.companion(name), colour, COMPANION_DASH, theme),
    ];
  });
}

interface SharedName {
  readonly name: string;
  readonly colour: number;
  readonly companion: CompanionTrace["name"] | null;
}

function sharedNames(runs: readonly RunTrace[]): readonly SharedName[] {
  const names: SharedName[] = [];
  for (const { label: name, colour, companion } of runs) {
    const known = names.findIndex((other) => other.colour === colour && commonName(other.name, name) !== "");
    const shared = names[known];
    if (shared === undefined) names.push({ name, colour, companion: companion?.name ?? null });
    else names[known] = { ...shared, name: commonName(shared.name, name) };
  }
  return names;
}

function runEntry(name: string, colour: number, theme: ChartTheme): LegendEntry {
  return {
    label: name,
    symbol: (x, y) => [
      line(x, y, x + SYMBOL_WIDTH, y, { stroke: runnerColour(theme, colour), lineWidth: 3, lineCap: "round" }),
    ],
  };
}

function dashedEntry(
  name: string,
  colour: number,
  lineDash: readonly number[] | false,
  theme: ChartTheme,
): LegendEntry {
  return {
    label: name,
    symbol: (x, y) => [
      line(x, y, x + SYMBOL_WIDTH, y, { stroke: runnerColour(theme, colour), lineWidth: 1.8, lineDash }),
    ],
  };
}

/** One entry a parameter: the dash in its runner's colour. */
export function parameterEntries({ colour, parameters }: FactorsTrace, theme: ChartTheme): LegendEntry[] {
  return parameters.map(({ name }, index) => dashedEntry(name, colour, DASHES[index] ?? false, theme));
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
