import { describe, expect, test } from "vitest";
import { createView, type CurvesView } from "../../../src-core/project/index.ts";
import { allocateFrames } from "../../../src-core/run/index.ts";
import { curvesLayout } from "../../../src-renderer/charts/curves-frame.ts";
import { cursorOption, curvesGroundOption } from "../../../src-renderer/charts/curves.option.ts";
import type { Pieces } from "../../../src-renderer/charts/elements.ts";
import { factorsOf } from "../../../src-renderer/charts/factors-trace.ts";
import { pixelX, pixelY } from "../../../src-renderer/charts/frame.ts";
import { curvesOption } from "../../../src-renderer/charts/options.ts";
import { renderSvg } from "../../../src-renderer/charts/render-svg.ts";
import { chartTheme } from "../../../src-renderer/charts/themes.ts";
import type { CurvesData } from "../../../src-renderer/charts/types.ts";
import { CURVES_VIEW, SIZE, TEXT, trace } from "./chart-data.ts";
import { elementsOf, pictureText, stableSvg, wordsOf } from "./picture-text.ts";

const theme = chartTheme("print");
const falling = trace(
  Array.from({ length: 11 }, (_, index) => [1 / 2 ** index, 0] as const),
  { id: "a", label: "Adam", distance: Float64Array.from({ length: 11 }, (_, index) => 1 / 2 ** index) },
);
const data: CurvesData = { runs: [falling], factors: null, differences: null, view: CURVES_VIEW, range: null, step: 4 };
const curvesOf = (change: Partial<CurvesData>) => ({ ...data, ...change });
const log = { ...CURVES_VIEW, logY: true };

test("four panels over the same steps, as they are described and drawn", async () => {
  const all = curvesOf({
    view: { quantities: ["loss", "gradientNorm", "learningRate", "distance"], logX: false, logY: true },
  });
  const option = curvesOption(all, theme, TEXT, SIZE);
  await expect(pictureText(option)).toMatchFileSnapshot("./pictures/curves.txt");
  await expect(stableSvg(renderSvg(option, SIZE))).toMatchFileSnapshot("./pictures/curves.svg");
  expect(option.grid.length).toBe(4);
  expect(wordsOf(option).filter((word) => Object.values(TEXT.quantity).includes(word))).toEqual([
    "loss",
    "gradient norm",
    "learning rate",
    "distance",
  ]);
});

test("the exported picture is the window's two layers, one over the other", () => {
  const ground = curvesGroundOption(data, theme, TEXT, SIZE);
  const cursor = cursorOption(data, theme, TEXT, SIZE);
  expect(pictureText(curvesOption(data, theme, TEXT, SIZE))).toBe(
    pictureText({ ...ground, series: [...ground.series, ...cursor.series] }),
  );
});

describe("the cursor", () => {
  test("stands at the transport's step, with a point on every curve", () => {
    const [bar, point] = elementsOf(cursorOption(data, theme, TEXT, SIZE));
    const { frame } = curvesLayout(data, theme, TEXT, SIZE).panels[0];
    expect(bar).toMatchObject({ type: "line", shape: { x1: pixelX(frame, 4), x2: pixelX(frame, 4) } });
    expect(point).toMatchObject({ type: "circle", shape: { cx: pixelX(frame, 4), cy: pixelY(frame, 1 / 2 ** 8) } });
  });

  test("between recorded steps marks the last one before it", () => {
    const sparse = { ...falling, steps: falling.steps.map((step) => 10 * step) };
    const [, point] = elementsOf(cursorOption(curvesOf({ runs: [sparse], step: 47 }), theme, TEXT, SIZE));
    const { frame } = curvesLayout(curvesOf({ runs: [sparse] }), theme, TEXT, SIZE).panels[0];
    expect(point).toMatchObject({ shape: { cx: pixelX(frame, 40) } });
  });
});

describe("logarithmic axes", () => {
  test("turn a geometric sequence into a straight line", () => {
    const [line] = elementsOf(curvesOption(curvesOf({ view: log }), theme, TEXT, SIZE), "curves-loss") as Pieces[];
    const points = Array.from(line.shape.points);
    for (let index = 4; index < points.length; index += 2) {
      expect(points[index + 1] - points[index - 1]).toBeCloseTo(points[3] - points[1], 3);
    }
  });

  test("say how many values have no place on them", () => {
    const touching = { ...falling, loss: falling.loss.map((value, row) => (row % 5 === 0 ? 0 : value)) };
    expect(wordsOf(curvesOption(curvesOf({ runs: [touching], view: log }), theme, TEXT, SIZE))).toContain("3 left out");
    expect(wordsOf(curvesOption(curvesOf({ runs: [touching] }), theme, TEXT, SIZE))).not.toContain("3 left out");
  });

  test("of the steps begin at the first positive one", () => {
    const option = curvesOption(curvesOf({ view: { ...CURVES_VIEW, logX: true } }), theme, TEXT, SIZE);
    expect(option.xAxis[0]).toMatchObject({ min: 0, max: 1 });
    expect(wordsOf(option)).not.toContain("1 left out");
  });
});

test("a curve that ends in a value that cannot be drawn is marked there, with the value and its step", () => {
  const broken = { ...falling, loss: falling.loss.map((value, row) => (row >= 7 ? Infinity : value)) };
  const option = curvesOption(curvesOf({ runs: [broken] }), theme, TEXT, SIZE);
  expect(wordsOf(option)).toContain("loss is Infinity at 7");
  const { frame } = curvesLayout(curvesOf({ runs: [broken] }), theme, TEXT, SIZE).panels[0];
  const ring = elementsOf(option, "curves-loss").find((element) => element.type === "circle");
  expect(ring).toMatchObject({ shape: { r: 8 } });
  expect((ring as { shape: { cx: number } }).shape.cx).toBeCloseTo(pixelX(frame, 6), 6);
});

