import {
  axisCoordinate,
  contourLevels,
  distanceToNearest,
  filledContours,
  gridOf,
  type GridAxis,
} from "../../../src-core/landscape/index.ts";
import { testFunction, type Objective } from "../../../src-core/objective/index.ts";
import type { Experiment, ExperimentView, MapWindow, RecordedRun } from "../../../src-core/project/index.ts";
import { entryColumn, frameAt } from "../../../src-core/run/index.ts";
import { companionTrace, differencesOf, factorsOf } from "../../../src-renderer/charts/options.ts";
import type {
  CurvesData,
  DifferencesData,
  FactorsTrace,
  LineData,
  MapData,
  MapStart,
  RunTrace,
} from "../../../src-renderer/charts/types.ts";
import { runnerNames } from "../../../src-renderer/lab/runner-names.ts";
import { WORDS } from "../../../src-renderer/text/index.ts";

/** Points a side: contours without visible corners at the size of a page. */
const MAP_POINTS = 256;
const LINE_POINTS = 1024;
/** Room above and below a curve, as a share of its height. */
const LINE_MARGIN = 0.05;

/** An experiment under a view (its own, or a kept figure's), with the runs that are drawn. */
export interface Scene {
  readonly experiment: Experiment;
  readonly view: ExperimentView;
  readonly runs: readonly RecordedRun[];
}

/** The loss on the rectangle that a view shows; a line of one row for a loss of one parameter. */
export interface Ground {
  readonly x: GridAxis;
  readonly y: GridAxis | null;
  readonly values: Float64Array;
}

export function groundOf({ experiment, view }: Pick<Scene, "experiment" | "view">, objective: Objective): Ground {
  const [xIndex, yIndex] = axisIndices(experiment, view);
  const window = windowOf(experiment, view);
  const isLine = experiment.loss.parameters.length === 1;
  const count = isLine ? LINE_POINTS : MAP_POINTS;
  const x = { parameter: xIndex, from: window.x[0], to: window.x[1], count };
  const y = isLine ? null : { parameter: yIndex, from: window.y[0], to: window.y[1], count };
  const held = experiment.loss.parameters.map((parameter) => parameter.held);
  return { x, y, values: gridOf(objective, { held, x, y }) };
}

export function mapData(scene: Scene, { x, y, values }: Ground): MapData {
  const { view } = scene;
  const ny = y?.count ?? 1;
  const window = windowOf(scene.experiment, view);
  const thresholds = contourLevels(values, { levels: view.map.levels, count: view.map.levelCount });
  const contours = filledContours(values, x.count, ny, window, thresholds);
  return { ...planeData(scene), yName: view.axes[1], window, ground: { window, nx: x.count, ny, values, contours } };
}

export function lineData(scene: Scene, { x, values }: Ground): LineData {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  const margin = (high - low) * LINE_MARGIN || 1;
  const y: MapWindow["y"] = finite.length === 0 ? [0, 1] : [low - margin, high + margin];
  const xValues = Float64Array.from({ length: x.count }, (_, index) => axisCoordinate(x, index));
  return { ...planeData(scene), window: { x: [x.from, x.to], y }, xValues, values };
}

export function curvesData(scene: Scene): CurvesData {
  const { view } = scene;
  const runs = tracesOf(scene);
  const factors = factorsOfSelected(runs, scene);
  const differences = differencesOfTraces(runs, scene);
  return { runs, factors, differences, view: view.curves, range: null, step: view.transport.step };
}

function differencesOfTraces(traces: readonly RunTrace[], { experiment, view, runs }: Scene): DifferencesData | null {
  const names = runnerNames(experiment.runners, WORDS.en);
  const comparable = traces.flatMap((trace) => {
    const run = runs.find(({ id }) => id === trace.id);
    return run === undefined ? [] : [{ ...run, trace }];
  });
  return differencesOf(comparable, { runners: experiment.runners, view }, (id) => names.get(id) ?? id);
}

