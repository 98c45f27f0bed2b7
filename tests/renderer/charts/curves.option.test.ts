import { describe, expect, test } from "vitest";
import { curvesLayout } from "../../../src-renderer/charts/curves-frame.ts";
import { cursorOption, curvesGroundOption } from "../../../src-renderer/charts/curves.option.ts";
import type { Pieces } from "../../../src-renderer/charts/elements.ts";
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
const data: CurvesData = { runs: [falling], view: CURVES_VIEW, range: null, step: 4 };
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
    expect(wordsOf(option)).toContain("1 left out");
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
