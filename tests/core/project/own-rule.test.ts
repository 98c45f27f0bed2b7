import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import {
  BOWL,
  checkProject,
  createExperiment,
  isCurrent,
  newProject,
  readProject,
  runSpecsOf,
  writeProject,
  type ProjectContent,
  type RecordedRun,
} from "../../../src-core/project/index.ts";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { checkJobRequest } from "../../../src-core/protocol/index.ts";
import type { StopReason } from "../../../src-core/run/index.ts";
import { sampleFrames } from "./sample.ts";

const RULE: OptimizerSpec = {
  name: "own-rule",
  rule: "m = β*m + g   # 动量\ntheta = theta - lr*m",
  lr: 0.01,
  options: { β: 0.75 },
  start: { m: 0.5 },
};

function contentWith(optimizer: OptimizerSpec, cause: StopReason["cause"] = null): ProjectContent {
  const experiment = createExperiment({ loss: BOWL, starts: [[1, 2]], runners: [{ optimizer }] });
  const [{ runnerId, startId, spec }] = runSpecsOf(experiment) as [ReturnType<typeof runSpecsOf>[number]];
  const stopped: StopReason = { reason: cause === null ? "steps" : "diverged", step: 4, cause };
  const run: RecordedRun = {
    id: "run-1",
    experimentId: experiment.id,
    runnerId,
    startId,
    spec,
    stopped,
    frames: sampleFrames(3),
  };
  return { project: newProject(experiment), runs: [run] };
}

function reopened(content: ProjectContent): ProjectContent {
  const read = readProject(writeProject(content));
  if (!read.ok) throw new Error(read.failure.code);
  expect(read.damage).toEqual([]);
  return read.content;
}

describe("an own rule in a project file", () => {
  test("comes back as it was, with its runs and the line that ended one", () => {
    const content = contentWith(RULE, { quantity: "rule", index: 1, value: NaN, limit: null, line: 2 });
    expect(reopened(content)).toEqual(content);
  });

  test("may be one that is being typed; its run is then not up to date", () => {
    const typed = { ...RULE, rule: "m = β*m + g\ntheta = theta - lr*(m" };
    const content = contentWith(typed);
    expect(reopened(content)).toEqual(content);
    const around = contentWith({ name: "lookahead", k: 3, optimizer: typed });
    expect(reopened(around)).toEqual(around);
    const [experiment] = content.project.experiments;
    expect(isCurrent(content.runs[0], experiment)).toBe(false);
    expect(isCurrent(contentWith(RULE).runs[0], contentWith(RULE).project.experiments[0])).toBe(true);
  });

  test("a run stays up to date where options at their guesses are left out, not where one is changed", () => {
    const bare = { name: "own-rule", rule: "m = beta*m + g\ntheta = theta - lr*m", lr: 0.01 };
    const [run] = contentWith(bare).runs;
    const asked = (optimizer: OptimizerSpec) => contentWith(optimizer).project.experiments[0];
    expect(isCurrent(run, asked({ ...bare, options: { beta: 0.9 }, start: { m: 0 } }))).toBe(true);
    expect(isCurrent(run, asked({ ...bare, options: { beta: 0.8 } }))).toBe(false);
    expect(isCurrent(run, asked({ ...bare, rule: "m = beta*m + 2*g\ntheta = theta - lr*m" }))).toBe(false);
  });

  test.each([
    [{ rule: 5 }, "rule"],
    [{ rule: undefined, options: { β: "0.9" } }, "options.β"],
    [{ options: "β = 0.9" }, "options"],
    [{ start: { m: Infinity } }, "start.m"],
    [{ options: Object.fromEntries(Array.from({ length: 101 }, (_, k) => [`o${k}`, 1])) }, "options"],
    [{ colour: 1 }, "colour"],
    [{ rule: "x".repeat(2_000_001) }, "rule"],
  ])("of the wrong shape is refused: %o", (change, field) => {
    const { project } = contentWith({ ...RULE, ...change } as unknown as OptimizerSpec);
    const check = () => checkProject(project);
    expect(check).toThrow(InputError);
    expect(check).toThrow(new RegExp(`runners\\[0\\]\\.optimizer.*${field.split(".")[0]}`));
  });

  test("crosses to the worker as it is", () => {
    const { spec } = contentWith(RULE).runs[0];
    const job = { kind: "runs", runs: [spec] };
    expect(checkJobRequest(job)).toEqual(job);
  });
});
