import { describe, expect, test } from "vitest";
import { createExperiment, BOWL, runSpecsOf, type CurvesView } from "../../../src-core/project/index.ts";
import { concatenateFrames, runLoop } from "../../../src-core/run/index.ts";
import { curvesLayout } from "../../../src-renderer/charts/curves-frame.ts";
import { differencesOf, shownComparison } from "../../../src-renderer/charts/difference-trace.ts";
import { curvesColumns, curvesOption } from "../../../src-renderer/charts/options.ts";
import { renderSvg } from "../../../src-renderer/charts/render-svg.ts";
import { chartTheme, runnerColour } from "../../../src-renderer/charts/themes.ts";
import type { CurvesData, DifferenceTrace } from "../../../src-renderer/charts/types.ts";
import { SIZE, TEXT, trace } from "./chart-data.ts";
import { elementsOf, wordsOf } from "./picture-text.ts";

const theme = chartTheme("print");
const DISTANCE: CurvesView = { quantities: ["pathDistance"], logX: false, logY: true };

/** Two starts and three runners, the last of which is the first once more. */
const experiment = createExperiment({
  loss: BOWL,
  starts: [
    [1, 1],
    [-1, 0.5],
  ],
  runners: [0.05, 0.1, 0.05].map((lr) => ({ optimizer: { name: "sgd", lr } })),
  steps: 4,
  view: { curves: DISTANCE },
});
const runs = runSpecsOf(experiment).map(({ runnerId, startId, spec }) => ({
  runnerId,
  startId,
  frames: concatenateFrames([...runLoop(spec)]),
  trace: { id: `${runnerId} ${startId}`, label: `${runnerId} ${startId}`, colour: Number(runnerId.at(-1)) },
}));
const compared = (view: Partial<CurvesView>) =>
  differencesOf(
    runs,
    { runners: experiment.runners, view: { ...experiment.view, curves: { ...DISTANCE, ...view } } },
    (id) => `the ${id}`,
  );

describe("what is compared", () => {
  test("is every other run with the first runner's from the same start, unless something else is said", () => {
    const found = compared({});
    expect(found?.reference).toBe("the runner-1");
    expect(found?.traces.map(({ runId, colour }) => [runId, colour])).toEqual([
      ["runner-2 start-1", 2],
      ["runner-2 start-2", 2],
      ["runner-3 start-1", 3],
      ["runner-3 start-2", 3],
    ]);
    // x^2 + 4 y^2 from (1, 1): a step of 0.1 goes 0.05 * (2, 8) further than one of 0.05.
    expect(found?.traces[0].pathDistance[1]).toBeCloseTo(0.05 * Math.hypot(2, 8), 14);
    expect(found?.traces[2].pathDistance).toEqual(new Float64Array(5));
  });

  test("may be one pair", () => {
    const found = compared({ compared: { reference: "runner-3", runner: "runner-2" } });
    expect(found?.traces.map(({ runId }) => runId)).toEqual(["runner-2 start-1", "runner-2 start-2"]);
  });

  test("is looked for no further where no curve shows it", () => {
    expect(compared({ quantities: ["loss"] })).toBeNull();
  });

  test("falls back where a runner is gone or compared with itself", () => {
    const ids = ["a", "b", "c"];
    expect(shownComparison(undefined, ids)).toEqual({ reference: "a", runner: null });
    expect(shownComparison({ reference: "c", runner: "a" }, ids)).toEqual({ reference: "c", runner: "a" });
    expect(shownComparison({ reference: "gone", runner: "b" }, ids)).toEqual({ reference: "a", runner: "b" });
    expect(shownComparison({ reference: "b", runner: "b" }, ids)).toEqual({ reference: "b", runner: null });
    expect(shownComparison({ reference: "b", runner: "gone" }, ids)).toEqual({ reference: "b", runner: null });
    expect(shownComparison(undefined, [])).toEqual({ reference: "", runner: null });
  });
});

const twin = trace(
  Array.from({ length: 6 }, (_, row) => [row, 0] as const),
  { id: "b", label: "Twin", colour: 1 },
);

