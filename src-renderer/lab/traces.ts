import { distanceToNearest } from "../../src-core/landscape/index.ts";
import { testFunction } from "../../src-core/objective/index.ts";
import type { Experiment } from "../../src-core/project/index.ts";
import { entryColumn, frameAt } from "../../src-core/run/index.ts";
import { companionTrace } from "../charts/companion-trace.ts";
import type { MapArrow, RunTrace } from "../charts/types.ts";
import { axisIndices } from "./edits/view.ts";
import type { RunResult } from "./runs-state.svelte.ts";

/** A trace without the row that the transport shows: it changes with the runs, not with the playback. */
export type TraceColumns = Omit<RunTrace, "row">;

/** The columns that charts draw, for every result of a runner that is not muted. */
export function traceColumns(
  experiment: Experiment,
  results: readonly RunResult[],
  nameOf: (runnerId: string) => string,
): readonly TraceColumns[] {
  const [xIndex, yIndex] = axisIndices(experiment);
  const minima = knownMinima(experiment);
  const severalStarts = experiment.starts.length > 1;
  return results.flatMap(({ key, runnerId, startId, spec, frames, stopped }) => {
    const runner = experiment.runners.find((candidate) => candidate.id === runnerId);
    const startNumber = experiment.starts.findIndex((start) => start.id === startId) + 1;
    if (runner === undefined || runner.muted || frames.dimension !== experiment.loss.parameters.length) return [];
    return [
      {
        id: key,
        label: severalStarts ? `${nameOf(runnerId)} · ${startNumber}` : nameOf(runnerId),
        colour: runner.colour,
        steps: frames.steps,
        x: entryColumn(frames.theta, frames.dimension, xIndex),
        y: yIndex === xIndex ? frames.loss : entryColumn(frames.theta, frames.dimension, yIndex),
        loss: frames.loss,
        gradientNorm: frames.gradientNorm,
        learningRate: frames.learningRate,
        distance: minima.length === 0 ? null : distanceToNearest(frames.theta, frames.dimension, minima),
        stopped,
        companion: companionTrace({ frames, spec }, [xIndex, yIndex]),
      },
    ];
  });
}

export function traceAt(columns: TraceColumns, step: number): RunTrace {
  const { steps } = columns;
  return { ...columns, row: Math.max(0, frameAt({ steps, count: steps.length }, step)) };
}

/** Known minima of the function of the shelf, while its text and constants are untouched. */
export function knownMinima(experiment: Experiment): readonly (readonly number[])[] {
  const { testFunctionId, constants } = experiment.loss;
  const fn = testFunctionId === null ? undefined : testFunction(testFunctionId);
  if (fn === undefined) return [];
  const untouched = fn.constants.every(
    ({ name, value }) => constants.find((constant) => constant.name === name)?.value === value,
  );
  return untouched ? fn.minima : [];
}

/** Known minima on the shown plane: only those whose other entries are where the picture holds them. */
export function shownMinima(experiment: Experiment): readonly (readonly [number, number])[] {
  const [xIndex, yIndex] = axisIndices(experiment);
  const { parameters } = experiment.loss;
  return knownMinima(experiment)
    .filter((at) =>
      at.every((value, index) => index === xIndex || index === yIndex || value === parameters[index]?.held),
    )
    .map((at) => [at[xIndex] ?? 0, at[yIndex] ?? 0] as const);
}

/** Arrows are drawn this long at most, as a share of the window's width and height. */
const LONGEST_ARROW = 0.22;

/**
 * The arrows of one run at the shown row: minus the gradient, minus the optimizer's direction, and the movement made.
 * Gradient and direction have no length on the plane of theta; they are scaled to a fixed share of the window.
 */
export function arrowsAt(
  result: RunResult,
  row: number,
  experiment: Experiment,
  window: { x: readonly [number, number]; y: readonly [number, number] },
): readonly MapArrow[] {
  const { frames } = result;
  const { dimension } = frames;
  const [xIndex, yIndex] = axisIndices(experiment);
  if (xIndex === yIndex || row >= frames.count) return [];
  const at = (values: Float64Array, index: number, atRow = row) => values[atRow * dimension + index] ?? Number.NaN;
  const from = [at(frames.theta, xIndex), at(frames.theta, yIndex)] as const;
  const width = window.x[1] - window.x[0];
  const height = window.y[1] - window.y[0];
  const scaled = (kind: MapArrow["kind"], dx: number, dy: number): MapArrow[] => {
    const length = Math.hypot(dx / width, dy / height);
    if (!Number.isFinite(length) || length === 0) return [];
    const factor = LONGEST_ARROW / length;
    return [{ kind, from, to: [from[0] + dx * factor, from[1] + dy * factor] }];
  };
  const arrows = [
    ...scaled("gradient", -at(frames.gradient, xIndex), -at(frames.gradient, yIndex)),
    ...scaled("direction", -at(frames.direction, xIndex), -at(frames.direction, yIndex)),
  ];
  const next = row + 1;
  if (next < frames.count) {
    const to = [at(frames.theta, xIndex, next), at(frames.theta, yIndex, next)] as const;
    if (Number.isFinite(to[0]) && Number.isFinite(to[1])) arrows.push({ kind: "movement", from, to });
  }
  return arrows;
}
