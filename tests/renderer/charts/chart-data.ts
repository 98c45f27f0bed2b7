import { contourLevels, filledContours } from "../../../src-core/landscape/index.ts";
import type { CurvesView, MapView, MapWindow } from "../../../src-core/project/index.ts";
import type { StopReason } from "../../../src-core/run/index.ts";
import type { ChartText, MapData, MapGround, RunTrace } from "../../../src-renderer/charts/types.ts";

/** Plain words, so that a test can look for them. */
export const TEXT: ChartText = {
  step: "step",
  quantity: {
    loss: "loss",
    gradientNorm: "gradient norm",
    learningRate: "learning rate",
    distance: "distance",
    effectiveRate: "effective rate",
    scale: "scale",
    direction: "direction",
    pathDistance: "path distance",
    lossDifference: "loss difference",
  },
  differenceTo: {
    pathDistance: (reference) => `distance to ${reference}`,
    lossDifference: (reference) => `loss minus ${reference}`,
    lossDifferenceSize: (reference) => `size of loss minus ${reference}`,
  },
  agreement: {
    whole: "the same path",
    wholeOf: (labels) => `the same path: ${labels.join(" and ")}`,
    start: "one start",
    upTo: (step) => `the same up to ${step}`,
    at: (count) => `the same at ${count}`,
    nothing: "nothing to compare",
  },
  directionSize: "size of the direction",
  hiddenParameters: (count) => `${count} hidden`,
  loss: "loss",
  start: "start",
  minimum: "minimum",
  points: {
    textbook: { theta: (run) => `${run}: look-ahead`, companion: (run) => `${run}: textbook` },
    "look-ahead": { theta: (run) => `${run}: textbook`, companion: (run) => `${run}: look-ahead` },
    average: { theta: (run) => `${run}: iterate`, companion: (run) => `${run}: average` },
    slow: { theta: (run) => `${run}: fast`, companion: (run) => `${run}: slow` },
  },
  leavesWindow: (step) => `leaves at ${step}`,
  stopped: ({ reason, step }) => `${reason} at ${step}`,
  arrow: { gradient: "gradient", direction: "direction", movement: "movement" },
  nonFinite: (quantity, value, step) => `${quantity} is ${value} at ${step}`,
  leftOut: (count) => `${count} left out`,
  cutOff: (value) => `cut off above ${value}`,
  noSurface: "no WebGL",
  mapName: (xName, yName) => `map of ${xName} and ${yName}`,
  surfaceName: (xName, yName) => `surface over ${xName} and ${yName}`,
  lineName: (xName) => `loss over ${xName}`,
  curvesName: "curves",
  mapKeys: "keys of the map",
  surfaceKeys: "keys of the surface",
  curvesKeys: "keys of the curves",
  number: String,
};

export const SIZE = { width: 640, height: 480 };

export const UNIT: MapWindow = { x: [-1, 1], y: [-1, 1] };

export const MAP_VIEW: MapView = {
  levels: "linear",
  levelCount: 6,
  colourScale: "viridis",
  showDots: true,
  showArrows: true,
  showMinima: true,
};

export const CURVES_VIEW: CurvesView = { quantities: ["loss"], logX: false, logY: false };

/** A trace through given points; its loss is x^2 + y^2 unless given. */
export function trace(
  points: readonly (readonly [number, number])[],
  change: Partial<RunTrace> & { readonly stopped?: StopReason | null } = {},
): RunTrace {
  const column = (side: 0 | 1) => Float64Array.from(points, (point) => point[side]);
  const loss = Float64Array.from(points, ([x, y]) => x * x + y * y);
  return {
    id: "run",
    label: "Run",
    colour: 0,
    steps: Float64Array.from(points, (_, row) => row),
    x: column(0),
    y: column(1),
    loss,
    gradientNorm: loss.map((value) => 2 * Math.sqrt(value)),
    learningRate: loss.map(() => 0.1),
    distance: null,
    row: points.length - 1,
    stopped: null,
    companion: null,
    ...change,
  };
}

/** The values of a function on a grid over a window, with its filled contours. */
export function groundOf(
  value: (x: number, y: number) => number,
  window: MapWindow,
  points: number,
  count = 6,
): MapGround {
  const at = ([from, to]: readonly [number, number], index: number) => from + ((to - from) * index) / (points - 1);
  const values = Float64Array.from({ length: points * points }, (_, index) =>
    value(at(window.x, index % points), at(window.y, Math.floor(index / points))),
  );
  const thresholds = contourLevels(values, { levels: "linear", count });
  return {
    window,
    nx: points,
    ny: points,
    values,
    contours: filledContours(values, points, points, window, thresholds),
  };
}

export function mapData(change: Partial<MapData> = {}): MapData {
  return {
    xName: "w1",
    yName: "w2",
    window: UNIT,
    ground: null,
    runs: [],
    starts: [],
    minima: [],
    arrows: [],
    view: MAP_VIEW,
    ...change,
  };
}
