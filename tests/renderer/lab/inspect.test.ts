import { describe, expect, it } from "vitest";
import { createExperiment } from "../../../src-core/project/index.ts";
import { concatenateFrames, runLoop, type RunSpec, type StopReason } from "../../../src-core/run/index.ts";
import { describeMeaning } from "../../../src-renderer/lab/describe-meaning.ts";
import { describeStop, meaningAt, stepAsText, stepNumbers } from "../../../src-renderer/lab/inspect.ts";
import { transportMarks } from "../../../src-renderer/lab/marks.ts";
import { arrowsAt, traceColumns, traceAt } from "../../../src-renderer/lab/traces.ts";
import { WORDS } from "../../../src-renderer/text/index.ts";

const experiment = createExperiment({
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
  runners: [{ optimizer: { name: "sgd", lr: 0.1 }, schedule: { name: "multistep", milestones: [2, 3], gamma: 0.5 } }],
  steps: 4,
});

const spec: RunSpec = {
  problem: { expression: experiment.loss.expression },
  start: [1, 1],
  optimizer: { name: "sgd", lr: 0.1 },
  schedule: { name: "none" },
  momentumSchedule: null,
  rateFactors: null,
  steps: 2,
  seed: 0,
  noise: 0,
  clip: null,
  stop: { gradientNorm: null, divergence: null },
  record: { kind: "all" },
  companion: false,
};
const frames = concatenateFrames([...runLoop(spec)]);
const stopped: StopReason = { reason: "steps", step: 2, cause: null };
const result = {
  key: "experiment-1/runner-1/start-1",
  runnerId: "runner-1",
  startId: "start-1",
  spec,
  frames,
  stopped,
};
const words = WORDS.en.inspector;

describe("the inspector", () => {
  it("splits the step: theta moves by -eta m / sigma", () => {
    const numbers = stepNumbers(result, 0, ["x", "y"]);
    expect(numbers).toMatchObject({ step: 0, loss: 5, learningRate: 0.1 });
    expect(numbers.gradientNorm).toBeCloseTo(Math.hypot(2, 8), 14);
    for (const { direction, scale, movement } of numbers.entries)
      expect(movement).toBeCloseTo((-0.1 * (direction ?? Number.NaN)) / (scale ?? Number.NaN), 14);
    expect(numbers.entries.map(({ name, theta, gradient }) => [name, theta, gradient])).toEqual([
      ["x", 1, 2],
      ["y", 1, 8],
    ]);
  });

  it("knows neither direction nor movement at the end of a run", () => {
    const [x] = stepNumbers(result, 2, ["x", "y"]).entries;
    expect(x).toMatchObject({ direction: null, scale: null, movement: null });
  });

  it.each(["en", "zh-CN"] as const)("says what a step means, but not where none follows (%s)", (language) => {
    const said = (row: number) => {
      const meaning = meaningAt(result, row);
      return meaning === null ? null : describeMeaning(meaning, ["x", "y"], WORDS[language].inspector.meaning);
    };
    // y moves by -0.1 * 8, x by -0.1 * 2.
    expect(said(0)).toContain("y");
    expect(said(0)).toContain("−0.8");
    expect(said(2)).toBeNull();
  });

  it("copies all digits", () => {
    const numbers = stepNumbers(result, 1, ["x", "y"]);
    expect(stepAsText(numbers)).toContain(`loss\t${numbers.loss}`);
    expect(stepAsText(numbers).split("\n")).toHaveLength(7);
  });

  it("shows the second point of a run that records it", () => {
    const optimizer = { name: "sgd", lr: 0.1, momentum: 0.5, nesterov: true };
    const asked = { ...spec, optimizer, companion: true };
    const numbers = stepNumbers({ ...result, spec: asked, frames: concatenateFrames([...runLoop(asked)]) }, 1, [
      "x",
      "y",
    ]);
    expect(numbers.companion).toBe("textbook");
    // One gradient step from the start.
    expect(numbers.entries.map(({ companion }) => companion)).toEqual([
      expect.closeTo(0.8, 14),
      expect.closeTo(0.2, 14),
    ]);
    expect(stepAsText(numbers).split("\n")[4]).toBe("parameter\ttheta\tg\tm\tsigma\tmovement\ttextbook");
    expect(stepNumbers(result, 1, ["x", "y"]).companion).toBeNull();
  });

  it("says why a run ended, with its numbers", () => {
    const overflow: StopReason = {
      reason: "diverged",
      step: 73,
      cause: { quantity: "loss", index: null, value: Infinity, limit: null },
    };
    expect(describeStop(overflow, words)).toMatch(/step 73.*the loss became ∞/);
    const bound: StopReason = {
      reason: "diverged",
      step: 9,
      cause: { quantity: "theta", index: 0, value: 2e6, limit: 1e6 },
    };
    expect(describeStop(bound, words)).toMatch(/θ is 2e6, beyond the bound 1e6/);
    const domain: StopReason = {
      reason: "left-domain",
      step: 4,
      cause: { quantity: "loss", index: null, value: Number.NaN, limit: null },
    };
    expect(describeStop(domain, WORDS["zh-CN"].inspector)).toContain("第 4 步");
    const cause = { quantity: "rule", index: 1, value: Number.NaN, limit: null, line: 3 } as const;
    const rule = { reason: "diverged", step: 2, cause } as const;
    expect(describeStop(rule, words, ["x", "y"])).toMatch(/^Ended at step 2: line 3 of the rule gave .* for y\./);
    expect(describeStop({ ...rule, cause: { ...cause, index: null } }, words, ["x"])).toMatch(
      /line 3 of the rule gave [^ ]+\. /,
    );
  });
});

describe("traces", () => {
  const columns = traceColumns(experiment, [result], () => "Descent");

  it("are the columns of the shown axes", () => {
    expect(columns).toHaveLength(1);
    expect([...(columns[0]?.x ?? [])]).toEqual([1, 0.8, 0.8 - 0.1 * 1.6]);
    expect(columns[0]?.label).toBe("Descent");
    expect(columns[0]?.distance).toBeNull();
  });

  it("show the last recorded row at or before a step", () => {
    const [trace] = columns;
    if (trace === undefined) throw new Error("one run gives one trace");
    expect([0, 1, 2, 99].map((step) => traceAt(trace, step).row)).toEqual([0, 1, 2, 2]);
  });

  it("have arrows downhill, along the direction and along the movement", () => {
    const arrows = arrowsAt(result, 0, experiment, { x: [-2, 2], y: [-2, 2] });
    expect(arrows.map(({ kind }) => kind)).toEqual(["gradient", "direction", "movement"]);
    const [gradient, , movement] = arrows;
    expect((gradient?.to[0] ?? 0) - 1).toBeLessThan(0);
    expect(movement?.to).toEqual([0.8, 1 - 0.1 * 8]);
    expect(arrowsAt(result, 2, experiment, { x: [-2, 2], y: [-2, 2] }).some(({ kind }) => kind === "movement")).toBe(
      false,
    );
  });

  it("mark ends before their time and joints of schedules", () => {
    const [trace] = columns;
    if (trace === undefined) throw new Error("one run gives one trace");
    const early = { ...trace, stopped: { reason: "diverged", step: 1, cause: null } } as const;
    expect(transportMarks([early], experiment).map(({ kind, step }) => [kind, step])).toEqual([
      ["diverged", 1],
      ["schedule", 2],
      ["schedule", 3],
    ]);
    expect(transportMarks(columns, experiment).map(({ kind }) => kind)).toEqual(["schedule", "schedule"]);
  });
});