test("100,000 points are drawn as no more than four for each column of pixels", () => {
  const steps = Float64Array.from({ length: 100_000 }, (_, index) => index);
  const run = { ...falling, steps, loss: steps.map((step) => Math.sin(step) + 2) };
  const [line] = elementsOf(curvesOption(curvesOf({ runs: [run] }), theme, TEXT, SIZE), "curves-loss") as Pieces[];
  expect(line.shape.points.length / 2).toBeLessThanOrEqual(4 * SIZE.width);
});

test("a part of the steps is shown with the values of that part", () => {
  const { frame } = curvesLayout(curvesOf({ range: [2, 4] }), theme, TEXT, SIZE).panels[0];
  expect(frame.x).toEqual({ from: 2, to: 4, log: false });
  expect(frame.y.to).toBeLessThan(0.1);
});

test("a quantity that no run has is an empty panel, and no run at all a picture without curves", () => {
  const distance = { ...CURVES_VIEW, quantities: ["distance"] as const };
  const without = curvesOf({ runs: [{ ...falling, distance: null }], view: distance });
  expect(elementsOf(curvesOption(without, theme, TEXT, SIZE), "curves-distance").map(({ type }) => type)).toEqual([
    "text",
  ]);
  expect(renderSvg(curvesOption(curvesOf({ runs: [] }), theme, TEXT, SIZE), SIZE)).not.toContain("NaN");
});

describe("the factors of the selected run's steps", () => {
  const frames = { ...allocateFrames(2, 4), learningRate: Float64Array.of(1, 1, 1, 1) };
  frames.steps.set([0, 1, 2, 3]);
  frames.direction.set([1, -2, 3, -4, 5, -6, 0, 0]);
  frames.scale.set([1, 2, 1, 4, 1, 8, 1, 1]);
  const ended = { reason: "steps", step: 3, cause: null } as const;
  const names = ["w", "b", "c1", "c2", "c3", "c4", "c5", "c6"];
  const loss = (count: number) => ({
    expression: "",
    testFunctionId: null,
    constants: [],
    parameters: names.slice(0, count).map((name) => ({ name, from: -1, to: 1, held: 0 })),
  });
  const shown = (quantities: CurvesView["quantities"], logY = false) => ({ quantities, logX: false, logY });
  const design = (curves: CurvesView, count = 2, axes: readonly [string, string] = ["w", "b"]) => ({
    loss: loss(count),
    view: { ...createView(loss(count)), axes, curves },
  });
  const factorsFor = (curves: CurvesView) => factorsOf(falling, { frames, stopped: ended }, design(curves));
  const panelOf = (curves: CurvesView) =>
    curvesLayout(curvesOf({ factors: factorsFor(curves), view: curves }), theme, TEXT, SIZE).panels[0];

  test("are a curve for each parameter, in the runner's colour and a dash of its own", () => {
    const view = shown(["effectiveRate"]);
    const { title, curves } = panelOf(view);
    expect(title).toBe("effective rate · Adam");
    expect(curves.map(({ label, values }) => [label, Array.from(values)])).toEqual([
      ["w", [1, 1, 1]],
      ["b", [1 / 2, 1 / 4, 1 / 8]],
    ]);
    expect(new Set(curves.map(({ dash }) => String(dash))).size).toBe(2);
    const option = curvesOption(curvesOf({ factors: factorsFor(view), view }), theme, TEXT, SIZE);
    const lines = elementsOf(option, "curves-effectiveRate").slice(0, 2);
    expect(new Set(lines.map(({ style }) => style.stroke)).size).toBe(1);
    expect(wordsOf(option)).toEqual(expect.arrayContaining(["w", "b"]));
  });

  test("show the direction with its sign, and by its size on a logarithmic axis", () => {
    expect(Array.from(panelOf(shown(["direction"])).curves[1].values)).toEqual([-2, -4, -6]);
    const { title, curves } = panelOf(shown(["direction"], true));
    expect(title).toBe("size of the direction · Adam");
    expect(Array.from(curves[1].values)).toEqual([2, 4, 6]);
  });

  test("of many parameters are those on the axes and the first others, and the picture says how many it leaves out", () => {
    const many = { ...allocateFrames(8, 2), steps: Float64Array.of(0, 1) };
    const curves = shown(["scale"]);
    const factors = factorsOf(falling, { frames: many, stopped: ended }, design(curves, 8, ["w", "c6"]));
    expect(factors?.parameters.map(({ name }) => name)).toEqual(["w", "b", "c1", "c2", "c3", "c6"]);
    const option = curvesOption(curvesOf({ factors, view: curves }), theme, TEXT, SIZE);
    expect(wordsOf(option)).toContain("2 hidden");
  });

  test("leave the run out of the title where a note needs the room", () => {
    const curves = shown(["scale"]);
    const factors = { ...factorsFor(curves)!, hidden: 3 };
    const words = (width: number) =>
      wordsOf(curvesOption(curvesOf({ factors, view: curves }), theme, TEXT, { ...SIZE, width }));
    expect(words(640)).toEqual(expect.arrayContaining(["scale · Adam", "3 hidden"]));
    expect(words(180)).toEqual(expect.arrayContaining(["scale", "3 hidden"]));
    expect(words(180)).not.toContain("scale · Adam");
  });

  test("are not computed while no curve shows them", () => {
    expect(factorsFor(shown(["loss"]))).toBeNull();
  });
});
