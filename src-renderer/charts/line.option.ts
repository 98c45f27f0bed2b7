import { chipElements } from "./chips.ts";
import { curveHeights } from "./curve-height.ts";
import { decimate } from "./decimate.ts";
import { dots, type Element, group, line, pieces } from "./elements.ts";
import {
  type AxisRange,
  axisWindow,
  type Frame,
  isInside,
  linearRange,
  pixelMap,
  pixelX,
  pixelY,
  scaled,
} from "./frame.ts";
import { pathEntries } from "./legend.ts";
import { type MapLayout, pictureLayout } from "./map-frame.ts";
import { arrowMark, currentMark, minimumEntry, minimumMark, startMark } from "./map-marks.ts";
import {
  layer,
  type LayerSeries,
  layersOption,
  type PictureOption,
  pictureOption,
  withLayers,
} from "./picture-option.ts";
import { runLayers } from "./run-layers.ts";
import { runnerColour } from "./themes.ts";
import type { ChartText, ChartTheme, LineData, PictureSize, RunTrace } from "./types.ts";
import { extent, valueRange } from "./value-range.ts";

/**
 * The loss over its one parameter, with the runs as dots on the curve: what the window shows as two layers.
 *
 * @param size the picture's width and height, which rendering must use too.
 */
export function lineOption(data: LineData, theme: ChartTheme, text: ChartText, size: PictureSize): PictureOption {
  return withLayers(lineGroundOption(data, theme, text, size), lineOverlayLayers(data, theme, text, size));
}

/** Axes and curve: what playing and dragging leave alone. */
export function lineGroundOption(data: LineData, theme: ChartTheme, text: ChartText, size: PictureSize): PictureOption {
  const { frame, xTicks, yTicks, yLabelWidth } = lineLayout(data, theme, text, size);
  const axes = {
    frame,
    x: { name: data.xName, ticks: xTicks, showLabels: true, showGrid: true, nameGap: 26 },
    y: { name: text.loss, ticks: yTicks, showLabels: true, showGrid: true, nameGap: yLabelWidth + 16 },
  };
  return pictureOption(theme, [axes], [layer("curve", 5, curveElement(data, frame, theme))]);
}

export function lineOverlayOption(
  data: LineData,
  theme: ChartTheme,
  text: ChartText,
  size: PictureSize,
): PictureOption {
  return layersOption(theme, lineOverlayLayers(data, theme, text, size));
}

export function lineLayout(data: LineData, theme: ChartTheme, text: ChartText, size: PictureSize): MapLayout {
  const minimum = data.view.showMinima && data.minima.length > 0 ? [minimumEntry(theme, text)] : [];
  const ranges = { x: linearRange(data.window.x), y: lossRange(data) };
  return pictureLayout(ranges, [...pathEntries(data.runs, theme, text), ...minimum], theme, size, { right: MARGIN });
}

const MARGIN = 10;
const CURVE_WIDTH = 2;

/** What the curve reaches within the window; logarithmic only where every value of it can be shown so. */
function lossRange({ xValues, values, window, view }: LineData): AxisRange {
  const from = xValues.findIndex((x) => x >= window.x[0]);
  const beyond = xValues.findIndex((x) => x > window.x[1]);
  const first = Math.max(from, 0);
  const end = beyond < 0 ? xValues.length : beyond;
  const isPositive = extent(values, first, end, false)[0] > 0;
  const log = view.levels === "log" && isPositive;
  return valueRange(...extent(values, first, end, log), log);
}

function curveElement(data: LineData, frame: Frame, theme: ChartTheme): Element {
  const curve = decimate(data.xValues, data.values, frame.x, frame.y.log, frame.width);
  const map = pixelMap(frame);
  const points = new Float32Array(curve.points.length);
  for (let index = 0; index < points.length; index += 2) {
    points[index] = map.xOffset + map.xSlope * (curve.points[index] ?? 0);
    points[index + 1] = map.yOffset + map.ySlope * (curve.points[index + 1] ?? 0);
  }
  const clip = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  return group([pieces(points, curve.starts, { stroke: theme.text, lineWidth: CURVE_WIDTH })], clip);
}

