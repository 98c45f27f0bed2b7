import type { OptimizerSpec } from "../optimizers/index.ts";
import type { ClipRule, FrameBlock, RecordRule, RunSpec, StopReason, StopRules } from "../run/index.ts";
import type { ScheduleSpec } from "../schedules/index.ts";

/** Version of the file format; every change of it comes with a migration and a stored sample. */
export const PROJECT_VERSION = 1;

/** One project: what a window holds and a `.saddle` file keeps. Plain immutable JSON; arrays of runs live beside it. */
export interface Project {
  readonly format: "saddlescope";
  readonly version: typeof PROJECT_VERSION;
  readonly title: string;
  readonly notes: string;
  readonly experiments: readonly Experiment[];
  readonly activeExperimentId: string;
  readonly figures: readonly Figure[];
}

/** One loss, the starts and runners set loose on it, and how the person was looking at it. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  readonly notes: string;
  /** The lesson that it belongs to; null for a person's own. (A lesson that this lab does not know is kept.) */
  readonly lessonId: string | null;
  readonly loss: LossDesign;
  readonly starts: readonly Start[];
  readonly runners: readonly Runner[];
  readonly steps: number;
  readonly seed: number;
  readonly stop: StopRules;
  readonly record: RecordRule;
  readonly view: ExperimentView;
}

/** The formula, its parameters in order of theta with their ranges, and its constants. */
export interface LossDesign {
  readonly expression: string;
  /** Id of the test function it came from, while the text is unchanged; null for a person's own. */
  readonly testFunctionId: string | null;
  readonly parameters: readonly ParameterDesign[];
  readonly constants: readonly ConstantDesign[];
}

export interface ParameterDesign {
  readonly name: string;
  /** The range shown and sampled: from < to. */
  readonly from: number;
  readonly to: number;
  /** Where it is held on a picture that shows two others. */
  readonly held: number;
}

export interface ConstantDesign {
  readonly name: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

export interface Start {
  readonly id: string;
  /** One number per parameter, in the order of LossDesign.parameters. */
  readonly at: readonly number[];
}

/** One optimizer with its schedule, in a colour that it keeps everywhere. */
export interface Runner {
  readonly id: string;
  /** The person's own name for it; empty: named after its method. */
  readonly name: string;
  /** Index into the runner palette. */
  readonly colour: number;
  readonly muted: boolean;
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** Shapes the method's momentum over the steps; null: as its options and its schedule say. */
  readonly momentumSchedule: ScheduleSpec | null;
  /** What each parameter's rate is multiplied by, in the order of LossDesign.parameters; null: one rate for all. */
  readonly rateFactors: readonly number[] | null;
  /** Standard deviation of the Gaussian noise on its gradient; 0 for none. */
  readonly noise: number;
  readonly clip: ClipRule | null;
  /** The second point that its method keeps beside theta is drawn too, where it keeps one. */
  readonly showCompanion: boolean;
  /**
   * The id of the runner that it is a difference run of: it takes over all that decides that one's path, but for the
   * convention. Null for a runner of its own. The one that it is coupled to is of its own.
   */
  readonly coupledTo: string | null;
}

/** How the experiment is being looked at; part of the file so that it reopens as it was left. */
export interface ExperimentView {
  /** Names of the parameters on the two axes; equal when the loss has one parameter. */
  readonly axes: readonly [string, string];
  /** The visible window of the map in data coordinates; null: the parameters' ranges. */
  readonly window: MapWindow | null;
  readonly map: MapView;
  readonly surface: SurfaceView;
  readonly curves: CurvesView;
  /** Instruments open side by side, left to right; at least one. */
  readonly instruments: readonly Instrument[];
  readonly transport: TransportView;
  /** Where in its lesson the reader stands, counted from 0. */
  readonly lessonStep: number;
}

export type Instrument = "map" | "surface" | "curves";

export interface MapWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface MapView {
  readonly levels: "log" | "linear";
  readonly levelCount: number;
  readonly colourScale: ColourScaleName;
  readonly showDots: boolean;
  readonly showArrows: boolean;
  readonly showMinima: boolean;
}

export type ColourScaleName = "viridis" | "cividis" | "magma" | "grey";

export interface SurfaceView {
  readonly height: "log" | "linear";
  /** Camera: azimuth and elevation in radians, distance in widths of the surface. */
  readonly azimuth: number;
  readonly elevation: number;
  readonly distance: number;
  readonly showContours: boolean;
}

export type CurveQuantity = RunQuantity | ParameterQuantity | DifferenceQuantity;

/** One number a step: a curve for every run. */
export type RunQuantity = "loss" | "gradientNorm" | "learningRate" | "distance";

/** One number a step and parameter: eta / sigma, sigma and m of the selected run. */
export type ParameterQuantity = "effectiveRate" | "scale" | "direction";

/** One number a step for two runs: |theta - theta'| and L - L' of a run and the one that it is compared with. */
export type DifferenceQuantity = "pathDistance" | "lossDifference";

export const RUN_QUANTITIES: readonly RunQuantity[] = ["loss", "gradientNorm", "learningRate", "distance"];
export const PARAMETER_QUANTITIES: readonly ParameterQuantity[] = ["effectiveRate", "scale", "direction"];
export const DIFFERENCE_QUANTITIES: readonly DifferenceQuantity[] = ["pathDistance", "lossDifference"];

export interface CurvesView {
  readonly quantities: readonly CurveQuantity[];
  readonly logX: boolean;
  readonly logY: boolean;
  /** What the quantities of differences compare; left out: all other runners with the first. */
  readonly compared?: ComparedRunners | undefined;
}

/** By the ids of runners, which may be gone; then it is as if nothing was said. */
export interface ComparedRunners {
  readonly reference: string;
  /** Null: all others. */
  readonly runner: string | null;
}

export interface TransportView {
  /** The step shown (number of updates made). */
  readonly step: number;
  /** Steps per second while playing. */
  readonly speed: number;
  /** The run whose numbers the inspector shows. */
  readonly selected: { readonly runnerId: string; readonly startId: string } | null;
}

/** A picture that was kept: the instrument and the view it was taken with. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly experimentId: string;
  readonly instrument: Instrument;
  readonly view: ExperimentView;
}

/** A finished (or cancelled) run: what was asked, how it ended, what was recorded. `spec` tells whether it is still current. */
export interface RecordedRun {
  readonly id: string;
  readonly experimentId: string;
  readonly runnerId: string;
  readonly startId: string;
  readonly spec: RunSpec;
  readonly stopped: StopReason;
  readonly frames: FrameBlock;
}

/** What a file holds: the project and its recorded runs. */
export interface ProjectContent {
  readonly project: Project;
  readonly runs: readonly RecordedRun[];
}
