import { describe, expect, it } from "vitest";
import { BOWL, createExperiment, createView, type Experiment } from "../../../src-core/project/index.ts";
import { otherConventions } from "../../../src-renderer/lab/coupling.ts";
import {
  addDifferenceRun,
  changeConvention,
  changeRunner,
  duplicateRunner,
  removeRunner,
} from "../../../src-renderer/lab/edits/runners.ts";
import { showDifference } from "../../../src-renderer/lab/edits/view.ts";
import { runnerNames } from "../../../src-renderer/lab/runner-names.ts";
import { setMethod, setOption } from "../../../src-renderer/lab/runner-options.ts";
import { WORDS } from "../../../src-renderer/text/index.ts";

const RMSPROP = { name: "rmsprop", lr: 0.01, alpha: 0.9, momentum: 0.5 };
const LINEAR = { name: "linear", total_iters: 10 };

const single = () =>
  createExperiment({
    loss: BOWL,
    runners: [
      { optimizer: RMSPROP, schedule: LINEAR, noise: 0.5, clip: { kind: "norm", limit: 2 } },
      { optimizer: { name: "adam" } },
    ],
  });
const coupled = () => addDifferenceRun(single(), "runner-1", "leedl");

const runnerOf = ({ runners }: Experiment, id: string) => runners.find((runner) => runner.id === id)!;

describe("a difference run", () => {
  it("is the same method under another convention, below it, with the options that both have", () => {
    const { runners } = coupled();
    expect(runners.map(({ id }) => id)).toEqual(["runner-1", "runner-3", "runner-2"]);
    const [original, twin] = runners;
    expect(twin).toEqual({
      ...original,
      id: "runner-3",
      colour: 2,
      coupledTo: "runner-1",
      optimizer: { name: "rmsprop", convention: "leedl", lr: 0.01, alpha: 0.9 },
    });
  });

  it("keeps what the first one says, a value at its default too, and has its own defaults for the rest", () => {
    const sgd = createExperiment({ loss: BOWL, runners: [{ optimizer: { name: "sgd", lr: 1e-3, momentum: 0.9 } }] });
    const keras = addDifferenceRun(sgd, "runner-1", "tensorflow");
    expect(runnerOf(keras, "runner-2").optimizer).toEqual({
      name: "sgd",
      convention: "tensorflow",
      lr: 1e-3,
      momentum: 0.9,
    });
  });

  it("follows all that decides the path of the first, in the same step of undo", () => {
    const change = { optimizer: setOption(RMSPROP, "alpha", 0.99), noise: 0, rateFactors: [1, 0.5] };
    const next = changeRunner(coupled(), "runner-1", change);
    expect(runnerOf(next, "runner-3")).toMatchObject({
      coupledTo: "runner-1",
      optimizer: { convention: "leedl", alpha: 0.99 },
      schedule: LINEAR,
      noise: 0,
      rateFactors: [1, 0.5],
    });
    expect(runnerOf(next, "runner-3").optimizer).not.toHaveProperty("momentum");
  });

  it("keeps a name, a colour and whether it is muted to itself", () => {
    const next = changeRunner(coupled(), "runner-1", { name: "mine", colour: 7, muted: true });
    expect(runnerOf(next, "runner-3")).toEqual(runnerOf(coupled(), "runner-3"));
    expect(runnerOf(changeRunner(next, "runner-3", { muted: true }), "runner-3").coupledTo).toBe("runner-1");
  });

  it("takes another convention with the options that it had before", () => {
    const next = changeConvention(coupled(), "runner-3", "pytorch");
    expect(runnerOf(next, "runner-3")).toMatchObject({
      coupledTo: "runner-1",
      optimizer: { ...RMSPROP, convention: "pytorch" },
    });
  });

  it("leaves when it is changed itself, or let go", () => {
    const twin = runnerOf(coupled(), "runner-3");
    const changed = changeRunner(coupled(), "runner-3", { optimizer: setOption(twin.optimizer, "lr", 0.5) });
    expect(runnerOf(changed, "runner-3")).toMatchObject({ coupledTo: null, optimizer: { lr: 0.5 } });
    const free = changeRunner(coupled(), "runner-3", { coupledTo: null });
    expect(runnerOf(changeRunner(free, "runner-1", { noise: 9 }), "runner-3")).toEqual({ ...twin, coupledTo: null });
  });

  it("stays as it is when the first goes, or becomes a method without its convention", () => {
    const alone = { ...runnerOf(coupled(), "runner-3"), coupledTo: null };
    expect(runnerOf(removeRunner(coupled(), "runner-1"), "runner-3")).toEqual(alone);
    const optimizer = setMethod(RMSPROP, "lion");
    expect(runnerOf(changeRunner(coupled(), "runner-1", { optimizer }), "runner-3")).toEqual(alone);
    const adagrad = setMethod(RMSPROP, "adagrad");
    expect(runnerOf(changeRunner(coupled(), "runner-1", { optimizer: adagrad }), "runner-3")).toMatchObject({
      coupledTo: "runner-1",
      optimizer: { name: "adagrad", convention: "leedl" },
    });
  });

  it("of a difference run, or its copy, is coupled to the first one", () => {
    const second = addDifferenceRun(coupled(), "runner-3", "pytorch");
    expect(runnerOf(second, "runner-4")).toMatchObject({ coupledTo: "runner-1", optimizer: { momentum: 0.5 } });
    expect(runnerOf(duplicateRunner(coupled(), "runner-3"), "runner-4").coupledTo).toBe("runner-1");
  });

  it("is offered for every convention but the runner's own", () => {
    expect(otherConventions(RMSPROP)).toContain("leedl");
    expect(otherConventions(RMSPROP)).not.toContain("pytorch");
    expect(otherConventions({ ...RMSPROP, convention: "leedl" })).toContain("pytorch");
    expect(otherConventions({ name: "own-rule" })).toEqual([]);
  });

  it("brings its distance into the curves", () => {
    const view = { ...createView(BOWL), instruments: ["map"] as const };
    const shown = showDifference(view, "runner-1", "runner-3");
    expect(shown.instruments).toEqual(["map", "curves"]);
    expect(shown.curves).toEqual({
      quantities: ["loss", "pathDistance"],
      logX: false,
      logY: true,
      compared: { reference: "runner-1", runner: "runner-3" },
    });
    expect(showDifference(shown, "runner-1", "runner-3")).toEqual(shown);
  });
});

describe("names of runners", () => {
  const names = (experiment: Experiment, language: "en" | "zh-CN" = "en") => [
    ...runnerNames(experiment.runners, WORDS[language]).values(),
  ];

  it("say whose formula a difference run follows", () => {
    expect(names(coupled())).toEqual(["RMSprop", "RMSprop (Course book)", "Adam"]);
    expect(names(coupled(), "zh-CN")).toEqual(["RMSprop", "RMSprop（课程教材）", "Adam"]);
    expect(names(changeRunner(coupled(), "runner-1", { name: "mine" }))).toEqual([
      "mine",
      "mine (Course book)",
      "Adam",
    ]);
    expect(names(changeRunner(coupled(), "runner-3", { name: "other" }))[1]).toBe("other");
  });

  it("tell two of the same name apart", () => {
    expect(names(duplicateRunner(single(), "runner-1"))).toEqual(["RMSprop", "RMSprop (2)", "Adam"]);
  });
});
