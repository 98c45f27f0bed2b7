import { describe, expect, it } from "vitest";
import { isFulfilled, lessonById, LESSONS, lessonExperiment, type Lesson } from "../../../src-core/lessons/index.ts";
import { runSpecsOf, type Experiment, type Runner } from "../../../src-core/project/index.ts";
import { finish } from "./facts.ts";

/** What a person may do in a task: something at a runner, or another step shown. */
type Answer =
  { readonly runner: string; readonly change: Partial<Pick<Runner, "schedule">>; readonly options?: object } | number;

/** For every task of every lesson one way to do it. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  "momentum-over-the-hump/memory": { runner: "runner-2", change: {}, options: { momentum: 0.9 } },
  "valley-two-rates/outside": 2,
  "valley-two-rates/tiny": { runner: "runner-2", change: {}, options: { lr: 1e-6 } },
  "valley-best-rate/above": { runner: "runner-2", change: {}, options: { lr: 1.16e-6 } },
  "adagrad-first-steps/root-mean-square": 3,
  "adagrad-explosion/decay": { runner: "runner-1", change: { schedule: { name: "inverse-sqrt" } } },
  "adagrad-mean-and-sum/algebra": { runner: "runner-3", change: {}, options: { lr: 1 } },
  "rmsprop-forgets/memory": { runner: "runner-2", change: {}, options: { alpha: 0.99 } },
  "adam-is-both/without-m": { runner: "runner-3", change: {}, options: { betas: [0, 0.999] } },
  "decay-and-warm-up/your-own": {
    runner: "runner-1",
    // As the window proposes it.
    change: { schedule: { name: "warmup", total_iters: 100, start_factor: 1 / 3, schedule: { name: "none" } } },
  },
  "whole-formula/schedule": {
    runner: "runner-3",
    change: { schedule: { name: "cosine", T_max: 10_000, eta_min: 0 } },
  },
};

const TASKS = LESSONS.flatMap((lesson) =>
  lesson.steps.flatMap(({ id, task }, index) => (task === undefined ? [] : [{ lesson, id, index, task }])),
);

describe("the tasks of the lessons", () => {
  it("each have an answer", () => {
    expect(TASKS.map(({ lesson, id }) => `${lesson.id}/${id}`).toSorted()).toEqual(Object.keys(ANSWERS).toSorted());
  });

  it.each(TASKS.map((task) => [`${task.lesson.id}/${task.id}`, task] as const))(
    "%s is not done before it is done, and then it is",
    (name, { lesson, index, task }) => {
      const before = lessonExperiment(lesson, "en", index);
      expect(isFulfilled(task.check, factsOf(before))).toBe(false);
      expect(isFulfilled(task.check, factsOf(...answered(before, ANSWERS[name])))).toBe(true);
    },
  );

  it("asks of runners that are shown", () => {
    for (const { lesson, index, task } of TASKS) {
      if (!("runner" in task.check)) continue;
      const { runner } = task.check;
      expect(lessonExperiment(lesson, "en", index).runners.find(({ id }) => id === runner)?.muted).toBe(false);
    }
  });
});

describe("a check", () => {
  const lesson = lessonById("valley-best-rate") as Lesson;
  const experiment = lessonExperiment(lesson, "en");

  it("holds of nothing when the runner is gone or its runs are still going on", () => {
    const facts = factsOf(experiment);
    const check = { kind: "final-loss", runner: "runner-2", atMost: Infinity } as const;
    expect(isFulfilled(check, facts)).toBe(true);
    expect(isFulfilled(check, { ...facts, runs: [] })).toBe(false);
    expect(isFulfilled(check, { ...facts, runs: facts.runs.map((run) => ({ ...run, stopped: null })) })).toBe(false);
    expect(isFulfilled({ kind: "schedule", runner: "runner-9", name: "none" }, facts)).toBe(false);
  });

  it("of an option asks for a number in the range, both ends included", () => {
    const facts = factsOf(experiment);
    const option = (range: object, name = "lr") =>
      isFulfilled({ kind: "option", runner: "runner-2", option: name, ...range }, facts);
    expect([option({ atLeast: 1.1e-6 }), option({ atMost: 1.1e-6 }), option({ atLeast: 1.2e-6 })]).toEqual([
      true,
      true,
      false,
    ]);
    expect(option({}, "momentum")).toBe(false);
  });

  it("of where a run ends does not take a run that broke off", () => {
    const facts = factsOf({
      ...experiment,
      runners: experiment.runners.map((runner) => ({ ...runner, muted: false })),
    });
    const end = { kind: "ends-near", point: [-120, -4], within: Infinity } as const;
    expect(isFulfilled({ ...end, runner: "runner-2" }, facts)).toBe(true);
    expect(isFulfilled({ ...end, runner: "runner-3" }, facts)).toBe(false);
  });
});

function answered(experiment: Experiment, answer: Answer): [Experiment, number] {
  if (typeof answer === "number") return [experiment, answer];
  const runners = experiment.runners.map((runner) =>
    runner.id === answer.runner
      ? { ...runner, ...answer.change, optimizer: { ...runner.optimizer, ...answer.options } }
      : runner,
  );
  return [{ ...experiment, runners }, experiment.view.transport.step];
}

function factsOf(experiment: Experiment, step = experiment.view.transport.step) {
  return {
    experiment,
    runs: runSpecsOf(experiment).map(({ runnerId, spec }) => ({ runnerId, ...finish(spec) })),
    step,
  };
}
