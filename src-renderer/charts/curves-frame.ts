import type { CurveQuantity } from "../../src-core/project/index.ts";
import { rowAtStep } from "./decimate.ts";
import type { AxisRange, Frame } from "./frame.ts";
import { type Legend, legendOf, runEntries } from "./legend.ts";
import type { AxisDesign, PanelDesign } from "./picture-option.ts";
import { textWidth } from "./text-size.ts";
import { axisTicks, type Tick } from "./ticks.ts";
import type { ChartText, ChartTheme, CurvesData, PictureSize, RunTrace } from "./types.ts";
import { extent, valueRange } from "./value-range.ts";

/** One quantity over the steps: its frame, axes and the runs that have it. */
export interface CurvePanel {
  readonly quantity: CurveQuantity;
  readonly frame: Frame;
  readonly design: PanelDesign;
  readonly curves: readonly { readonly run: RunTrace; readonly values: Float64Array }[];
}

export interface CurvesLayout {
  readonly panels: readonly CurvePanel[];
  readonly legend: Legend;
}

const MARGIN = 10;
const TITLE = 22;
const BOTTOM = 46;
const TICK_FONT_SIZE = 11;
const SMALLEST = 24;
const PIXELS_PER_X_TICK = 90;
const PIXELS_PER_Y_TICK = 34;

export function curvesLayout(data: CurvesData, theme: ChartTheme, text: ChartText, size: PictureSize): CurvesLayout {
  const legend = legendOf(runEntries(data.runs, theme), MARGIN, size.width - MARGIN, MARGIN / 2, theme);
  const { quantities, logX, logY } = data.view;
  const x = stepRange(data, logX);
  const top = MARGIN + legend.height;
  const height = Math.max((size.height - top - BOTTOM) / Math.max(quantities.length, 1) - TITLE, SMALLEST);
  const drawn = quantities.map((quantity) => {
    const curves = data.runs.flatMap((run) => {
      const values = run[quantity];
      return values === null ? [] : [{ run, values }];
    });
    const y = quantityRange(curves, x, logY);
    return { quantity, curves, y, ticks: axisTicks(y, Math.max(height / PIXELS_PER_Y_TICK, 2)) };
  });
  const widest = Math.max(
    ...drawn.flatMap(({ ticks }) => ticks.map((tick) => textWidth(tick.label, TICK_FONT_SIZE))),
    24,
  );
  const left = widest + 2 * MARGIN;
  const width = Math.max(size.width - left - 2 * MARGIN, SMALLEST);
  const xTicks = axisTicks(x, width / PIXELS_PER_X_TICK);
  const panels = drawn.map(({ quantity, curves, y, ticks }, index) => {
    const frame: Frame = { left, top: top + TITLE + index * (height + TITLE), width, height, x, y };
    const isLast = index === drawn.length - 1;
    const design = { frame, x: axis(isLast ? text.step : "", xTicks, isLast), y: axis("", ticks, true) };
    return { quantity, frame, design, curves };
  });
  return { panels, legend };
}

function axis(name: string, ticks: readonly Tick[], showLabels: boolean): AxisDesign {
  return { name, ticks, showLabels, showGrid: true, nameGap: 26 };
}

/** All steps of all runs, or the part that was zoomed to. A logarithmic axis begins at the first positive step. */
function stepRange(data: CurvesData, log: boolean): AxisRange {
  const first = Math.min(
    ...data.runs.map((run) => (log ? run.steps.find((step) => step > 0) : run.steps[0]) ?? Infinity),
  );
  const last = Math.max(...data.runs.map((run) => run.steps.at(-1) ?? -Infinity));
  const [low, high] = first < last ? [first, last] : [1, 10];
  const from = Math.max(data.range?.[0] ?? low, low);
  const to = Math.min(data.range?.[1] ?? high, high);
  return from < to ? { from, to, log } : { from: low, to: high, log };
}

function quantityRange(curves: CurvePanel["curves"], x: AxisRange, log: boolean): AxisRange {
  let low = Infinity;
  let high = -Infinity;
  for (const { run, values } of curves) {
    const [least, greatest] = extent(values, rowAtStep(run.steps, x.from), rowAtStep(run.steps, x.to) + 1, log);
    low = Math.min(low, least);
    high = Math.max(high, greatest);
  }
  return valueRange(low, high, log);
}
