import { describe, expect, test } from "vitest";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import {
  BOWL,
  checkProject,
  createExperiment,
  isCurrent,
  newProject,
  nextId,
  runSpecsOf,
  type Experiment,
  type RecordedRun,
} from "../../../src-core/project/index.ts";
import { sampleContent, sampleExperiment, sampleRun } from "./sample.ts";

describe("creating", () => {
  test("a new project is valid, has no words in it, and is the same every time", () => {
    const project = newProject();
    expect(checkProject(project)).toEqual(project);
    expect([project.title, project.notes, project.experiments[0].title]).toEqual(["", "", ""]);
    expect(newProject()).toEqual(project);
  });

  test("an experiment of one parameter shows it on both axes", () => {
    const loss = { ...BOWL, expression: "x^2", parameters: BOWL.parameters.slice(0, 1) };
    const experiment = createExperiment({ loss });
    expect(experiment.view.axes).toEqual(["x", "x"]);
    expect(experiment.starts).toEqual([{ id: "start-1", at: [1] }]);
    expect(checkProject(newProject(experiment)).experiments).toEqual([experiment]);
  });

  test("ids count on from the highest, whatever else is there", () => {
    expect(nextId("experiment", [])).toBe("experiment-1");
    expect(nextId("run", [{ id: "run-2" }, { id: "run-x" }, { id: "start-9" }, { id: "run-10" }])).toBe("run-11");
  });
});