function dataOf(distances: readonly (readonly number[])[], view: CurvesView = DISTANCE): CurvesData {
  const traces = distances.map((values, index): DifferenceTrace => ({
    runId: index === 0 ? "b" : `other-${index}`,
    label: index === 0 ? "Twin" : `Other ${index}`,
    colour: 1 + index,
    steps: Float64Array.from(values, (_, row) => row),
    pathDistance: Float64Array.from(values),
    lossDifference: Float64Array.from(values, (value) => -value),
  }));
  const differences = { reference: "Adam", traces };
  return { runs: [twin], factors: null, differences, view, range: null, step: 0 };
}

const notesOf = (distances: readonly (readonly number[])[], view = DISTANCE) =>
  wordsOf(curvesOption(dataOf(distances, view), theme, TEXT, SIZE), `curves-${view.quantities[0]}`).slice(1);

describe("the curves of differences", () => {
  test("bear the colour and name of the compared run, and the title that of the reference", () => {
    const data = dataOf([[0, 1, 2]]);
    const [{ title, curves }] = curvesLayout(data, theme, TEXT, SIZE).panels;
    expect(title).toBe("distance to Adam");
    expect(curves).toMatchObject([{ label: "Twin", colour: 1, dash: false }]);
    const [line] = elementsOf(curvesOption(data, theme, TEXT, SIZE), "curves-pathDistance");
    expect(line.style.stroke).toBe(runnerColour(theme, 1));
  });

  test("show the difference of losses with its sign, and by its size on a logarithmic axis", () => {
    const shown = (logY: boolean) => {
      const view = { ...DISTANCE, quantities: ["lossDifference"], logY } as const;
      const [{ title, curves }] = curvesLayout(dataOf([[0, 1, 2]], view), theme, TEXT, SIZE).panels;
      return [title, ...curves[0].values];
    };
    expect(shown(false)).toEqual(["loss minus Adam", -0, -1, -2]);
    expect(shown(true)).toEqual(["size of loss minus Adam", 0, 1, 2]);
  });

  test("explain every distance of 0", () => {
    expect(notesOf([[0, 0, 0]])).toEqual(["the same path"]);
    expect(notesOf([[0, 0, 0]], { ...DISTANCE, logY: false })).toEqual(["the same path"]);
    expect(
      notesOf([
        [0, 0],
        [0, 1],
        [0, 0],
      ]),
    ).toEqual(["the same path: Twin and Other 2"]);
    expect(notesOf([[0, 1, 2]])).toEqual(["one start"]);
    expect(notesOf([[0, 0, 2]])).toEqual(["the same up to 1"]);
    expect(notesOf([[0, 1, 0]])).toEqual(["the same at 2"]);
    expect(
      notesOf([
        [0, 0, 1],
        [0, 1, 1],
      ]),
    ).toEqual(["the same at 3"]);
    expect(notesOf([[0, 1, 2]], { ...DISTANCE, logY: false })).toEqual([]);
    expect(notesOf([[1, 1]])).toEqual([]);
  });

  test("count besides only what is 0 though the paths differ", () => {
    const data = dataOf([[0, 1, 2]], { ...DISTANCE, quantities: ["lossDifference"] });
    const [trace] = data.differences!.traces;
    const level = {
      ...data,
      differences: { reference: "Adam", traces: [{ ...trace, lossDifference: Float64Array.of(0, 0, 1) }] },
    };
    expect(wordsOf(curvesOption(data, theme, TEXT, SIZE), "curves-lossDifference")).toContain("one start");
    expect(wordsOf(curvesOption(level, theme, TEXT, SIZE), "curves-lossDifference")).toContain("one start; 1 left out");
  });

  test("say where there is nothing to compare", () => {
    expect(notesOf([])).toEqual(["nothing to compare"]);
    expect(renderSvg(curvesOption(dataOf([]), theme, TEXT, SIZE), SIZE)).not.toContain("NaN");
  });

  test("are columns of the table, headed by the reference, where a step is one of both", () => {
    const data = dataOf([[0, 1, 2]], { ...DISTANCE, quantities: ["pathDistance", "lossDifference"] });
    const [trace] = data.differences!.traces;
    const sparse = { ...trace, steps: Float64Array.of(0, 2, 4) };
    const columns = curvesColumns({ ...data, differences: { reference: "Adam", traces: [sparse] } }).slice(2);
    expect(columns.map(({ name, values }) => [name, Array.from<unknown>(values)])).toEqual([
      ["path_distance:Adam", [0, NaN, 1, NaN, 2, NaN]],
      ["loss_difference:Adam", [-0, NaN, -1, NaN, -2, NaN]],
    ]);
  });
});
