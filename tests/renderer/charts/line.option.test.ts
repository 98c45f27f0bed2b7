import { describe, expect, test } from "vitest";
import type { Dots } from "../../../src-renderer/charts/elements.ts";
import { pixelX, pixelY } from "../../../src-renderer/charts/frame.ts";
import { lineGroundOption, lineLayout, lineOverlayOption } from "../../../src-renderer/charts/line.option.ts";
import { lineOption } from "../../../src-renderer/charts/options.ts";
import { renderSvg } from "../../../src-renderer/charts/render-svg.ts";
import { chartTheme } from "../../../src-renderer/charts/themes.ts";
import type { LineData } from "../../../src-renderer/charts/types.ts";
import { MAP_VIEW, SIZE, TEXT, trace } from "./chart-data.ts";
import { elementsOf, pictureText, stableSvg, wordsOf } from "./picture-text.ts";

const theme = chartTheme("light");
const xValues = Float64Array.from({ length: 201 }, (_, index) => (index - 100) / 50);
const run = trace(
  Array.from({ length: 100 }, (_, index) => [1.8 * 0.95 ** index, 0] as const),
  { label: "Adam", row: 80 },
);
const data: LineData = {
  xName: "w",
  window: { x: [-2, 2], y: [0, 4] },
  xValues,
  values: xValues.map((x) => x * x),
  runs: [run],
  starts: [{ id: "s", x: 1.8, y: 3.24 }],
  minima: [[0, 0]],
  arrows: [],
  view: MAP_VIEW,
};

test("a whole line plot, as it is described and drawn", async () => {
  const option = lineOption(data, theme, TEXT, SIZE);
  await expect(pictureText(option)).toMatchFileSnapshot("./pictures/line.txt");
  await expect(stableSvg(renderSvg(option, SIZE))).toMatchFileSnapshot("./pictures/line.svg");
});

test("the exported picture is the window's two layers, one over the other", () => {
  const ground = lineGroundOption(data, theme, TEXT, SIZE);
  const overlay = lineOverlayOption(data, theme, TEXT, SIZE);
  expect(pictureText(lineOption(data, theme, TEXT, SIZE))).toBe(
    pictureText({ ...ground, series: [...ground.series, ...overlay.series] }),
  );
});

test("dots up to the current row lie on the curve, the newest opaque and the oldest faint", () => {
  const { frame } = lineLayout(data, theme, TEXT, SIZE);
  const bands = elementsOf(lineOption(data, theme, TEXT, SIZE), "trails") as Dots[];
  expect(bands.map(({ style }) => style.opacity)).toEqual([0.22, 0.4, 0.6, 0.8, 1]);
  expect(bands.reduce((sum, { shape }) => sum + shape.points.length / 2, 0)).toBe(81);
  const newest = Array.from(bands[4].shape.points).slice(-2);
  expect(newest[0]).toBeCloseTo(pixelX(frame, run.x[80]), 6);
  expect(newest[1]).toBeCloseTo(pixelY(frame, run.loss[80]), 6);
});

describe("the axis of the loss", () => {
  test("is logarithmic where that was asked for and every value is positive", () => {
    const positive = {
      ...data,
      values: data.values.map((value) => value + 1),
      view: { ...MAP_VIEW, levels: "log" as const },
    };
    expect(lineLayout(positive, theme, TEXT, SIZE).frame.y.log).toBe(true);
    expect(lineLayout({ ...positive, values: data.values }, theme, TEXT, SIZE).frame.y.log).toBe(false);
  });

  test("shows what the curve reaches in the window, not beyond it", () => {
    const { frame } = lineLayout({ ...data, window: { ...data.window, x: [-0.5, 0.5] } }, theme, TEXT, SIZE);
    expect(frame.y.to).toBeCloseTo(0.25 * 1.05, 6);
    expect(frame.y.from).toBeCloseTo(-0.25 * 0.05, 6);
  });
});

test("a run that leaves the window is marked there", () => {
  const away = trace(
    [
      [0, 0],
      [1, 0],
      [5, 0],
    ],
    { id: "away" },
  );
  expect(wordsOf(lineOption({ ...data, runs: [away] }, theme, TEXT, SIZE), "chips")).toEqual(["leaves at 2"]);
});

test("holes of the curve are gaps", () => {
  const values = data.values.map((value, index) => (index > 90 && index < 110 ? Number.NaN : value));
  const [curve] = elementsOf(lineOption({ ...data, values }, theme, TEXT, SIZE), "curve");
  expect(curve).toMatchObject({ type: "pieces", shape: { starts: { length: 3 } } });
});
