import { describe, expect, it } from "vitest";
import { createExperiment, runSpecsOf } from "../../../src-core/project/index.ts";
import { runLoop } from "../../../src-core/run/index.ts";
import { removeRunner } from "../../../src-renderer/lab/edits/runners.ts";
import { dragStart } from "../../../src-renderer/lab/edits/starts.ts";
import { JobClient } from "../../../src-renderer/lab/job-client.ts";
import { RunsState } from "../../../src-renderer/lab/runs-state.svelte.ts";
import { FakeLab, settle } from "./fake-lab.ts";

const race = (steps: number) =>
  createExperiment({
    loss: {
      expression: "x^2 + 4*y^2",
      testFunctionId: null,
      parameters: [
        { name: "x", from: -2, to: 2, held: 0 },
        { name: "y", from: -2, to: 2, held: 0 },
      ],
      constants: [],
    },
    starts: [[1, 1]],
    runners: [{ optimizer: { name: "sgd", lr: 0.1 } }, { optimizer: { name: "adam", lr: 0.1 } }],
    steps,
  });

function open() {
  const lab = new FakeLab();
  return { lab, runs: new RunsState(new JobClient(lab.api)) };
}

describe("RunsState", () => {
  it("follows a cheap change at once, all runs together", async () => {
    const { lab, runs } = open();
    runs.follow(race(100));
    expect(runs.outOfDate).toBe(true);
    await settle();
    expect(runs.results.map(({ runnerId, stopped, frames }) => [runnerId, stopped?.reason, frames.count])).toEqual([
      ["runner-1", "steps", 101],
      ["runner-2", "steps", 101],
    ]);
    expect(runs.outOfDate).toBe(false);
    expect(lab.waiting).toEqual([]);
  });

  it("runs only what a change touches", async () => {
    const { lab, runs } = open();
    const experiment = race(10);
    runs.follow(experiment);
    await settle();
    const [first, second] = runs.results;
    const changed = {
      ...experiment,
      runners: experiment.runners.map((runner, index) =>
        index === 0 ? { ...runner, optimizer: { name: "sgd", lr: 0.2 } } : runner,
      ),
    };
    lab.holdJobs = true;
    runs.follow(changed);
    expect(lab.waiting.map(({ request }) => request.kind === "runs" && request.runs.length)).toEqual([1]);
    await lab.finishNext();
    expect(runs.results[0]).not.toBe(first);
    expect(runs.results[1]).toBe(second);
  });

  it("in a drag keeps one job under way and then takes the newest place only", async () => {
    const { lab, runs } = open();
    lab.holdJobs = true;
    const experiment = race(50);
    for (const x of [0.1, 0.2, 0.3, 0.4]) runs.follow(dragStart(experiment, "start-1", x, 1));
    expect(lab.waiting).toHaveLength(1);
    await lab.finishNext();
    expect(runs.results[0]?.frames.theta[0]).toBe(0.1);
    await lab.finishNext();
    expect(runs.results[0]?.frames.theta[0]).toBe(0.4);
    expect(lab.waiting).toEqual([]);
  });

  it("has a worker at the next place of a drag before it draws this one", async () => {
    const { lab, runs } = open();
    lab.holdJobs = true;
    const at = (x: number) => dragStart(race(50), "start-1", x, 1);
    const seen: (readonly [drawn: number, underWay: number])[] = [];
    const end = runs.whenSettled(() => {
      runs.follow(at(0.2));
      seen.push([runs.results.length, lab.waiting.length]);
    });
    runs.follow(at(0.1));
    await lab.finishNext();
    expect(seen).toEqual([[0, 1]]);
    expect(runs.results[0]?.frames.theta[0]).toBe(0.1);
    expect(runs.isCatchingUp).toBe(true);
    end();
    await lab.finishNext();
    expect(runs.results[0]?.frames.theta[0]).toBe(0.2);
    expect(runs.isCatchingUp).toBe(false);
    expect(lab.waiting).toEqual([]);
  });

  it("waits to be asked when it would take long, and can be cancelled with what is there", async () => {
    const { lab, runs } = open();
    lab.holdJobs = true;
    runs.follow(race(2_000_000));
    await settle();
    expect(lab.waiting).toEqual([]);
    expect(runs.outOfDate).toBe(true);
    runs.run();
    expect(lab.waiting).toHaveLength(2);
    const id = lab.waiting[0]?.id ?? "";
    for (const block of blocksOf(race(10))) lab.send({ id, kind: "frames", run: 0, block });
    runs.cancel();
    await settle();
    expect(runs.results.map(({ stopped }) => stopped?.reason)).toEqual(["cancelled"]);
    expect(runs.progress).toBeNull();
  });

  it("says why a job failed", async () => {
    const { lab, runs } = open();
    lab.holdJobs = true;
    runs.follow(race(10));
    lab.send({ id: lab.waiting[0]?.id ?? "", kind: "failed", error: { code: "job/worker-crashed", values: {} } });
    await settle();
    expect(runs.failure?.code).toBe("job/worker-crashed");
  });

  it("asks for nothing while the formula is wrong", () => {
    const { lab, runs } = open();
    const experiment = race(10);
    runs.follow({ ...experiment, loss: { ...experiment.loss, expression: "x^2 +" } });
    expect(lab.waiting).toEqual([]);
  });

  it("goes on with an own rule's last right text while a new one is typed", async () => {
    const { runs } = open();
    const experiment = race(10);
    const withRule = (rule: string, x = 1) => ({
      ...experiment,
      starts: [{ id: "start-1", at: [x, 1] }],
      runners: experiment.runners.map((runner, index) =>
        index === 0 ? { ...runner, optimizer: { name: "own-rule", rule, lr: 0.1 } } : runner,
      ),
    });
    runs.follow(withRule("theta = theta - "));
    await settle();
    expect(runs.results.map(({ runnerId }) => runnerId)).toEqual(["runner-2"]);
    runs.follow(withRule("theta = theta - lr*g"));
    await settle();
    expect(runs.results.map(({ runnerId }) => runnerId)).toEqual(["runner-1", "runner-2"]);
    runs.follow(withRule("theta = theta - lr*(g", 0.5));
    await settle();
    expect(runs.results[0]?.spec.optimizer["rule"]).toBe("theta = theta - lr*g");
    expect(runs.results[0]?.frames.theta[0]).toBe(0.5);
    expect(runs.failure).toBeNull();
  });

  it("gives a file what ended and takes it back without running again", async () => {
    const { runs } = open();
    const experiment = race(20);
    runs.follow(experiment);
    await settle();
    const recorded = runs.recorded();
    expect(recorded.map(({ id, experimentId }) => [id, experimentId])).toEqual([
      ["run-1", experiment.id],
      ["run-2", experiment.id],
    ]);
    const other = open();
    other.lab.holdJobs = true;
    other.runs.restore(recorded);
    other.runs.follow(experiment);
    expect(other.lab.waiting).toEqual([]);
    expect(other.runs.results.map(({ frames }) => frames)).toEqual(recorded.map(({ frames }) => frames));
  });

  it("forgets runners that are gone", async () => {
    const { runs } = open();
    const experiment = race(20);
    runs.follow(experiment);
    await settle();
    const fewer = removeRunner(experiment, "runner-1");
    runs.prune([fewer]);
    expect(runs.recorded().map(({ runnerId }) => runnerId)).toEqual(["runner-2"]);
  });
});

function blocksOf(experiment: ReturnType<typeof race>) {
  const [first] = runSpecsOf(experiment);
  return first === undefined ? [] : runLoop(first.spec);
}
