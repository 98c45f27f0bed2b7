import { describe, expect, test } from "vitest";
import { chipElements } from "../../../src-renderer/charts/chips.ts";
import { curvesColumns, lineColumns, mapColumns } from "../../../src-renderer/charts/columns.ts";
import type { RectShape } from "../../../src-renderer/charts/elements.ts";
import { dataX, dataY, type Frame, pixelMap, pixelX, pixelY } from "../../../src-renderer/charts/frame.ts";
import { nearestRow } from "../../../src-renderer/charts/hover.ts";
import { keepLast } from "../../../src-renderer/charts/keep-last.ts";
import { textWidth } from "../../../src-renderer/charts/text-size.ts";
import { chartTheme } from "../../../src-renderer/charts/themes.ts";
import { valueRange } from "../../../src-renderer/charts/value-range.ts";
import { panWindow, roundToPixel, zoomWindow } from "../../../src-renderer/charts/zoom.ts";
import { CURVES_VIEW, mapData, trace, UNIT } from "./chart-data.ts";

const frame: Frame = {
  left: 50,
  top: 20,
  width: 400,
  height: 200,
  x: { from: -1, to: 1, log: false },
  y: { from: 0.01, to: 100, log: true },
};

describe("the frame", () => {
  test("puts the ends of its axes on its edges", () => {
    expect([pixelX(frame, -1), pixelX(frame, 1), pixelY(frame, 0.01), pixelY(frame, 100)]).toEqual([50, 450, 220, 20]);
    expect(pixelY(frame, 1)).toBeCloseTo(120, 9);
    expect(pixelY(frame, -3)).toBeNaN();
  });

  test("goes back from pixels to the same data", () => {
    expect(dataX(frame, pixelX(frame, 0.3))).toBeCloseTo(0.3, 12);
    expect(dataY(frame, pixelY(frame, 7))).toBeCloseTo(7, 10);
  });

  test("says the same as a pair of slopes", () => {
    const map = pixelMap(frame);
    expect(map.xOffset + map.xSlope * 0.3).toBeCloseTo(pixelX(frame, 0.3), 9);
    expect(map.yOffset + map.ySlope * Math.log10(7)).toBeCloseTo(pixelY(frame, 7), 9);
  });
});

describe("zoom and pan", () => {
  test("keep the point under the pointer where it is", () => {
    const zoomed = zoomWindow(UNIT, 0.5, -0.5, 0.5);
    expect(zoomed).toEqual({ x: [-0.25, 0.75], y: [-0.75, 0.25] });
  });

  test("stop where numbers come to an end", () => {
    let window = { x: [1, 2] as const, y: [1, 2] as const } as Parameters<typeof zoomWindow>[0];
    for (let turn = 0; turn < 500; turn += 1) window = zoomWindow(window, 1.5, 1.5, 0.8);
    expect(window.x[1] - window.x[0]).toBeGreaterThan(1e-9);
    for (let turn = 0; turn < 500; turn += 1) window = zoomWindow(window, 1.5, 1.5, 1.3);
    expect(window.x[1]).toBeLessThan(1e12);
    expect(panWindow({ x: [9e11, 9.9e11], y: [0, 1] }, 5, 0)).toEqual({ x: [9e11, 9.9e11], y: [0, 1] });
  });

  test("a dragged value has the digits that a pixel can tell apart", () => {
    expect(roundToPixel(1.249_731_9, [-2, 2], 400)).toBe(1.25);
    expect(roundToPixel(123_456, [0, 1e6], 500)).toBe(123_000);
    expect(Object.is(roundToPixel(-0.0004, [-2, 2], 400), 0)).toBe(true);
  });
});

test("the row under the pointer is the nearest visible one in reach", () => {
  const plane = { ...frame, y: { from: -1, to: 1, log: false } };
  const run = trace([
    [0, 0],
    [0.5, 0.5],
    [9, 9],
  ]);
  expect(nearestRow([run], plane, pixelX(plane, 0.5) + 3, pixelY(plane, 0.5), 9)).toEqual({
    run,
    row: 1,
    isCompanion: false,
  });
  expect(nearestRow([run], plane, pixelX(plane, 0.5) + 30, pixelY(plane, 0.5), 9)).toBeNull();
  expect(nearestRow([run], plane, pixelX(plane, 9), pixelY(plane, 9), 9)).toBeNull();
});

