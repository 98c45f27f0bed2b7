import type { OptimizerSpec } from "../optimizers/index.ts";
import type { ClipRule, RecordRule, StopRules } from "../run/index.ts";
import type { ScheduleSpec } from "../schedules/index.ts";
import {
  PROJECT_VERSION,
  type Experiment,
  type ExperimentView,
  type LossDesign,
  type Project,
  type Runner,
} from "./project.ts";

/** What decides an experiment; everything left out has a plain default. */
export interface ExperimentDesign {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly notes?: string | undefined;
  readonly lessonId?: string | null | undefined;
  readonly loss: LossDesign;
  /** One point per start; left out, one start inside the ranges. */
  readonly starts?: readonly (readonly number[])[] | undefined;
  readonly runners?: readonly RunnerDesign[] | undefined;
  readonly steps?: number | undefined;
  readonly seed?: number | undefined;
  readonly stop?: StopRules | undefined;
  readonly record?: RecordRule | undefined;
  /** Replaces parts of the default view. */
  readonly view?: Partial<ExperimentView> | undefined;
}

export interface RunnerDesign {
  readonly optimizer: OptimizerSpec;
  readonly schedule?: ScheduleSpec | undefined;
  readonly momentumSchedule?: ScheduleSpec | null | undefined;
  readonly rateFactors?: readonly number[] | null | undefined;
  readonly name?: string | undefined;
  readonly muted?: boolean | undefined;
  readonly noise?: number | undefined;
  readonly clip?: ClipRule | null | undefined;
  readonly showCompanion?: boolean | undefined;
  readonly coupledTo?: string | null | undefined;
}

/**
 * An experiment from the things that matter. Starts, runners and colours are numbered in order, so the same design always
 * gives the same experiment.
 *
 * @example createExperiment({ loss: BOWL, runners: [{ optimizer: { name: "sgd", lr: 0.1 } }] }).runners[0].id // => "runner-1"
 * @example createExperiment({ loss: BOWL }).starts // => [{ id: "start-1", at: [1, 1] }]
 */
export function createExperiment(design: ExperimentDesign): Experiment {
  const { loss } = design;
  const inside = loss.parameters.map(({ from, to }) => from + (to - from) * DEFAULT_START);
  return {
    id: design.id ?? "experiment-1",
    title: design.title ?? "",
    notes: design.notes ?? "",
    lessonId: design.lessonId ?? null,
    loss,
    starts: (design.starts ?? [inside]).map((at, index) => ({ id: `start-${index + 1}`, at: [...at] })),
    runners: (design.runners ?? []).map((runner, index) => createRunner(runner, index)),
    steps: design.steps ?? DEFAULT_STEPS,
    seed: design.seed ?? 0,
    stop: design.stop ?? { gradientNorm: null, divergence: null },
    record: design.record ?? { kind: "all" },
    view: { ...createView(loss), ...design.view },
  };
}

/**
 * A new project that holds one experiment. It has no words in it: titles that are empty are named by the window.
 *
 * @example newProject().experiments.length // => 1
 */
export function newProject(experiment: Experiment = createExperiment({ loss: BOWL, runners: FIRST_RUNNERS })): Project {
  return {
    format: "saddlescope",
    version: PROJECT_VERSION,
    title: "",
    notes: "",
    experiments: [experiment],
    activeExperimentId: experiment.id,
    figures: [],
  };
}

/**
 * How an experiment is looked at when nobody has looked yet: map and curves side by side, the first two parameters.
 *
 * @example createView(BOWL).axes // => ["x", "y"]
 */
export function createView(loss: LossDesign): ExperimentView {
  const [first = "x", second = first] = loss.parameters.map((parameter) => parameter.name);
  return {
    axes: [first, second],
    window: null,
    map: {
      levels: "linear",
      levelCount: 24,
      colourScale: "viridis",
      showDots: true,
      showArrows: true,
      showMinima: true,
    },
    surface: { height: "linear", azimuth: 0.8, elevation: 0.6, distance: 2, showContours: true },
    curves: { quantities: ["loss"], logX: false, logY: true },
    instruments: ["map", "curves"],
    transport: { step: 0, speed: 30, selected: null },
    lessonStep: 0,
  };
}

/**
 * The next free id of a kind, counted upwards: no clock and no randomness, so that the same edits give the same file.
 *
 * @example nextId("experiment", [{ id: "experiment-1" }, { id: "experiment-2" }]) // => "experiment-3"
 * @example nextId("start", [{ id: "start-7" }]) // => "start-8"
 */
export function nextId(kind: string, taken: readonly { readonly id: string }[]): string {
  const prefix = `${kind}-`;
  const numbers = taken.map(({ id }) => (id.startsWith(prefix) ? Number(id.slice(prefix.length)) : 0));
  return `${prefix}${Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1}`;
}

/**
 * The simplest loss that has something to see: a bowl a little longer one way.
 *
 * @example BOWL.expression // => "x^2 + 4*y^2"
 */
export const BOWL: LossDesign = {
  expression: "x^2 + 4*y^2",
  testFunctionId: null,
  parameters: [
    { name: "x", from: -2, to: 2, held: 0 },
    { name: "y", from: -2, to: 2, held: 0 },
  ],
  constants: [],
};

const FIRST_RUNNERS: readonly RunnerDesign[] = [{ optimizer: { name: "sgd", lr: 0.1 } }];
const DEFAULT_STEPS = 200;
/** Three quarters of the way along every range: off the symmetry axes, where many losses have nothing to show. */
const DEFAULT_START = 0.75;

function createRunner(design: RunnerDesign, index: number): Runner {
  return {
    id: `runner-${index + 1}`,
    name: design.name ?? "",
    colour: index,
    muted: design.muted ?? false,
    optimizer: design.optimizer,
    schedule: design.schedule ?? { name: "none" },
    momentumSchedule: design.momentumSchedule ?? null,
    rateFactors: design.rateFactors ?? null,
    noise: design.noise ?? 0,
    clip: design.clip ?? null,
    showCompanion: design.showCompanion ?? false,
    coupledTo: design.coupledTo ?? null,
  };
}
