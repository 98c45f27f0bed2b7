import { colourBarWidth } from "./colour-bar.ts";
import { type Frame, linearRange } from "./frame.ts";
import { type Legend, type LegendEntry, legendOf, pathEntries } from "./legend.ts";
import { arrowEntries, minimumEntry } from "./map-marks.ts";
import { textWidth } from "./text-size.ts";
import { axisTicks, type Tick } from "./ticks.ts";
import type { ChartTheme, ChartText, MapData, PictureSize } from "./types.ts";

/** Where everything of a map lies: the same for the window's two layers, the exported picture and the pointer. */
export interface MapLayout {
  readonly frame: Frame;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly yLabelWidth: number;
  readonly legend: Legend;
}

export const TICK_FONT_SIZE = 11;
const PIXELS_PER_X_TICK = 80;
const PIXELS_PER_Y_TICK = 50;
const MARGIN = 10;
const NAME_SPACE = 24;
const BOTTOM = 46;
const SMALLEST = 40;
/** Room for at least this, so that the frame does not jump while it is panned from one digit to two. */
const USUAL_LABEL = "−0.00";

export function mapLayout(data: MapData, theme: ChartTheme, text: ChartText, size: PictureSize): MapLayout {
  const entries = [...pathEntries(data.runs, theme, text), ...markEntries(data, theme, text)];
  return pictureLayout({ x: linearRange(data.window.x), y: linearRange(data.window.y) }, entries, theme, size, {
    right: Math.max(colourBarWidth(data.ground, text.loss), MARGIN),
  });
}

/** Frame, ticks and legend of a picture with one panel; also the line plot's. */
export function pictureLayout(
  ranges: Pick<Frame, "x" | "y">,
  entries: readonly LegendEntry[],
  theme: ChartTheme,
  size: PictureSize,
  room: { readonly right: number },
): MapLayout {
  const legend = legendOf(entries, MARGIN, size.width - MARGIN, MARGIN / 2, theme);
  const top = MARGIN + Math.max(legend.height, MARGIN) + (room.right > MARGIN ? TICK_FONT_SIZE : 0);
  const height = Math.max(size.height - top - BOTTOM, SMALLEST);
  const yTicks = axisTicks(ranges.y, height / PIXELS_PER_Y_TICK);
  const yLabelWidth = Math.max(
    ...[USUAL_LABEL, ...yTicks.map((tick) => tick.label)].map((tick) => textWidth(tick, TICK_FONT_SIZE)),
  );
  const left = NAME_SPACE + yLabelWidth + MARGIN;
  const width = Math.max(size.width - left - room.right - MARGIN, SMALLEST);
  const frame = { left, top, width, height, ...ranges };
  return { frame, xTicks: axisTicks(ranges.x, width / PIXELS_PER_X_TICK), yTicks, yLabelWidth, legend };
}

/** Arrows are in the legend whenever they are switched on, also at a step that has none: the frame must not jump. */
function markEntries(data: MapData, theme: ChartTheme, text: ChartText): LegendEntry[] {
  return [
    ...(data.view.showArrows && data.runs.length > 0 ? arrowEntries(theme, text) : []),
    ...(data.view.showMinima && data.minima.length > 0 ? [minimumEntry(theme, text)] : []),
  ];
}
