import type { CsvColumn } from "../../src-core/export/index.ts";
import type {
  CurveQuantity,
  DifferenceQuantity,
  ParameterQuantity,
  RunQuantity,
} from "../../src-core/project/index.ts";
import { isDifferenceQuantity } from "./difference-trace.ts";
import { isParameterQuantity } from "./factors-trace.ts";
import type { CurvesData, DifferencesData, FactorsTrace, LineData, MapData, RunTrace, SurfaceData } from "./types.ts";

/**
 * The table behind a picture, one row for each recorded row of each run: run, step, the parameters on its axes, and the
 * quantities that it shows. A quantity that a run does not have is NaN. Where companions are drawn, theirs beside theta's.
 */
export function mapColumns(data: MapData | SurfaceData): CsvColumn[] {
  const { runs } = data;
  return [
    ...runColumns(runs),
    { name: data.xName, values: joined(runs, (run) => run.x) },
    { name: data.yName, values: joined(runs, (run) => run.y) },
    ...quantityColumns(runs, ["loss"]),
    ...companionColumns(runs, { x: data.xName, y: data.yName }),
  ];
}

export function lineColumns(data: LineData): CsvColumn[] {
  const { runs } = data;
  return [
    ...runColumns(runs),
    { name: data.xName, values: joined(runs, (run) => run.x) },
    ...quantityColumns(runs, ["loss"]),
    ...companionColumns(runs, { x: data.xName }),
  ];
}

export function curvesColumns(data: CurvesData): CsvColumn[] {
  return [...runColumns(data.runs), ...data.view.quantities.flatMap((quantity) => quantityOf(data, quantity))];
}

function quantityOf({ runs, factors, differences }: CurvesData, quantity: CurveQuantity): CsvColumn[] {
  if (isParameterQuantity(quantity)) return factorColumns(runs, factors, quantity);
  if (isDifferenceQuantity(quantity))
    return differences === null ? [] : [differenceColumn(runs, differences, quantity)];
  return quantityColumns(runs, [quantity]);
}

const HEADINGS: Readonly<Record<CurveQuantity, string>> = {
  loss: "loss",
  gradientNorm: "gradient_norm",
  learningRate: "learning_rate",
  distance: "distance",
  effectiveRate: "effective_rate",
  scale: "sigma",
  direction: "m",
  pathDistance: "path_distance",
  lossDifference: "loss_difference",
};

function runColumns(runs: readonly RunTrace[]): CsvColumn[] {
  return [
    { name: "run", values: runs.flatMap((run) => Array.from(run.steps, () => run.label)) },
    { name: "step", values: joined(runs, (run) => run.steps) },
  ];
}

function quantityColumns(runs: readonly RunTrace[], quantities: readonly RunQuantity[]): CsvColumn[] {
  return quantities.map((quantity) => ({
    name: HEADINGS[quantity],
    values: joined(runs, (run) => run[quantity] ?? unknown(run)),
  }));
}

function companionColumns(runs: readonly RunTrace[], axes: Readonly<Partial<Record<"x" | "y", string>>>): CsvColumn[] {
  if (runs.every(({ companion }) => companion === null)) return [];
  return (["x", "y"] as const).flatMap((axis) => {
    const name = axes[axis];
    if (name === undefined) return [];
    return [{ name: `companion:${name}`, values: joined(runs, (run) => run.companion?.[axis] ?? unknown(run)) }];
  });
}

/** As many NaN as a run has rows. */
function unknown(run: RunTrace): Float64Array {
  return new Float64Array(run.steps.length).fill(Number.NaN);
}

/** A column for each parameter, filled for the run whose factors are shown; a row that took no step has none. */
function factorColumns(
  runs: readonly RunTrace[],
  factors: FactorsTrace | null,
  quantity: ParameterQuantity,
): CsvColumn[] {
  return (factors?.parameters ?? []).map((parameter) => ({
    name: `${HEADINGS[quantity]}:${parameter.name}`,
    values: joined(runs, (run) => {
      const column = unknown(run);
      if (run.id === factors?.runId) column.set(parameter[quantity].subarray(0, column.length));
      return column;
    }),
  }));
}

/** Headed by the run compared with, filled for those that are; a step that only one of the two has recorded has none. */
function differenceColumn(
  runs: readonly RunTrace[],
  { reference, traces }: DifferencesData,
  quantity: DifferenceQuantity,
): CsvColumn {
  const values = joined(runs, (run) => {
    const column = unknown(run);
    const trace = traces.find(({ runId }) => runId === run.id);
    let row = 0;
    trace?.steps.forEach((step, index) => {
      while ((run.steps[row] ?? step) < step) row += 1;
      column[row] = trace[quantity][index] ?? Number.NaN;
    });
    return column;
  });
  return { name: `${HEADINGS[quantity]}:${reference}`, values };
}

function joined(runs: readonly RunTrace[], columnOf: (run: RunTrace) => Float64Array): Float64Array {
  const all = new Float64Array(runs.reduce((sum, run) => sum + run.steps.length, 0));
  let at = 0;
  for (const run of runs) {
    all.set(columnOf(run), at);
    at += run.steps.length;
  }
  return all;
}
