import {
  createExperiment,
  newProject,
  runSpecsOf,
  type Experiment,
  type Figure,
  type LossDesign,
  type ProjectContent,
  type RecordedRun,
} from "../../../src-core/project/index.ts";
import type { FrameBlock, StopReason } from "../../../src-core/run/index.ts";

/*
 * A project that uses every field of the format, with numbers that are easy to lose: -0, subnormal, non-finite, the
 * largest. The stored sample tests/projects/version-1.saddle was written from it.
 */

const LOSS: LossDesign = {
  expression: "(1 - w1*w2)^2 + 0*a",
  testFunctionId: null,
  parameters: [
    { name: "w1", from: -2, to: 2, held: -0 },
    { name: "w2", from: -1e-300, to: 2.5, held: 0.1 },
  ],
  constants: [{ name: "a", value: 1 / 3, from: -1, to: 1e300 }],
};

export function sampleExperiment(): Experiment {
  return createExperiment({
    id: "experiment-1",
    title: "Toy network 玩具网络",
    notes: 'Notes with "quotes",\nlines and \u{1F4C8}',
    loss: LOSS,
    starts: [
      [0.3, 0.2],
      [-0, 5e-324],
    ],
    runners: [
      {
        optimizer: { name: "adam", lr: 0.01, betas: [0.9, 0.999], amsgrad: true },
        schedule: {
          name: "sequential",
          schedules: [
            { name: "warmup", total_iters: 5, start_factor: 0, schedule: { name: "none" } },
            { name: "cosine", T_max: 40, eta_min: 0 },
          ],
          milestones: [10],
        },
        name: "mine",
        noise: 0.5,
        clip: { kind: "norm", limit: 1 },
      },
      { optimizer: { name: "sgd", lr: 0.1, momentum: 0.9, nesterov: true }, muted: true },
    ],
    steps: 50,
    seed: -7,
    stop: { gradientNorm: 1e-9, divergence: 1e15 },
    record: { kind: "list", steps: [0, 1, 50] },
    view: {
      window: { x: [-1, 1], y: [0, 0.5] },
      transport: { step: 12, speed: 7.5, selected: { runnerId: "runner-1", startId: "start-2" } },
    },
  });
}

export function sampleRun(id: string, startId: string, stopped: StopReason, count = 3): RecordedRun {
  const experiment = sampleExperiment();
  const requested = runSpecsOf(experiment).find((run) => run.runnerId === "runner-1" && run.startId === startId);
  if (requested === undefined) throw new Error("The sample has no such run.");
  const { runnerId, spec } = requested;
  return { id, experimentId: experiment.id, runnerId, startId, spec, stopped, frames: sampleFrames(count) };
}

/** Two parameters; every column starts with another awkward number. */
export function sampleFrames(count: number): FrameBlock {
  const wide = (first: number) =>
    Float64Array.from({ length: 2 * count }, (_, index) => (index === 0 ? first : index / 7));
  const narrow = (first: number) =>
    Float64Array.from({ length: count }, (_, index) => (index === 0 ? first : 1 / (index + 3)));
  return {
    dimension: 2,
    count,
    steps: Float64Array.from({ length: count }, (_, index) => index * index),
    theta: wide(-0),
    gradient: wide(5e-324),
    direction: wide(Number.MAX_VALUE),
    scale: wide(1),
    loss: narrow(NaN),
    gradientNorm: narrow(Infinity),
    learningRate: narrow(-Infinity),
    companion: null,
  };
}

export function sampleContent(): ProjectContent {
  const first = sampleExperiment();
  const second = createExperiment({
    ...newProject().experiments[0],
    id: "experiment-2",
    starts: [[1, 2]],
    runners: [],
  });
  const figure: Figure = {
    id: "figure-1",
    title: "Figure 1",
    experimentId: first.id,
    instrument: "map",
    view: {
      ...first.view,
      instruments: ["map", "surface"],
      curves: { quantities: ["loss", "distance"], logX: true, logY: false },
    },
  };
  return {
    project: {
      ...newProject(first),
      title: "Sample",
      notes: "n",
      experiments: [first, second],
      activeExperimentId: second.id,
      figures: [figure],
    },
    runs: [
      sampleRun("run-1", "start-1", { reason: "steps", step: 50, cause: null }),
      sampleRun("run-2", "start-2", {
        reason: "diverged",
        step: 4,
        cause: { quantity: "theta", index: 1, value: -Infinity, limit: null },
      }),
      sampleRun("run-3", "start-2", { reason: "cancelled", step: 0, cause: null }, 0),
    ],
  };
}