/** The factors of the run that the view selects, else of the first that is drawn. */
function factorsOfSelected(traces: readonly RunTrace[], { experiment, view, runs }: Scene): FactorsTrace | null {
  const { selected } = view.transport;
  const chosen = runs.find(({ runnerId, startId }) => runnerId === selected?.runnerId && startId === selected.startId);
  const trace = traces.find(({ id }) => id === chosen?.id) ?? traces[0];
  const run = runs.find(({ id }) => id === trace?.id);
  return trace === undefined || run === undefined ? null : factorsOf(trace, run, { loss: experiment.loss, view });
}

/** What map and line share: paths, starts and minima. Arrows belong to one step of a playback and are left to the window. */
function planeData(scene: Scene) {
  const { experiment, view } = scene;
  const [xIndex, yIndex] = axisIndices(experiment, view);
  const starts = experiment.starts.map(({ id, at }): MapStart => ({ id, x: at[xIndex] ?? 0, y: at[yIndex] ?? 0 }));
  const minima = view.map.showMinima ? shownMinima(experiment, xIndex, yIndex) : [];
  return {
    xName: view.axes[0],
    runs: tracesOf(scene),
    starts,
    minima,
    arrows: [],
    view: { ...view.map, showArrows: false },
  };
}

function tracesOf({ experiment, view, runs }: Scene): RunTrace[] {
  const [xIndex, yIndex] = axisIndices(experiment, view);
  const minima = knownMinima(experiment);
  const names = runnerNames(experiment.runners, WORDS.en);
  return runs.flatMap(({ id, runnerId, startId, spec, frames, stopped }) => {
    const runner = experiment.runners.find((candidate) => candidate.id === runnerId);
    if (runner === undefined || runner.muted) return [];
    const { dimension, theta, steps } = frames;
    const name = names.get(runnerId) ?? runnerId;
    const number = experiment.starts.findIndex((start) => start.id === startId) + 1;
    const trace: RunTrace = {
      id,
      label: experiment.starts.length > 1 ? `${name} · ${number}` : name,
      colour: runner.colour,
      steps,
      x: entryColumn(theta, dimension, xIndex),
      y: xIndex === yIndex ? frames.loss : entryColumn(theta, dimension, yIndex),
      loss: frames.loss,
      gradientNorm: frames.gradientNorm,
      learningRate: frames.learningRate,
      distance: minima.length === 0 ? null : distanceToNearest(theta, dimension, minima),
      row: Math.max(0, frameAt(frames, view.transport.step)),
      stopped,
      companion: companionTrace({ frames, spec }, [xIndex, yIndex]),
    };
    return [trace];
  });
}

/** Minima of the shelf's function, while its constants are as they were. */
function knownMinima({ loss }: Experiment): readonly (readonly number[])[] {
  const known = loss.testFunctionId === null ? undefined : testFunction(loss.testFunctionId);
  const isUntouched = known?.constants.every(({ name, value }) =>
    loss.constants.some((own) => own.name === name && own.value === value),
  );
  return known !== undefined && isUntouched === true ? known.minima : [];
}

/** Those on the shown plane: their other entries are where the picture holds them. */
function shownMinima(experiment: Experiment, xIndex: number, yIndex: number): (readonly [number, number])[] {
  const { parameters } = experiment.loss;
  return knownMinima(experiment)
    .filter((at) =>
      at.every((value, index) => index === xIndex || index === yIndex || value === parameters[index]?.held),
    )
    .map((at) => [at[xIndex] ?? 0, at[yIndex] ?? 0]);
}

function windowOf(experiment: Experiment, view: ExperimentView): MapWindow {
  if (view.window !== null) return view.window;
  const [xIndex, yIndex] = axisIndices(experiment, view);
  return { x: rangeOf(experiment, xIndex), y: rangeOf(experiment, yIndex) };
}

function rangeOf({ loss }: Experiment, index: number): readonly [number, number] {
  const parameter = loss.parameters[index];
  return parameter === undefined ? [0, 1] : [parameter.from, parameter.to];
}

/** Indices into theta of the two axes. A kept figure may name a parameter that is gone: the first ones take its place. */
function axisIndices({ loss }: Experiment, { axes }: ExperimentView): readonly [number, number] {
  const index = (name: string) => loss.parameters.findIndex((parameter) => parameter.name === name);
  const [x, y] = [index(axes[0]), index(axes[1])];
  return x < 0 || y < 0 ? [0, Math.min(1, loss.parameters.length - 1)] : [x, y];
}