function lineOverlayLayers(data: LineData, theme: ChartTheme, text: ChartText, size: PictureSize): LayerSeries[] {
  const { frame, legend } = lineLayout(data, theme, text, size);
  const clip = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  const onCurve = (x: Float64Array, loss: Float64Array, row: number) => ({ x, y: onAxis(loss, frame.y), row });
  const drawn = data.runs.map((run) => ({
    run,
    columns: onCurve(run.x, run.loss, run.row),
    companion: run.companion && onCurve(run.companion.x, curveHeights(data, run.companion.x), run.row),
  }));
  const runs = runLayers(drawn, frame, theme, text, false);
  const trails = data.view.showDots ? data.runs.flatMap((run) => trailElements(run, frame, theme)) : [];
  return [
    ...runs.paths.map((path) => layer(path.id, 10, group(path.elements.map(fainter), clip))),
    layer("trails", 11, group(trails, clip)),
    layer("minima", 12, group(data.view.showMinima ? minimumElements(data, frame, theme) : [])),
    layer("arrows", 13, group(data.view.showArrows ? arrowElements(data, frame, theme) : [], clip)),
    layer("chips", 14, group(chipElements(runs.chips, frame, theme))),
    layer(
      "marks",
      15,
      group([...startElements(data, frame, theme), ...runs.marks, ...currentElements(data, frame, theme)]),
    ),
    layer("legend", 16, group(legend.elements)),
  ];
}

/** The straight lines between dots only help the eye from one to the next: no way was gone there. */
function fainter(element: Element): Element {
  if (element.type !== "pieces") return element;
  return { ...element, style: { ...element.style, lineWidth: 1, opacity: 0.35 * (element.style.opacity ?? 1) } };
}

/** Logarithms of losses, remembered with them: a playback asks for the same ones at every frame. */
const logarithms = new WeakMap<Float64Array, Float64Array>();

function onAxis(loss: Float64Array, axis: AxisRange): Float64Array {
  if (!axis.log) return loss;
  const known = logarithms.get(loss);
  if (known !== undefined) return known;
  const made = loss.map((value) => scaled(axis, value));
  logarithms.set(loss, made);
  return made;
}

/** The newest dots are opaque, the oldest of the trail are faint; those before it stay as faint. */
const TRAIL = 60;
const TRAIL_OPACITIES = [0.22, 0.4, 0.6, 0.8, 1] as const;

function trailElements(run: RunTrace, frame: Frame, theme: ChartTheme): Element[] {
  const { x: columnX, loss } = run;
  const last = Math.min(run.row, columnX.length - 1);
  const bands: number[][] = TRAIL_OPACITIES.map(() => []);
  for (let row = 0; row <= last; row += 1) {
    const x = pixelX(frame, columnX[row] ?? Number.NaN);
    const y = pixelY(frame, loss[row] ?? Number.NaN);
    if (!isInside(frame, x, y)) continue;
    const age = Math.min((last - row) / TRAIL, 1);
    bands[Math.round((1 - age) * (TRAIL_OPACITIES.length - 1))]?.push(x, y);
  }
  const fill = runnerColour(theme, run.colour);
  return bands.flatMap((points, band) =>
    points.length === 0
      ? []
      : [dots(points, 3.4, { fill, stroke: theme.halo, lineWidth: 1, opacity: TRAIL_OPACITIES[band] ?? 1 })],
  );
}

function minimumElements(data: LineData, frame: Frame, theme: ChartTheme): Element[] {
  return data.minima.flatMap(([x, y]) => markAt(frame, x, y, (px, py) => minimumMark(px, py, theme)));
}

/** A start is a ring on the curve with a line down to its parameter. */
function startElements(data: LineData, frame: Frame, theme: ChartTheme): Element[] {
  const foot = frame.top + frame.height;
  return data.starts.flatMap((start) =>
    markAt(frame, start.x, start.y, (px, py) => [
      line(px, py, px, foot, { stroke: theme.muted, lineWidth: 1, lineDash: [2, 3] }),
      ...startMark(px, py, theme),
    ]),
  );
}

function currentElements(data: LineData, frame: Frame, theme: ChartTheme): Element[] {
  return data.runs.flatMap((run) =>
    markAt(frame, run.x[run.row] ?? Number.NaN, run.loss[run.row] ?? Number.NaN, (px, py) =>
      currentMark(px, py, runnerColour(theme, run.colour), theme),
    ),
  );
}

function arrowElements(data: LineData, frame: Frame, theme: ChartTheme): Element[] {
  return data.arrows.flatMap(({ kind, from, to }) =>
    arrowMark(kind, pixelX(frame, from[0]), pixelY(frame, from[1]), pixelX(frame, to[0]), pixelY(frame, to[1]), theme),
  );
}

/** A mark at a point of the frame; one above or below it sits at the edge, one beside it is left out. */
function markAt(frame: Frame, x: number, y: number, mark: (px: number, py: number) => Element[]): Element[] {
  const [bottom, top] = axisWindow(frame).y;
  const height = Math.min(Math.max(scaled(frame.y, y), bottom), top);
  const map = pixelMap(frame);
  const px = pixelX(frame, x);
  const py = map.yOffset + map.ySlope * height;
  return isInside(frame, px, py) ? mark(px, py) : [];
}
