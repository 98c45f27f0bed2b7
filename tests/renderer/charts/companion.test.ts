import { describe, expect, test } from "vitest";
import { runSpecsOf, createExperiment, BOWL } from "../../../src-core/project/index.ts";
import { concatenateFrames, runLoop } from "../../../src-core/run/index.ts";
import { companionTrace } from "../../../src-renderer/charts/companion-trace.ts";
import type { Pieces } from "../../../src-renderer/charts/elements.ts";
import { pixelX, pixelY } from "../../../src-renderer/charts/frame.ts";
import { nearestRow } from "../../../src-renderer/charts/hover.ts";
import { lineLayout } from "../../../src-renderer/charts/line.option.ts";
import { mapLayout } from "../../../src-renderer/charts/map-frame.ts";
import { lineColumns, lineOption, mapColumns, mapOption } from "../../../src-renderer/charts/options.ts";
import { runReadout } from "../../../src-renderer/charts/readout-text.ts";
import { renderSvg } from "../../../src-renderer/charts/render-svg.ts";
import { drapePath } from "../../../src-renderer/charts/surface/drape.ts";
import { heightField } from "../../../src-renderer/charts/surface/height-field.ts";
import { surfaceOverlayOption } from "../../../src-renderer/charts/surface/overlay.option.ts";
import { eyeView } from "../../../src-renderer/charts/surface/view.ts";
import { chartTheme, runnerColour } from "../../../src-renderer/charts/themes.ts";
import type { LineData } from "../../../src-renderer/charts/types.ts";
import { groundOf, mapData, MAP_VIEW, SIZE, TEXT, trace, UNIT } from "./chart-data.ts";
import { elementsOf, wordsOf } from "./picture-text.ts";

const theme = chartTheme("light");
const COLOUR = 2;
const plain = trace([[0.9, 0.9] as const, [0.1, 0.1] as const], { id: "b", label: "Adam" });
const run = trace([[-0.8, 0.6] as const, [-0.4, 0.2] as const, [0.2, -0.4] as const], {
  id: "a",
  label: "Nesterov",
  colour: COLOUR,
  row: 1,
  companion: { name: "textbook", x: Float64Array.of(-0.8, -0.5, 0), y: Float64Array.of(0.6, 0.3, -0.2) },
});
const map = mapData({ runs: [plain, run] });

describe("on the map", () => {
  const option = mapOption(map, theme, TEXT, SIZE);
  const { frame } = mapLayout(map, theme, TEXT, SIZE);
  const at = (x: number, y: number) => [pixelX(frame, x), pixelY(frame, y)] as const;

  test("the companion's path is dashed, in its runner's colour, and fainter after the current row", () => {
    const dashes = elementsOf(option, "companion-a").filter(({ style }) => style.lineDash) as Pieces[];
    expect(dashes.map(({ style }) => style.stroke)).toEqual(Array(2).fill(runnerColour(theme, COLOUR)));
    const [future, past] = dashes;
    expect(past.style.opacity).toBe(1);
    expect(future.style.opacity).toBeLessThan(1);
    const ends = [...at(-0.8, 0.6), ...at(-0.5, 0.3)];
    Array.from(past.shape.points).forEach((value, index) => expect(value).toBeCloseTo(ends[index], 3));
    expect(elementsOf(option, "companion-b")).toEqual([]);
  });

  test("its place at the current row has a ring, and the legend tells the two points apart", () => {
    const [cx, cy] = at(-0.5, 0.3);
    const rings = elementsOf(option, "marks").filter(
      (element) => element.type === "circle" && Math.hypot(element.shape.cx - cx, element.shape.cy - cy) < 1e-9,
    );
    expect(rings).toHaveLength(2);
    expect(wordsOf(option, "legend")).toEqual(["Adam", "Nesterov: look-ahead", "Nesterov: textbook"].concat(MARKS));
    expect(renderSvg(option, SIZE)).toContain("stroke-dasharray");
  });

  test("two starts of a runner share the two entries", () => {
    const starts = [1, 2].map((number) => ({ ...run, id: `a-${number}`, label: `Nesterov · ${number}` }));
    expect(wordsOf(mapOption(mapData({ runs: starts }), theme, TEXT, SIZE), "legend").slice(0, 2)).toEqual([
      "Nesterov: look-ahead",
      "Nesterov: textbook",
    ]);
  });

  test("the pointer on it reads its coordinates, on theta's path those of theta", () => {
    const near = (x: number, y: number) => nearestRow(map.runs, frame, ...at(x, y), 9);
    const [companion, theta] = [near(0, -0.2), near(-0.4, 0.2)];
    expect(companion).toEqual({ run, row: 2, isCompanion: true });
    const read = (found: typeof theta) => {
      const { title, rows } = runReadout(found!, { x: "w1", y: "w2" }, theme, TEXT);
      return [title, ...rows.map(({ name, value }) => `${name} ${value}`)];
    };
    expect(read(companion)).toEqual(["Nesterov: textbook", "step 2", "w1 0", "w2 -0.2"]);
    expect(read(theta)).toEqual(["Nesterov: look-ahead", "step 1", "w1 -0.4", "w2 0.2", `loss ${run.loss[1]}`]);
  });

  test("the table behind it has its coordinates beside theta's", () => {
    const columns = mapColumns(map).slice(-2);
    expect(columns.map(({ name, values }) => [name, Array.from<unknown>(values)])).toEqual([
      ["companion:w1", [NaN, NaN, -0.8, -0.5, 0]],
      ["companion:w2", [NaN, NaN, 0.6, 0.3, -0.2]],
    ]);
    expect(mapColumns(mapData({ runs: [plain] })).map(({ name }) => name)).not.toContain("companion:w1");
  });
});