describe("checking", () => {
  const valid = sampleContent().project;
  const first = valid.experiments[0];
  const withFirst = (change: Partial<Experiment>) => ({
    ...valid,
    experiments: [{ ...first, ...change }, valid.experiments[1]],
  });
  const withView = (change: Partial<Experiment["view"]>) => withFirst({ view: { ...first.view, ...change } });
  const withRunner = (change: object) => withFirst({ runners: [{ ...first.runners[0], ...change }] });

  test.each([
    [
      "an id that is used twice",
      { ...valid, experiments: [first, first] },
      'project.experiments[1].id: found "experiment-1", allowed: an id used once',
    ],
    [
      "a figure of nothing",
      { ...valid, figures: [{ ...valid.figures[0], experimentId: "experiment-7" }] },
      "project.figures[0].experimentId",
    ],
    [
      "a start of another length",
      withFirst({ starts: [{ id: "start-1", at: [1] }] }),
      "project.experiments[0].starts[0].at: found 1, allowed: 2 numbers, one per parameter",
    ],
    [
      "a start that is not finite",
      withFirst({ starts: [{ id: "start-1", at: [1, NaN] }] }),
      "project.experiments[0].starts[0].at[1]",
    ],
    ["no start", withFirst({ starts: [] }), "project.experiments[0].starts: found [], allowed: at least 1 in the list"],
    [
      "an axis that names nothing",
      withView({ axes: ["w1", "w3"] }),
      'project.experiments[0].view.axes[1]: found "w3", allowed: w1, w2',
    ],
    ["the same axis twice", withView({ axes: ["w1", "w1"] }), "two different parameters"],
    [
      "a window inside out",
      withView({ window: { x: [1, 0], y: [0, 1] } }),
      "project.experiments[0].view.window.x: found 1 to 0, allowed: from < to, a finite width",
    ],
    [
      "a window too wide for a number",
      withView({ window: { x: [0, 1], y: [-1e308, 1e308] } }),
      "project.experiments[0].view.window.y",
    ],
    ["an instrument twice", withView({ instruments: ["map", "map"] }), "project.experiments[0].view.instruments"],
    [
      "an unknown optimizer",
      withRunner({ optimizer: { name: "adamm" } }),
      'project.experiments[0].runners[0].optimizer.name: found "adamm"',
    ],
    [
      "an option out of range",
      withRunner({ optimizer: { name: "sgd", lr: -0.1 } }),
      "project.experiments[0].runners[0].optimizer.lr: found -0.1",
    ],
    [
      "an option out of range inside a method around another",
      withRunner({ optimizer: { name: "lookahead", optimizer: { name: "sgd", lr: -0.1 } } }),
      "project.experiments[0].runners[0].optimizer.optimizer.lr: found -0.1",
    ],
    [
      "a method inside that is none",
      withRunner({ optimizer: { name: "lookahead", optimizer: 5 } }),
      "project.experiments[0].runners[0].optimizer.optimizer: found 5",
    ],
    [
      "an unknown schedule inside a schedule",
      withRunner({ schedule: { name: "warmup", total_iters: 5, schedule: { name: "cos" } } }),
      "project.experiments[0].runners[0].schedule.schedule.name",
    ],
    [
      "a clip of zero",
      withRunner({ clip: { kind: "norm", limit: 0 } }),
      "project.experiments[0].runners[0].clip.limit: found 0, allowed: > 0",
    ],
    [
      "a field too much",
      withRunner({ speed: 1 }),
      'project.experiments[0].runners[0].speed: found "speed", allowed: no such field',
    ],
    ["a field too few", withFirst({ seed: undefined as never }), "project.experiments[0].seed"],
    [
      "a constant named as a parameter",
      withFirst({ loss: { ...first.loss, constants: [{ name: "w1", value: 0, from: 0, to: 1 }] } }),
      'project.experiments[0].loss: found "w1", allowed: every name once',
    ],
    ["an id that is a path", { ...valid, activeExperimentId: "../x" }, "project.activeExperimentId"],
    [
      "half a step",
      withFirst({ steps: 1.5 }),
      "project.experiments[0].steps: found 1.5, allowed: an integer from 0 to 10000000",
    ],
    ["a record rule of no kind", withFirst({ record: { kind: "some" } as never }), "project.experiments[0].record"],
    ["another format", { ...valid, format: "x" }, "project.format"],
    ["nothing at all", null, "project: found null"],
  ])("%s", (_, value, message) => {
    expect(() => checkProject(value)).toThrow(message);
  });

  test("a method's options may be texts and None", () => {
    const options = { name: "lbfgs", line_search_fn: "strong_wolfe", max_eval: null };
    for (const optimizer of [options, { name: "adafactor", eps: [null, 0.001] }]) {
      const project = JSON.parse(JSON.stringify(withRunner({ optimizer })));
      expect(checkProject(project).experiments[0].runners[0].optimizer).toEqual(optimizer);
    }
  });

  test("a selection may outlive its runner", () => {
    const transport = { ...first.view.transport, selected: { runnerId: "runner-9", startId: "start-9" } };
    expect(checkProject(withView({ transport })).experiments[0].view.transport).toEqual(transport);
  });
});

