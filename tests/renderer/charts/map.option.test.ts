import { describe, expect, test } from "vitest";
import type { Pieces } from "../../../src-renderer/charts/elements.ts";
import { mapGroundOption } from "../../../src-renderer/charts/map-ground.option.ts";
import { mapLayout } from "../../../src-renderer/charts/map-frame.ts";
import { mapOverlayOption } from "../../../src-renderer/charts/map-overlay.option.ts";
import { pixelX, pixelY } from "../../../src-renderer/charts/frame.ts";
import { mapOption } from "../../../src-renderer/charts/options.ts";
import { renderSvg } from "../../../src-renderer/charts/render-svg.ts";
import { chartTheme } from "../../../src-renderer/charts/themes.ts";
import { groundOf, mapData, MAP_VIEW, SIZE, TEXT, trace, UNIT } from "./chart-data.ts";
import { elementsOf, pictureText, stableSvg, wordsOf } from "./picture-text.ts";

const theme = chartTheme("light");
const bowl = groundOf((x, y) => x * x + 2 * y * y, UNIT, 9);

/** Everything that a map can show: a run that rests, one that leaves and diverges, arrows, starts and minima. */
const everything = mapData({
  ground: bowl,
  runs: [
    trace(
      [
        [-0.8, 0.6],
        [-0.4, 0.2],
        [-0.1, 0.05],
        [0, 0],
      ],
      { id: "a", label: "Adam", row: 1, stopped: { reason: "converged", step: 3, cause: null } },
    ),
    trace(
      [
        [-0.8, 0.6],
        [0.9, -0.9],
        [4, 4],
        [Infinity, NaN],
      ],
      { id: "b", label: "SGD", colour: 1, row: 0, stopped: { reason: "diverged", step: 3, cause: null } },
    ),
  ],
  starts: [{ id: "s", x: -0.8, y: 0.6 }],
  minima: [[0, 0]],
  arrows: [
    { kind: "gradient", from: [-0.4, 0.2], to: [0, -0.2] },
    { kind: "direction", from: [-0.4, 0.2], to: [0, 0.1] },
    { kind: "movement", from: [-0.4, 0.2], to: [-0.1, 0.05] },
  ],
});

test("a whole map, as it is described", async () => {
  await expect(pictureText(mapOption(everything, theme, TEXT, SIZE))).toMatchFileSnapshot("./pictures/map.txt");
});

test("a whole map, as it is drawn", async () => {
  const svg = renderSvg(mapOption(everything, theme, TEXT, SIZE), SIZE);
  expect(svg).not.toContain("<image");
  expect(svg).not.toContain("NaN");
  expect(svg.match(/<text/g)?.length).toBe(wordsOf(mapOption(everything, theme, TEXT, SIZE)).length + 2 + countTicks());
  await expect(stableSvg(svg)).toMatchFileSnapshot("./pictures/map.svg");

  // Beside the layers' own words: the two names of the axes and the labels of their ticks.
  function countTicks(): number {
    const { xTicks, yTicks } = mapLayout(everything, theme, TEXT, SIZE);
    return xTicks.length + yTicks.length;
  }
});

test("the exported picture is the window's two layers, one over the other", () => {
  const ground = mapGroundOption(everything, theme, TEXT, SIZE);
  const overlay = mapOverlayOption(everything, theme, TEXT, SIZE);
  const whole = mapOption(everything, theme, TEXT, SIZE);
  expect(pictureText(whole)).toBe(pictureText({ ...ground, series: [...ground.series, ...overlay.series] }));
  expect(overlay.backgroundColor).toBe("transparent");
  expect(overlay.grid).toEqual([]);
});