const MARKS = ["gradient", "direction", "movement"];

test.each(["linear", "log"] as const)("on a line plot of %s losses it lies on the curve", (levels) => {
  const xValues = Float64Array.from({ length: 401 }, (_, index) => (index - 200) / 100);
  const data: LineData = {
    xName: "w",
    window: { x: [-2, 2], y: [0, 4] },
    xValues,
    values: xValues.map((x) => x * x + 1),
    runs: [run],
    starts: [],
    minima: [],
    arrows: [],
    view: { ...MAP_VIEW, levels },
  };
  const option = lineOption(data, theme, TEXT, SIZE);
  const { frame } = lineLayout(data, theme, TEXT, SIZE);
  const [, past] = elementsOf(option, "companion-a").filter(({ style }) => style.lineDash) as Pieces[];
  const [x, y] = Array.from(past.shape.points).slice(-2);
  expect([x, y]).toEqual([
    expect.closeTo(pixelX(frame, -0.5), 3),
    // -0.5 is one of the curve's samples.
    expect.closeTo(pixelY(frame, 1.25), 3),
  ]);
  expect(lineColumns(data).map(({ name }) => name)).toEqual(["run", "step", "w", "loss", "companion:w"]);
});

test("on the surface it has its ring and its entries in the legend", () => {
  const ground = groundOf((x, y) => x * x + y * y, UNIT, 33);
  const view = { height: "linear", azimuth: 0.8, elevation: 1.2, distance: 2, showContours: true } as const;
  const data = { ...mapData({ runs: [run], ground }), ground, map: MAP_VIEW, view };
  const field = heightField(ground, "linear")!;
  const paths = [drapePath(run, field)];
  const eye = eyeView(view, SIZE, { top: 0, right: 0 });
  const circles = (change: object) => {
    const shown = { ...data, runs: [{ ...run, ...change }] };
    return elementsOf(surfaceOverlayOption(shown, field, paths, eye, theme, TEXT, SIZE), "marks").length;
  };
  expect(circles({}) - circles({ companion: null })).toBe(2);
  const words = wordsOf(surfaceOverlayOption(data, field, paths, eye, theme, TEXT, SIZE), "legend");
  expect(words).toEqual(expect.arrayContaining(["Nesterov: look-ahead", "Nesterov: textbook"]));
});

test("a run's companion comes from its recorded rows, and only if they have one", () => {
  const traced = (showCompanion: boolean) => {
    const optimizer = { name: "schedule_free_sgd", lr: 0.1 };
    const [{ spec }] = runSpecsOf(createExperiment({ loss: BOWL, steps: 1, runners: [{ optimizer, showCompanion }] }));
    return companionTrace({ spec, frames: concatenateFrames([...runLoop(spec)]) }, [1, 0]);
  };
  expect(traced(false)).toBeNull();
  // x^2 + 4 y^2 at (1, 1): after one step the average is that step's end.
  expect(traced(true)).toEqual({
    name: "average",
    x: Float64Array.of(1, 1 - 0.1 * 8),
    y: Float64Array.of(1, 1 - 0.1 * 2),
  });
});
