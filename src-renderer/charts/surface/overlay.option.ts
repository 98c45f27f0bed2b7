import { type Chip, chipElements } from "../chips.ts";
import { colourBar, colourBarWidth } from "../colour-bar.ts";
import { type Element, group, label } from "../elements.ts";
import { type Legend, legendOf, pathEntries } from "../legend.ts";
import { companionMark, currentMark, endMark, exitMark, minimumEntry, minimumMark, startMark } from "../map-marks.ts";
import { layer, layersOption, type PictureOption } from "../picture-option.ts";
import { endKind, lastFiniteRow, type RunEnd, runChips } from "../run-layers.ts";
import { runnerColour } from "../themes.ts";
import type { ChartText, ChartTheme, PictureSize, RunTrace, SurfaceData } from "../types.ts";
import { axisElements } from "./axes.ts";
import { type DrapedPath, LIFT } from "./drape.ts";
import type { HeightField } from "./height-field.ts";
import { isHidden, onSurface } from "./place.ts";
import { type EyeView, type Inset, project } from "./view.ts";

const MARGIN = 10;
const BAR_TOP = 30;
const NOTE_SIZE = 11;
/** What lies behind a hill is drawn this faint. */
const HIDDEN_OPACITY = 0.3;

function surfaceLegend(data: SurfaceData, theme: ChartTheme, text: ChartText, size: PictureSize): Legend {
  const minimum = data.map.showMinima && data.minima.length > 0 ? [minimumEntry(theme, text)] : [];
  const paths = pathEntries(data.runs, theme, text);
  return legendOf([...paths, ...minimum], MARGIN, size.width - MARGIN, MARGIN / 2, theme);
}

/** What legend and colour bar take of the picture. */
export function surfaceInset(data: SurfaceData, theme: ChartTheme, text: ChartText, size: PictureSize): Inset {
  const bar = colourBarWidth(data.ground, text.loss);
  return { top: surfaceLegend(data, theme, text, size).height, right: bar / 2 };
}

/** Letters, marks, legend and colour bar over the drawn surface, placed by the same view. */
export function surfaceOverlayOption(
  data: SurfaceData,
  field: HeightField,
  paths: readonly DrapedPath[],
  view: EyeView,
  theme: ChartTheme,
  text: ChartText,
  size: PictureSize,
): PictureOption {
  const legend = surfaceLegend(data, theme, text, size);
  const mark = (x: number, y: number, draw: (px: number, py: number) => Element[]): Element[] =>
    markAt(field, view, x, y, draw);
  const runs = data.runs.map((run, index) => runMarks(run, paths[index]?.exits ?? [], field, view, theme, text));
  const minima = data.map.showMinima
    ? data.minima.flatMap(([x, y]) => mark(x, y, (px, py) => minimumMark(px, py, theme)))
    : [];
  const starts = data.starts.flatMap((start) => mark(start.x, start.y, (px, py) => startMark(px, py, theme)));
  const room = {
    left: MARGIN,
    top: MARGIN + legend.height,
    width: size.width - 2 * MARGIN,
    height: size.height - legend.height - 2 * MARGIN,
  };
  const chips = runs.flatMap((run) => run.chips);
  return layersOption(theme, [
    layer("axes", 1, group(axisElements(data, field, view, theme, text))),
    layer("marks", 2, group([...minima, ...starts, ...runs.flatMap((run) => run.elements)])),
    layer("chips", 3, group(chipElements(chips, { ...room, x: NO_AXIS, y: NO_AXIS }, theme))),
    layer(
      "legend",
      4,
      group([...legend.elements, ...barElements(data, theme, text, size), ...noteElements(field, theme, text, size)]),
    ),
  ]);
}

const NO_AXIS = { from: 0, to: 1, log: false };