describe("the ground", () => {
  test("is one region a level, from the lowest up, in the scale's colours", () => {
    const regions = elementsOf(mapOption(everything, theme, TEXT, SIZE), "ground") as Pieces[];
    expect(regions.length).toBe(bowl.contours.thresholds.length);
    expect(regions.every(({ type, shape }) => type === "pieces" && shape.closed)).toBe(true);
    expect(regions[0].style.fill).toBe("#440154");
    expect(regions.at(-1)?.style.fill).toBe("#fde725");
  });

  test("lies where it belongs when another window is shown: a ground that is on its way is drawn from the old one", () => {
    const zoomed = { ...everything, window: { x: [-0.5, 0.5], y: [-0.5, 0.5] } as const };
    const [first] = elementsOf(mapOption(zoomed, theme, TEXT, SIZE), "ground") as Pieces[];
    const { frame } = mapLayout(zoomed, theme, TEXT, SIZE);
    const xs = Array.from(first.shape.points).filter((_, index) => index % 2 === 0);
    expect(Math.min(...xs)).toBeCloseTo(pixelX(frame, -1), 3);
    expect(Math.max(...xs)).toBeCloseTo(pixelX(frame, 1), 3);
    expect(pixelX(frame, 1) - pixelX(frame, -1)).toBeCloseTo(2 * frame.width, 9);
  });

  test("without values is axes with a grid and no colour bar", () => {
    const option = mapOption(mapData(), theme, TEXT, SIZE);
    expect(option.series.map(({ id }) => id)).not.toContain("ground");
    expect(option.xAxis[0]).toMatchObject({ min: -1, max: 1, splitLine: { show: true } });
  });

  test("without a single finite value is drawn empty, not with an error", () => {
    const empty = groundOf(() => Number.NaN, UNIT, 5);
    expect(renderSvg(mapOption(mapData({ ground: empty }), theme, TEXT, SIZE), SIZE)).toContain("<svg");
  });
});

describe("paths", () => {
  const leaving = trace(
    [
      [0, 0],
      [0.5, 0.5],
      [3, 0.5],
      [4, 0.5],
    ],
    { id: "out", steps: Float64Array.of(0, 10, 20, 30), row: 3 },
  );

  test("end at the window's edge with a mark and the step of the first row beyond it", () => {
    const data = mapData({ runs: [leaving] });
    const option = mapOption(data, theme, TEXT, SIZE);
    const { frame } = mapLayout(data, theme, TEXT, SIZE);
    expect(wordsOf(option, "chips")).toEqual(["leaves at 20"]);
    const heads = elementsOf(option, "marks").flatMap((element) =>
      element.type === "polygon" ? [element.shape.points] : [],
    );
    expect(heads.length).toBe(2);
    const [tip] = heads[1];
    expect(tip[0]).toBeCloseTo(pixelX(frame, 1), 3);
    expect(tip[1]).toBeCloseTo(pixelY(frame, 0.5), 3);
    for (const element of elementsOf(option, "path-out")) {
      if (element.type !== "pieces") continue;
      for (let index = 0; index < element.shape.points.length; index += 2) {
        expect(element.shape.points[index]).toBeLessThanOrEqual(frame.left + frame.width + 0.01);
      }
    }
  });

  test("that are lost outside say so beside the place where they left", () => {
    const stopped = { reason: "diverged", step: 30, cause: null } as const;
    const option = mapOption(mapData({ runs: [{ ...leaving, stopped }] }), theme, TEXT, SIZE);
    expect(wordsOf(option, "chips")).toEqual(["leaves at 20 · diverged at 30"]);
  });

  test("inside the window say how they ended, unless all steps were made", () => {
    const inside = trace([
      [0, 0],
      [0.5, 0.5],
    ]);
    const ended = (reason: "steps" | "converged" | "left-domain") =>
      wordsOf(
        mapOption(mapData({ runs: [{ ...inside, stopped: { reason, step: 1, cause: null } }] }), theme, TEXT, SIZE),
        "chips",
      );
    expect(ended("steps")).toEqual([]);
    expect(ended("converged")).toEqual(["converged at 1"]);
    expect(ended("left-domain")).toEqual(["left-domain at 1"]);
  });

  test("have their part after the current row drawn fainter", () => {
    const run = trace(
      Array.from({ length: 21 }, (_, index) => [index / 10 - 1, 0] as const),
      { row: 10 },
    );
    const lines = elementsOf(mapOption(mapData({ runs: [run] }), theme, TEXT, SIZE), "path-run") as Pieces[];
    const own = lines.filter(({ type, style }) => type === "pieces" && style.stroke === theme.runners[0]);
    expect(own.map(({ style }) => style.opacity)).toEqual([0.5, 1]);
    const { frame } = mapLayout(mapData({ runs: [run] }), theme, TEXT, SIZE);
    expect(own[1].shape.points[0]).toBeCloseTo(pixelX(frame, -1), 3);
    expect(Array.from(own[1].shape.points).at(-2)).toBeCloseTo(pixelX(frame, 0), 3);
    expect(own[0].shape.points[0]).toBeCloseTo(pixelX(frame, 0), 3);
  });

  test("have every one of the first steps as a dot, and later ones only where there is room", () => {
    const crowded = trace(
      Array.from({ length: 5000 }, (_, index) => [Math.sin(index) / 200, Math.cos(index) / 200] as const),
    );
    const option = mapOption(mapData({ runs: [crowded] }), theme, TEXT, SIZE);
    const points = elementsOf(option, "path-run").flatMap((element) =>
      element.type === "dots" ? [element.shape.points.length / 2] : [],
    );
    const count = points.reduce((sum, value) => sum + value, 0);
    expect(count).toBeGreaterThanOrEqual(12);
    expect(count).toBeLessThan(60);
  });

  test("of 100,000 steps are no more than the picture can show", () => {
    const long = trace(
      Array.from(
        { length: 100_000 },
        (_, index) => [Math.sin(index * 0.7) * 0.9, Math.cos(index * 0.31) * 0.9] as const,
      ),
    );
    const option = mapOption(mapData({ runs: [long] }), theme, TEXT, SIZE);
    for (const element of elementsOf(option, "path-run")) {
      if (element.type === "dots") expect(element.shape.points.length / 2).toBeLessThan((640 * 480) / 25);
    }
  });
});

