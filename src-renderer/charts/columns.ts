import type { CsvColumn } from "../../src-core/export/index.ts";
import type { CurveQuantity } from "../../src-core/project/index.ts";
import type { CurvesData, LineData, MapData, RunTrace, SurfaceData } from "./types.ts";

/**
 * The table behind a picture, one row for each recorded row of each run: run, step, the parameters on its axes, and the
 * quantities that it shows. A quantity that a run does not have is NaN.
 */
export function mapColumns(data: MapData | SurfaceData): CsvColumn[] {
  const { runs } = data;
  return [
    ...runColumns(runs),
    { name: data.xName, values: joined(runs, (run) => run.x) },
    { name: data.yName, values: joined(runs, (run) => run.y) },
    ...quantityColumns(runs, ["loss"]),
  ];
}

export function lineColumns(data: LineData): CsvColumn[] {
  const { runs } = data;
  return [
    ...runColumns(runs),
    { name: data.xName, values: joined(runs, (run) => run.x) },
    ...quantityColumns(runs, ["loss"]),
  ];
}

export function curvesColumns(data: CurvesData): CsvColumn[] {
  return [...runColumns(data.runs), ...quantityColumns(data.runs, data.view.quantities)];
}

const HEADINGS: Readonly<Record<CurveQuantity, string>> = {
  loss: "loss",
  gradientNorm: "gradient_norm",
  learningRate: "learning_rate",
  distance: "distance",
};

function runColumns(runs: readonly RunTrace[]): CsvColumn[] {
  return [
    { name: "run", values: runs.flatMap((run) => Array.from(run.steps, () => run.label)) },
    { name: "step", values: joined(runs, (run) => run.steps) },
  ];
}

function quantityColumns(runs: readonly RunTrace[], quantities: readonly CurveQuantity[]): CsvColumn[] {
  return quantities.map((quantity) => ({
    name: HEADINGS[quantity],
    values: joined(runs, (run) => run[quantity] ?? new Float64Array(run.steps.length).fill(Number.NaN)),
  }));
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
