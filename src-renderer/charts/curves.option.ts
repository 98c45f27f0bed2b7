import { type Chip, chipElements } from "./chips.ts";
import { type Curve, type CurvePanel, type CurvesLayout, curvesLayout } from "./curves-frame.ts";
import { decimate, rowAtStep } from "./decimate.ts";
import { circle, type Element, type ElementStyle, group, label, line, pieces } from "./elements.ts";
import { isInside, pixelMap, pixelX, pixelY, scaled } from "./frame.ts";
import { endMark } from "./map-marks.ts";
import {
  layer,
  type LayerSeries,
  layersOption,
  type PictureOption,
  pictureOption,
  withLayers,
} from "./picture-option.ts";
import { textWidth } from "./text-size.ts";
import { runnerColour } from "./themes.ts";
import type { ChartText, ChartTheme, CurvesData, PictureSize } from "./types.ts";

/**
 * The chosen quantities over the steps, a panel each above one another, with the cursor at the transport's step: what the
 * window shows as two layers.
 *
 * @param size the picture's width and height, which rendering must use too.
 */
export function curvesOption(data: CurvesData, theme: ChartTheme, text: ChartText, size: PictureSize): PictureOption {
  return withLayers(curvesGroundOption(data, theme, text, size), cursorLayers(data, theme, text, size));
}

/** Axes and curves: what playing leaves alone. */
export function curvesGroundOption(
  data: CurvesData,
  theme: ChartTheme,
  text: ChartText,
  size: PictureSize,
): PictureOption {
  const { panels, legend } = curvesLayout(data, theme, text, size);
  const series = panels.map((panel) => layer(`curves-${panel.quantity}`, 10, group(panelElements(panel, theme, text))));
  return pictureOption(
    theme,
    panels.map(({ design }) => design),
    [...series, layer("legend", 15, group(legend.elements))],
  );
}

/** The line at the transport's step and a point on every curve, on a transparent ground. */
export function cursorOption(data: CurvesData, theme: ChartTheme, text: ChartText, size: PictureSize): PictureOption {
  return layersOption(theme, cursorLayers(data, theme, text, size));
}

const CURVE_WIDTH = 1.8;
const TITLE_SIZE = 12;
const NOTE_SIZE = 11;
/** Between title and note; a semibold title is a little wider than it is reckoned. */
const TITLE_GAP = 24;

function panelElements(panel: CurvePanel, theme: ChartTheme, text: ChartText): Element[] {
  const { frame } = panel;
  const clip = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  const map = pixelMap(frame);
  const lines: Element[] = [];
  const chips: Chip[] = [];
  const marks: Element[] = [];
  let leftOut = 0;
  for (const drawn of panel.curves) {
    const { steps, values, dash } = drawn;
    const stroke = runnerColour(theme, drawn.colour);
    const curve = decimate(steps, values, frame.x, frame.y.log, frame.width);
    leftOut += curve.leftOut;
    const points = new Float32Array(curve.points.length);
    for (let index = 0; index < points.length; index += 2) {
      points[index] = map.xOffset + map.xSlope * (curve.points[index] ?? 0);
      points[index + 1] = map.yOffset + map.ySlope * (curve.points[index + 1] ?? 0);
    }
    lines.push(pieces(points, curve.starts, { stroke, lineWidth: CURVE_WIDTH, ...dashed(dash) }));
    const broken = nonFiniteEnd(drawn);
    if (broken === null) continue;
    const px = map.xOffset + map.xSlope * scaled(frame.x, steps[broken.lastRow] ?? 0);
    const py = map.yOffset + map.ySlope * scaled(frame.y, values[broken.lastRow] ?? 0);
    if (!isInside(frame, px, py)) continue;
    marks.push(...endMark(px, py, "trouble", stroke, theme));
    chips.push({ text: text.nonFinite(panel.quantity, broken.value, broken.step), x: px, y: py, colour: stroke });
  }
  const unexplained = leftOut - panel.explained;
  const notes = [panel.note, unexplained > 0 ? text.leftOut(unexplained) : ""].filter((note) => note !== "");
  const note = notes.join("; ");
  return [
    group(lines, clip),
    ...chipElements(chips, frame, theme),
    ...marks,
    titleElement(panel, note, theme),
    ...(note === "" ? [] : [noteElement(note, panel, theme)]),
  ];
}

/** Where a curve breaks off: its last finite value before the first that is not, and that one. */
function nonFiniteEnd({ steps, values }: Curve): { lastRow: number; value: number; step: number } | null {
  const row = values.findIndex((value) => !Number.isFinite(value));
  return row < 1 ? null : { lastRow: row - 1, value: values[row] ?? Number.NaN, step: steps[row] ?? row };
}

/** A round cap would fill the gaps between the dashes. */
function dashed(dash: Curve["dash"]): ElementStyle {
  return dash === false ? {} : { lineDash: dash, lineCap: "butt" };
}

/** The title leaves the run to the legend where the note at the other end needs the room. */
function titleElement({ frame, title, shortTitle }: CurvePanel, note: string, theme: ChartTheme): Element {
  const needed = textWidth(title, TITLE_SIZE) + TITLE_GAP + textWidth(note, NOTE_SIZE);
  return label({
    text: note === "" || needed <= frame.width ? title : shortTitle,
    x: frame.left,
    y: frame.top - 5,
    fontSize: TITLE_SIZE,
    fontFamily: theme.fontFamily,
    fontWeight: 600,
    fill: theme.text,
    align: "left",
    verticalAlign: "bottom",
  });
}

function noteElement(note: string, { frame }: CurvePanel, theme: ChartTheme): Element {
  return label({
    text: note,
    x: frame.left + frame.width,
    y: frame.top - 5,
    fontSize: NOTE_SIZE,
    fontFamily: theme.fontFamily,
    fill: theme.muted,
    align: "right",
    verticalAlign: "bottom",
  });
}

function cursorLayers(data: CurvesData, theme: ChartTheme, text: ChartText, size: PictureSize): LayerSeries[] {
  const layout = curvesLayout(data, theme, text, size);
  return [layer("cursor", 20, group(cursorElements(data, layout, theme)))];
}

function cursorElements(data: CurvesData, { panels }: CurvesLayout, theme: ChartTheme): Element[] {
  return panels.flatMap(({ frame, curves }) => {
    const x = pixelX(frame, data.step);
    const inRange = x >= frame.left && x <= frame.left + frame.width;
    const bar = line(x, frame.top, x, frame.top + frame.height, {
      stroke: theme.muted,
      lineWidth: 1,
      lineDash: [4, 3],
    });
    const points = curves.flatMap(({ colour, steps, values }) => {
      const row = rowAtStep(steps, data.step);
      const px = pixelX(frame, steps[row] ?? Number.NaN);
      const py = pixelY(frame, values[row] ?? Number.NaN);
      if (!isInside(frame, px, py)) return [];
      return [circle(px, py, 4, { fill: runnerColour(theme, colour), stroke: theme.background, lineWidth: 1.5 })];
    });
    return [...(inRange ? [bar] : []), ...points];
  });
}
