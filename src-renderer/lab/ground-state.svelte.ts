import type { Experiment, MapWindow } from "../../src-core/project/index.ts";
import type { Failure, GridJob } from "../../src-core/protocol/index.ts";
import type { MapGround } from "../charts/types.ts";
import { checkLoss } from "./edits/loss.ts";
import { axisIndices } from "./edits/view.ts";
import { type JobClient, JobFailure } from "./job-client.ts";
import { LatestTask } from "./latest-task.ts";

/** The curve under the runs of a loss of one parameter. */
export interface LineGround {
  readonly window: MapWindow;
  readonly xValues: Float64Array;
  readonly values: Float64Array;
}

interface GroundWish {
  readonly text: string;
  readonly job: GridJob;
  readonly window: MapWindow;
}

/** Points a side: contours without visible corners at the size of a laptop's window. */
const MAP_POINTS = 256;
const LINE_POINTS = 1024;
const OUTDATED_PATIENCE = 150;
/** A line plot without finite values still needs a window. */
const EMPTY_RANGE: readonly [number, number] = [0, 1];

/** The landscape under the paths: values and contours for the shown window, computed again when what they show changes. */
export class GroundState {
  readonly #client: JobClient;
  readonly #task: LatestTask<GroundWish>;
  #text = "";
  #map: MapGround | null = $state.raw(null);
  #line: LineGround | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);

  constructor(client: JobClient) {
    this.#client = client;
    this.#task = new LatestTask((wish, signal) => this.#compute(wish, signal), OUTDATED_PATIENCE);
  }

  get map(): MapGround | null {
    return this.#map;
  }

  get line(): LineGround | null {
    return this.#line;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  /** The shown experiment or its window changed. */
  follow(experiment: Experiment): void {
    if (!checkLoss(experiment.loss).ok) return;
    const window = shownWindow(experiment);
    const job = gridJob(experiment, window);
    const text = JSON.stringify(job);
    if (text === this.#text) return;
    this.#text = text;
    this.#task.request({ text, job, window });
  }

  async #compute({ job, window }: GroundWish, signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.#client.grid(job, { priority: "interactive", lane: null }, signal);
      this.#failure = null;
      if (answer === null) return;
      if (job.y === null) {
        this.#map = null;
        this.#line = lineGround(job, answer.values);
      } else if (answer.contours !== null) {
        const { values, nx, ny, contours } = answer;
        this.#line = null;
        this.#map = { window, nx, ny, values, contours };
      }
    } catch (error) {
      this.#text = "";
      this.#failure = error instanceof JobFailure ? error.failure : { code: "job/unknown", values: {} };
    }
  }
}

/** The window that the map shows: where the person zoomed to, else the ranges of the two parameters. */
export function shownWindow(experiment: Experiment): MapWindow {
  const { view, loss } = experiment;
  if (view.window !== null) return view.window;
  const [xIndex, yIndex] = axisIndices(experiment);
  const range = (index: number): readonly [number, number] => {
    const parameter = loss.parameters[index];
    return parameter === undefined ? EMPTY_RANGE : [parameter.from, parameter.to];
  };
  return { x: range(xIndex), y: range(yIndex) };
}

/** The grid under the shown window, with its contours. */
export function gridJob(experiment: Experiment, window: MapWindow): GridJob {
  const { loss, view } = experiment;
  const [xIndex, yIndex] = axisIndices(experiment);
  const oneDimensional = loss.parameters.length === 1;
  const points = oneDimensional ? LINE_POINTS : MAP_POINTS;
  return {
    kind: "grid",
    problem: problemOf(experiment),
    held: loss.parameters.map((parameter) => parameter.held),
    x: { parameter: xIndex, from: window.x[0], to: window.x[1], count: points },
    y: oneDimensional ? null : { parameter: yIndex, from: window.y[0], to: window.y[1], count: points },
    contours: oneDimensional ? null : { levels: view.map.levels, count: view.map.levelCount },
  };
}

/** The loss as every job takes it. */
export function problemOf(experiment: Experiment): GridJob["problem"] {
  const { expression, parameters, constants } = experiment.loss;
  return {
    expression,
    parameters: parameters.map((parameter) => parameter.name),
    constants: Object.fromEntries(constants.map(({ name, value }) => [name, value])),
  };
}

function lineGround(job: GridJob, values: Float64Array): LineGround {
  const { from, to, count } = job.x;
  const xValues = Float64Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
  const finite = values.filter((value) => Number.isFinite(value));
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  const margin = (high - low) * 0.05 || 1;
  const y: readonly [number, number] = finite.length === 0 ? EMPTY_RANGE : [low - margin, high + margin];
  return { window: { x: [from, to], y }, xValues, values };
}