describe("the runs that an experiment asks for", () => {
  test("every runner that is not muted, from every start", () => {
    const specs = runSpecsOf(sampleExperiment());
    expect(specs.map(({ runnerId, startId }) => `${runnerId} ${startId}`)).toEqual([
      "runner-1 start-1",
      "runner-1 start-2",
    ]);
    expect(specs[0].spec).toEqual({
      problem: { expression: "(1 - w1*w2)^2 + 0*a", parameters: ["w1", "w2"], constants: { a: 1 / 3 } },
      start: [0.3, 0.2],
      optimizer: { name: "adam", lr: 0.01, betas: [0.9, 0.999], amsgrad: true },
      schedule: sampleExperiment().runners[0].schedule,
      momentumSchedule: null,
      rateFactors: null,
      steps: 50,
      seed: -7,
      noise: 0.5,
      clip: { kind: "norm", limit: 1 },
      stop: { gradientNorm: 1e-9, divergence: 1e15 },
      record: { kind: "list", steps: [0, 1, 50] },
      companion: false,
    });
  });

  test("a runner may be coupled to another one that is of its own", () => {
    const [runner] = newProject().experiments[0].runners;
    const projectOf = (coupledTo: readonly (string | null)[]) => {
      const runners = coupledTo.map((id, index) => ({ ...runner, id: `runner-${index + 1}`, coupledTo: id }));
      return newProject({ ...createExperiment({ loss: BOWL }), runners });
    };
    expect(checkProject(projectOf([null, "runner-1", "runner-1"])).experiments[0].runners[2].coupledTo).toBe(
      "runner-1",
    );
    const path = "project.experiments[0].runners";
    expect(() => checkProject(projectOf([null, "runner-9"]))).toThrow(`${path}[1].coupledTo: found "runner-9"`);
    expect(() => checkProject(projectOf([null, "runner-2"]))).toThrow(`${path}[1].coupledTo: found "runner-2"`);
    expect(() => checkProject(projectOf([null, "runner-1", "runner-2"]))).toThrow(`${path}[2].coupledTo`);
  });

  test("a companion is recorded where it is to be drawn and the method keeps one", () => {
    const asks = (optimizer: OptimizerSpec, showCompanion = true) =>
      runSpecsOf(createExperiment({ loss: BOWL, runners: [{ optimizer, showCompanion }] }))[0].spec.companion;
    const nesterov = { name: "sgd", momentum: 0.9, nesterov: true };
    expect(asks(nesterov)).toBe(true);
    expect(asks(nesterov, false)).toBe(false);
    expect(asks({ ...nesterov, nesterov: false })).toBe(false);
    expect(asks({ ...nesterov, momentum: 0 })).toBe(false);
    expect(asks({ name: "own-rule", rule: "theta = theta -" })).toBe(false);
  });

  const run = sampleRun("run-1", "start-1", { reason: "steps", step: 50, cause: null });
  const experiment = sampleExperiment();
  const [runner] = experiment.runners;

  test("a run is current until something that decides it changes", () => {
    expect(isCurrent(run, experiment)).toBe(true);
    expect(isCurrent(run, { ...experiment, title: "renamed", notes: "" })).toBe(true);
    expect(isCurrent(run, { ...experiment, runners: [{ ...runner, muted: true, colour: 5, name: "x" }] })).toBe(true);
    expect(isCurrent(run, { ...experiment, steps: 51 })).toBe(false);
    expect(isCurrent(run, { ...experiment, seed: 1 })).toBe(false);
    expect(isCurrent(run, { ...experiment, runners: [{ ...runner, noise: 0 }] })).toBe(false);
    expect(
      isCurrent(run, { ...experiment, runners: [{ ...runner, optimizer: { ...runner.optimizer, lr: 0.02 } }] }),
    ).toBe(false);
    expect(isCurrent(run, { ...experiment, starts: [{ id: "start-1", at: [0.3, 0.25] }] })).toBe(false);
    expect(isCurrent(run, { ...experiment, starts: [{ id: "start-3", at: [0.3, 0.2] }] })).toBe(false);
    expect(isCurrent(run, { ...experiment, runners: [] })).toBe(false);
    expect(isCurrent(run, { ...experiment, loss: { ...experiment.loss, expression: "w1 + w2" } })).toBe(false);
  });

  test("an option at its default and an option left out are the same", () => {
    const spelled = { ...runner, optimizer: { ...runner.optimizer, eps: 1e-8, weight_decay: 0 } };
    expect(isCurrent(run, { ...experiment, runners: [spelled] })).toBe(true);
    const otherEps = { ...runner, optimizer: { ...runner.optimizer, eps: 1e-7 } };
    expect(isCurrent(run, { ...experiment, runners: [otherEps] })).toBe(false);
  });

  test("a cancelled run is not, nor any while an option is wrong", () => {
    const cancelled: RecordedRun = { ...run, stopped: { reason: "cancelled", step: 3, cause: null } };
    expect(isCurrent(cancelled, experiment)).toBe(false);
    expect(isCurrent(run, { ...experiment, runners: [{ ...runner, optimizer: { name: "adam", lr: NaN } }] })).toBe(
      false,
    );
  });
});
