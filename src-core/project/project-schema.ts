import * as v from "valibot";
import {
  DIFFERENCE_QUANTITIES,
  PARAMETER_QUANTITIES,
  PROJECT_VERSION,
  RUN_QUANTITIES,
  type Experiment,
  type ExperimentView,
  type Figure,
  type Project,
  type RecordedRun,
} from "./project.ts";
import {
  clipSchema,
  companionSchema,
  MAX_EXPRESSION_LENGTH,
  MAX_PARAMETERS,
  momentumScheduleSchema,
  optimizerSchema,
  rateFactorsSchema,
  recordSchema,
  runSpecSchema,
  scheduleSchema,
  seed,
  stepCount,
  stopReasonSchema,
  stopRulesSchema,
  storedStopReasonSchema,
  theta,
} from "./run-schema.ts";
import { between, finite, id, integer, list, notNegative, positive, symbolName, text } from "./values.ts";

export const MAX_TITLE_LENGTH = 1000;
const MAX_NOTES_LENGTH = 1_000_000;
const MAX_EXPERIMENTS = 1000;
const MAX_FIGURES = 1000;
/** More than this many starts or runners, or colours, make no readable picture; the window allows fewer. */
const MAX_SIBLINGS = 100;
const MAX_LESSON_STEP = 1000;

const title = text(MAX_TITLE_LENGTH);
const notes = text(MAX_NOTES_LENGTH);

const parameterSchema = v.strictObject({ name: symbolName, from: finite, to: finite, held: finite });
const constantSchema = v.strictObject({ name: symbolName, value: finite, from: finite, to: finite });

const lossSchema = v.strictObject({
  expression: text(MAX_EXPRESSION_LENGTH),
  testFunctionId: v.nullable(id),
  parameters: list(parameterSchema, MAX_PARAMETERS, 1),
  constants: list(constantSchema, MAX_SIBLINGS),
});

const runnerSchema = v.strictObject({
  id,
  name: title,
  colour: integer(0, MAX_SIBLINGS - 1),
  muted: v.boolean(),
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  momentumSchedule: momentumScheduleSchema,
  rateFactors: rateFactorsSchema,
  noise: notNegative,
  clip: v.nullable(clipSchema),
  showCompanion: companionSchema,
  // Files from before there were difference runs have none.
  coupledTo: v.optional(v.nullable(id), null),
});

const QUANTITIES = [...RUN_QUANTITIES, ...PARAMETER_QUANTITIES, ...DIFFERENCE_QUANTITIES];

const range = v.strictTuple([finite, finite], "two numbers");
const instrument = v.picklist(["map", "surface", "curves"], "map, surface or curves");

const viewSchema = v.strictObject({
  axes: v.strictTuple([symbolName, symbolName], "two names"),
  window: v.nullable(v.strictObject({ x: range, y: range })),
  map: v.strictObject({
    levels: v.picklist(["log", "linear"], "log or linear"),
    levelCount: integer(2, 200),
    colourScale: v.picklist(["viridis", "cividis", "magma", "grey"], "viridis, cividis, magma or grey"),
    showDots: v.boolean(),
    showArrows: v.boolean(),
    showMinima: v.boolean(),
  }),
  surface: v.strictObject({
    height: v.picklist(["log", "linear"], "log or linear"),
    azimuth: finite,
    elevation: between(-Math.PI, Math.PI),
    distance: positive,
    showContours: v.boolean(),
  }),
  curves: v.strictObject({
    quantities: list(v.picklist(QUANTITIES, QUANTITIES.join(", ")), QUANTITIES.length),
    logX: v.boolean(),
    logY: v.boolean(),
    compared: v.optional(v.strictObject({ reference: id, runner: v.nullable(id) })),
  }),
  instruments: list(instrument, 3, 1),
  transport: v.strictObject({
    step: stepCount,
    speed: positive,
    selected: v.nullable(v.strictObject({ runnerId: id, startId: id })),
  }),
  // Not in the first files of version 1, like lessonId below.
  lessonStep: v.optional(integer(0, MAX_LESSON_STEP), 0),
}) satisfies v.GenericSchema<unknown, ExperimentView>;

export const experimentSchema = v.strictObject({
  id,
  title,
  notes,
  lessonId: v.optional(v.nullable(id), null),
  loss: lossSchema,
  starts: list(v.strictObject({ id, at: theta }), MAX_SIBLINGS, 1),
  runners: list(runnerSchema, MAX_SIBLINGS),
  steps: stepCount,
  seed,
  stop: stopRulesSchema,
  record: recordSchema,
  view: viewSchema,
}) satisfies v.GenericSchema<unknown, Experiment>;

export const figureSchema = v.strictObject({
  id,
  title,
  experimentId: id,
  instrument,
  view: viewSchema,
}) satisfies v.GenericSchema<unknown, Figure>;

export const projectSchema = v.strictObject({
  format: v.literal("saddlescope"),
  version: v.literal(PROJECT_VERSION),
  title,
  notes,
  experiments: list(experimentSchema, MAX_EXPERIMENTS, 1),
  activeExperimentId: id,
  figures: list(figureSchema, MAX_FIGURES),
}) satisfies v.GenericSchema<unknown, Project>;

const column = v.custom<Float64Array>((value) => value instanceof Float64Array, "a Float64Array");

export const frameBlockSchema = v.strictObject({
  dimension: integer(1, MAX_PARAMETERS),
  count: integer(0, Number.MAX_SAFE_INTEGER),
  steps: column,
  theta: column,
  gradient: column,
  direction: column,
  scale: column,
  loss: column,
  gradientNorm: column,
  learningRate: column,
  companion: v.nullable(column),
});

const runReferences = { id, experimentId: id, runnerId: id, startId: id, spec: runSpecSchema };

export const recordedRunSchema = v.strictObject({
  ...runReferences,
  stopped: stopReasonSchema,
  frames: frameBlockSchema,
}) satisfies v.GenericSchema<unknown, RecordedRun>;

/** A run as project.json describes it; its arrays are entries of the archive with exactly these sizes. */
export const storedRunSchema = v.strictObject({
  ...runReferences,
  stopped: storedStopReasonSchema,
  frames: v.strictObject({ dimension: integer(1, MAX_PARAMETERS), count: integer(0, Number.MAX_SAFE_INTEGER) }),
});
export type StoredRun = v.InferOutput<typeof storedRunSchema>;

/** project.json with its lists still unchecked, so that one bad member does not take the others with it. */
export const storedProjectSchema = v.strictObject({
  format: v.literal("saddlescope"),
  version: v.literal(PROJECT_VERSION),
  title,
  notes,
  activeExperimentId: id,
  experiments: list(v.unknown(), MAX_EXPERIMENTS, 1),
  figures: list(v.unknown(), MAX_FIGURES),
  runs: list(v.unknown(), 100_000),
});