describe("the legend", () => {
  test("names each runner once, under what its starts have in common", () => {
    const points = [[0, 0] as const, [0.1, 0.1] as const];
    const runs = [
      trace(points, { id: "1", label: "Adam · 1", colour: 0 }),
      trace(points, { id: "2", label: "Adam · 2", colour: 0 }),
      trace(points, { id: "3", label: "AdamW", colour: 8 }),
      trace(points, { id: "4", label: "SGD · 1", colour: 1 }),
    ];
    const view = { ...MAP_VIEW, showArrows: false };
    expect(wordsOf(mapOption(mapData({ runs, view }), theme, TEXT, SIZE), "legend")).toEqual([
      "Adam",
      "AdamW",
      "SGD · 1",
    ]);
  });

  test("explains arrows and minima only where they are shown", () => {
    const hidden = { ...everything, view: { ...MAP_VIEW, showArrows: false, showMinima: false } };
    expect(wordsOf(mapOption(everything, theme, TEXT, SIZE), "legend")).toEqual([
      "Adam",
      "SGD",
      "gradient",
      "direction",
      "movement",
      "minimum",
    ]);
    expect(wordsOf(mapOption(hidden, theme, TEXT, SIZE), "legend")).toEqual(["Adam", "SGD"]);
    expect(elementsOf(mapOption(hidden, theme, TEXT, SIZE), "arrows")).toEqual([]);
    expect(elementsOf(mapOption(hidden, theme, TEXT, SIZE), "minima")).toEqual([]);
  });

  test("takes a second row where the picture is narrow, and the frame makes room for it", () => {
    const narrow = mapLayout(everything, theme, TEXT, { width: 320, height: 480 });
    const wide = mapLayout(everything, theme, TEXT, { width: 1200, height: 480 });
    expect(narrow.legend.height).toBeGreaterThan(wide.legend.height);
    expect(narrow.frame.top).toBeGreaterThan(wide.frame.top);
  });
});

test("marks outside the window are left out", () => {
  const data = mapData({ starts: [{ id: "s", x: 5, y: 0 }], minima: [[0, -7]] });
  const option = mapOption(data, theme, TEXT, SIZE);
  expect(elementsOf(option, "marks")).toEqual([]);
  expect(elementsOf(option, "minima")).toEqual([]);
});