describe("chips", () => {
  const chip = (x: number, y: number, text: string) => ({ x, y, text, colour: "#000000" });
  const placed = (chips: ReturnType<typeof chip>[]) =>
    chipElements(chips, frame, chartTheme("light")).flatMap((element) =>
      element.type === "rect" ? [element.shape] : [],
    );
  const overlap = (a: RectShape, b: RectShape) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  test("stay in the frame and clear of one another and of all marks", () => {
    const chips = Array.from({ length: 5 }, (_, index) =>
      chip(440, 30 + 4 * index, `leaves the window at step ${index}`),
    );
    const places = placed(chips);
    expect(places.length).toBe(5);
    for (const [index, place] of places.entries()) {
      expect(place.x).toBeGreaterThanOrEqual(frame.left);
      expect(place.x + place.width).toBeLessThanOrEqual(frame.left + frame.width);
      expect(place.y).toBeGreaterThanOrEqual(frame.top);
      expect(places.slice(0, index).some((other) => overlap(place, other))).toBe(false);
      expect(
        chips.some(({ x, y }) => x > place.x && x < place.x + place.width && y > place.y && y < place.y + place.height),
      ).toBe(false);
    }
  });

  test("that are long are pushed into the frame, near their point", () => {
    // So many letters have no room on either side of the point, nor with their middle above it.
    const [place] = placed([chip(frame.left + frame.width * 0.6, 100, "x".repeat(Math.floor(frame.width / 8)))]);
    expect(place?.width).toBeGreaterThan(frame.width * 0.8);
    expect(place?.x).toBeGreaterThanOrEqual(frame.left);
    expect((place?.x ?? 0) + (place?.width ?? Infinity)).toBeLessThanOrEqual(frame.left + frame.width);
    expect(Math.abs((place?.y ?? 0) - 100)).toBeLessThan(40);
  });

  test("without room are left out", () => {
    expect(placed([chip(200, 100, "x".repeat(200))])).toEqual([]);
  });
});

test("a range of values is never empty and never infinite", () => {
  expect(valueRange(0, 10, false)).toEqual({ from: -0.5, to: 10.5, log: false });
  expect(valueRange(3, 3, false)).toEqual({ from: 2.85, to: 3.15, log: false });
  expect(valueRange(Infinity, -Infinity, true)).toEqual({ from: 0.1, to: 1, log: true });
  const widest = valueRange(-1.7e308, 1.7e308, false);
  expect(Number.isFinite(widest.to - widest.from)).toBe(true);
  const logarithmic = valueRange(1e-300, 1e300, true);
  expect(logarithmic.from).toBeGreaterThan(0);
  expect(logarithmic.from).toBeLessThan(1e-300);
  expect(logarithmic.to).toBeGreaterThan(1e300);
});

test("a Chinese letter is as wide as high, a Latin one narrower", () => {
  expect(textWidth("损失", 12)).toBe(24);
  expect(textWidth("loss", 12)).toBeLessThan(48 * 0.62 + 1);
  expect(textWidth("", 12)).toBe(0);
});

test("a kept value is made anew only when one of its parts is another one", () => {
  const keep = keepLast<object>();
  const array = [1];
  const first = keep([array, NaN, "x"], () => ({}));
  expect(keep([array, NaN, "x"], () => ({}))).toBe(first);
  expect(keep([[1], NaN, "x"], () => ({}))).not.toBe(first);
});

describe("the table behind a picture", () => {
  const runs = [
    trace([[1, 2] as const, [3, 4] as const], { label: "A" }),
    trace([[5, 6] as const], { label: "B", distance: Float64Array.of(7) }),
  ];
  const plain = (columns: ReturnType<typeof mapColumns>) =>
    columns.map(({ name, values }) => [name, Array.from<unknown>(values)]);

  test("of a map has a row for each recorded step of each run", () => {
    expect(plain(mapColumns(mapData({ runs })))).toEqual([
      ["run", ["A", "A", "B"]],
      ["step", [0, 1, 0]],
      ["w1", [1, 3, 5]],
      ["w2", [2, 4, 6]],
      ["loss", [5, 25, 61]],
    ]);
  });

  test("of curves has the quantities that are shown, NaN where a run has none", () => {
    const view = { ...CURVES_VIEW, quantities: ["learningRate", "distance"] as const };
    expect(plain(curvesColumns({ runs, factors: null, differences: null, view, range: null, step: 0 }))).toEqual([
      ["run", ["A", "A", "B"]],
      ["step", [0, 1, 0]],
      ["learning_rate", [0.1, 0.1, 0.1]],
      ["distance", [NaN, NaN, 7]],
    ]);
  });

  test("of curves has a column for each parameter, filled for the run whose factors are shown", () => {
    const view = { ...CURVES_VIEW, quantities: ["scale", "loss"] as const };
    const column = (value: number) => Float64Array.of(value);
    const parameters = ["w", "b"].map((name, index) => ({
      name,
      scale: column(index + 1),
      direction: column(0),
      effectiveRate: column(0),
    }));
    const told = runs.map((run, index) => ({ ...run, id: `run-${index}` }));
    const factors = { runId: "run-0", label: "A", colour: 0, steps: Float64Array.of(0), parameters, hidden: 0 };
    expect(
      plain(curvesColumns({ runs: told, factors, differences: null, view, range: null, step: 0 })).slice(2),
    ).toEqual([
      ["sigma:w", [1, NaN, NaN]],
      ["sigma:b", [2, NaN, NaN]],
      ["loss", [5, 25, 61]],
    ]);
  });

  test("of a line plot has the one parameter", () => {
    const { view, minima, arrows, starts, window } = mapData();
    const line = {
      xName: "w",
      window,
      xValues: new Float64Array(0),
      values: new Float64Array(0),
      runs,
      starts,
      minima,
      arrows,
      view,
    };
    expect(lineColumns(line).map(({ name }) => name)).toEqual(["run", "step", "w", "loss"]);
  });
});
