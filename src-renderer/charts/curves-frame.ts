import type {
  CurveQuantity,
  DifferenceQuantity,
  ParameterQuantity,
  RunQuantity,
} from "../../src-core/project/index.ts";
import { agreeingRows, agreementNote } from "./agreement-note.ts";
import { rowAtStep } from "./decimate.ts";
import { isDifferenceQuantity } from "./difference-trace.ts";
import { DASHES, isParameterQuantity } from "./factors-trace.ts";
import type { AxisRange, Frame } from "./frame.ts";
import { type Legend, type LegendEntry, legendOf, parameterEntries, runEntries } from "./legend.ts";
import type { AxisDesign, PanelDesign } from "./picture-option.ts";
import { textWidth } from "./text-size.ts";
import { axisTicks, type Tick } from "./ticks.ts";
import type {
  ChartText,
  ChartTheme,
  CurvesData,
  DifferencesData,
  FactorsTrace,
  PictureSize,
  RunTrace,
} from "./types.ts";
import { extent, valueRange } from "./value-range.ts";

/** One quantity over the steps: its frame, axes and curves. */
export interface CurvePanel {
  readonly quantity: CurveQuantity;
  readonly title: string;
  /** The title without the run, for where there is no room. */
  readonly shortTitle: string;
  /** What is not drawn here and why; empty where all is. */
  readonly note: string;
  /** How many values without a place on a logarithmic axis the note speaks of. */
  readonly explained: number;
  readonly frame: Frame;
  readonly design: PanelDesign;
  readonly curves: readonly Curve[];
}

/** A run's curve, or that of one parameter of the selected run. */
export interface Curve {
  readonly label: string;
  /** Index into ChartTheme.runners. */
  readonly colour: number;
  readonly dash: readonly number[] | false;
  readonly steps: Float64Array;
  readonly values: Float64Array;
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
  const legend = legendOf(curveEntries(data, theme), MARGIN, size.width - MARGIN, MARGIN / 2, theme);
  const { quantities, logX, logY } = data.view;
  const x = stepRange(data, logX);
  const top = MARGIN + legend.height;
  const height = Math.max((size.height - top - BOTTOM) / Math.max(quantities.length, 1) - TITLE, SMALLEST);
  const drawn = quantities.map((quantity) => {
    const curves = quantityCurves(data, quantity);
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
    return { quantity, ...panelWords(quantity, data, text), frame, design, curves };
  });
  return { panels, legend };
}

/** The runs where a quantity shows them all, and the parameters of the one whose factors are shown. */
function curveEntries({ runs, factors, view }: CurvesData, theme: ChartTheme): LegendEntry[] {
  return [
    ...(view.quantities.every(isParameterQuantity) ? [] : runEntries(runs, theme)),
    ...(factors === null ? [] : parameterEntries(factors, theme)),
  ];
}

function quantityCurves({ runs, factors, differences, view }: CurvesData, quantity: CurveQuantity): Curve[] {
  if (isParameterQuantity(quantity)) return parameterCurves(factors, quantity, view.logY);
  if (isDifferenceQuantity(quantity)) return differenceCurves(differences, quantity, view.logY);
  return runCurves(runs, quantity);
}

function runCurves(runs: readonly RunTrace[], quantity: RunQuantity): Curve[] {
  return runs.flatMap(({ label, colour, steps, ...run }) => {
    const values = run[quantity];
    return values === null ? [] : [{ label, colour, dash: false, steps, values }];
  });
}

/** On a logarithmic axis the direction is shown by its size: half of it would be left out for its sign. */
function parameterCurves(factors: FactorsTrace | null, quantity: ParameterQuantity, log: boolean): Curve[] {
  if (factors === null) return [];
  const { colour, steps, parameters } = factors;
  return parameters.map(({ name, ...columns }, index) => {
    const values = quantity === "direction" && log ? columns.direction.map(Math.abs) : columns[quantity];
    return { label: name, colour, dash: DASHES[index] ?? false, steps, values };
  });
}

/** On a logarithmic axis the difference of losses is shown by its size, as the direction is. */
function differenceCurves(differences: DifferencesData | null, quantity: DifferenceQuantity, log: boolean): Curve[] {
  return (differences?.traces ?? []).map(({ label, colour, steps, ...columns }) => {
    const values = quantity === "lossDifference" && log ? columns.lossDifference.map(Math.abs) : columns[quantity];
    return { label, colour, dash: false, steps, values };
  });
}

type PanelWords = Pick<CurvePanel, "title" | "shortTitle" | "note" | "explained">;

function panelWords(quantity: CurveQuantity, data: CurvesData, text: ChartText): PanelWords {
  if (isParameterQuantity(quantity)) return parameterWords(quantity, data, text);
  if (isDifferenceQuantity(quantity)) return differenceWords(quantity, data, text);
  return { title: text.quantity[quantity], shortTitle: text.quantity[quantity], note: "", explained: 0 };
}

function differenceWords(quantity: DifferenceQuantity, { differences, view }: CurvesData, text: ChartText): PanelWords {
  const shortTitle = text.quantity[quantity];
  if (differences === null) return { title: shortTitle, shortTitle, note: "", explained: 0 };
  const title = text.differenceTo[quantity === "lossDifference" && view.logY ? "lossDifferenceSize" : quantity];
  const note = agreementNote(differences, view.logY, text);
  return { title: title(differences.reference), shortTitle, note, explained: agreeingRows(differences) };
}

function parameterWords(quantity: ParameterQuantity, { factors, view }: CurvesData, text: ChartText): PanelWords {
  const name = quantity === "direction" && view.logY ? text.directionSize : text.quantity[quantity];
  if (factors === null) return { title: name, shortTitle: name, note: "", explained: 0 };
  const { label, hidden } = factors;
  const note = hidden === 0 ? "" : text.hiddenParameters(hidden);
  return { title: `${name} · ${label}`, shortTitle: name, note, explained: 0 };
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
  for (const { steps, values } of curves) {
    const [least, greatest] = extent(values, rowAtStep(steps, x.from), rowAtStep(steps, x.to) + 1, log);
    low = Math.min(low, least);
    high = Math.max(high, greatest);
  }
  return valueRange(low, high, log);
}