function barElements(data: SurfaceData, theme: ChartTheme, text: ChartText, size: PictureSize): Element[] {
  if (data.ground === null) return [];
  const width = colourBarWidth(data.ground, text.loss);
  const height = Math.min(Math.max(size.height * 0.45, 80), 320);
  const top = Math.max((size.height - height) / 2, BAR_TOP);
  return colourBar(
    { x: size.width - width - MARGIN, top, height },
    data.ground,
    data.map.colourScale,
    text.loss,
    theme,
  );
}

/** Flat tops that are not the function's own are said. */
function noteElements({ cap }: HeightField, theme: ChartTheme, text: ChartText, size: PictureSize): Element[] {
  if (cap === null) return [];
  const place = { x: MARGIN, y: size.height - MARGIN, align: "left", verticalAlign: "bottom" } as const;
  return [
    label({ text: text.cutOff(cap), ...place, fontSize: NOTE_SIZE, fontFamily: theme.fontFamily, fill: theme.muted }),
  ];
}

function runMarks(
  run: RunTrace,
  exits: DrapedPath["exits"],
  field: HeightField,
  view: EyeView,
  theme: ChartTheme,
  text: ChartText,
) {
  const colour = runnerColour(theme, run.colour);
  const seen = exits.map((exit) => exitInPixels(exit, field, view)).filter((exit) => exit !== null);
  const elements = seen.flatMap((exit) => exitMark(exit.x, exit.y, exit.dx, exit.dy, colour, theme));
  const end = runEnd(run, field, view);
  if (end !== null) elements.push(...dimmed(endMark(end.x, end.y, endKind(end.reason), colour, theme), end.hidden));
  const atRow = ({ x, y }: Pick<RunTrace, "x" | "y">, draw: typeof currentMark) =>
    markAt(field, view, x[run.row] ?? Number.NaN, y[run.row] ?? Number.NaN, (px, py) => draw(px, py, colour, theme));
  if (run.companion !== null) elements.push(...atRow(run.companion, companionMark));
  elements.push(...atRow(run, currentMark));
  const chips: Chip[] = runChips(run, seen, end, colour, text);
  return { elements, chips };
}

function runEnd(run: RunTrace, field: HeightField, view: EyeView): (RunEnd & { readonly hidden: boolean }) | null {
  const last = lastFiniteRow(run.x, run.y);
  if (run.stopped === null || last < 0) return null;
  const point = onSurface(field, run.x[last] ?? 0, run.y[last] ?? 0, LIFT);
  if (point === null) return null;
  const [x, y] = project(view, point);
  return { x, y, reason: run.stopped.reason, hidden: isHidden(field, point, view.eye) };
}

/** A share of the window long enough to give a direction on the screen. */
const BACK = 0.01;

function exitInPixels(
  exit: DrapedPath["exits"][number],
  field: HeightField,
  view: EyeView,
): DrapedPath["exits"][number] | null {
  const { window } = field.ground;
  const width = window.x[1] - window.x[0];
  const depth = window.y[1] - window.y[0];
  const length = Math.max(Math.abs(exit.dx / width), Math.abs(exit.dy / depth));
  const at = onSurface(field, exit.x, exit.y, LIFT);
  if (at === null || !(length > 0)) return null;
  const behind = onSurface(field, exit.x - (BACK * exit.dx) / length, exit.y - (BACK * exit.dy) / length, LIFT) ?? at;
  const [x, y] = project(view, at);
  const [beforeX, beforeY] = project(view, behind);
  return { row: exit.row, x, y, dx: x - beforeX, dy: y - beforeY };
}

function markAt(
  field: HeightField,
  view: EyeView,
  x: number,
  y: number,
  draw: (px: number, py: number) => Element[],
): Element[] {
  const point = onSurface(field, x, y, LIFT);
  if (point === null) return [];
  return dimmed(draw(...project(view, point)), isHidden(field, point, view.eye));
}

function dimmed(elements: readonly Element[], hidden: boolean): Element[] {
  if (!hidden) return [...elements];
  return elements.map((element) =>
    element.type === "group"
      ? element
      : ({ ...element, style: { ...element.style, opacity: HIDDEN_OPACITY } } as Element),
  );
}
