import { describe, expect, it } from "vitest";
import { optimizerOptions, type OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { createExperiment, newProject } from "../../../src-core/project/index.ts";
import { changeRunner } from "../../../src-renderer/lab/edits/runners.ts";
import { ProjectState } from "../../../src-renderer/lab/project-state.svelte.ts";
import {
  placeInText,
  setRuleOption,
  setRuleStart,
  setRuleText,
  shownRule,
} from "../../../src-renderer/lab/rule-edits.ts";

const MOMENTUM: OptimizerSpec = {
  name: "own-rule",
  rule: "m = beta*m + g\ntheta = theta - lr*m",
  lr: 0.1,
  options: { beta: 0.75 },
  start: { m: 2 },
};

describe("an edited rule", () => {
  it("keeps the numbers of names that stay, guesses new ones and forgets what is gone", () => {
    const next = setRuleText(MOMENTUM, "m = beta*m + g\nv = v + g^2\ntheta = theta - lr*m/(sqrt(v) + eps)");
    expect(next).toMatchObject({ options: { beta: 0.75, eps: 1e-8 }, start: { m: 2, v: 0 } });
    expect(() => optimizerOptions(next)).not.toThrow();
    expect(setRuleText(next, "theta = theta - lr*g")).toMatchObject({ options: {}, start: {} });
  });

  it("changes nothing but its text while it is wrong", () => {
    expect(setRuleText(MOMENTUM, "m = beta*m +")).toEqual({ ...MOMENTUM, rule: "m = beta*m +" });
    expect(shownRule(setRuleText(MOMENTUM, "m ="))).toMatchObject({ check: { ok: false }, options: [], states: [] });
  });

  it("has its numbers set one by one", () => {
    const next = setRuleStart(setRuleOption(MOMENTUM, "beta", 0.5), "m", -1);
    expect(shownRule(next)).toMatchObject({
      options: [{ name: "beta", value: 0.5, slider: { scale: "one-minus-log" } }],
      states: [{ name: "m", start: -1 }],
    });
    expect(MOMENTUM["options"]).toEqual({ beta: 0.75 });
  });

  it("is shown with guesses where a file says nothing", () => {
    const bare: OptimizerSpec = { name: "own-rule", rule: MOMENTUM["rule"], lr: 0.1 };
    expect(shownRule(bare)).toMatchObject({ options: [{ value: 0.9 }], states: [{ start: 0 }] });
  });

  it("is undone in one step per name, and the text as it was typed in one", () => {
    const experiment = createExperiment({ loss: LOSS, runners: [{ optimizer: MOMENTUM }] });
    const state = new ProjectState(newProject(experiment));
    const set = (optimizer: OptimizerSpec, key: string) =>
      state.editExperiment((value) => changeRunner(value, "runner-1", { optimizer }), `runner-1-${key}`);
    const now = () => state.experiment.runners[0].optimizer;
    set(setRuleText(now(), "theta = theta - lr*"), "rule");
    set(setRuleText(now(), "theta = theta - lr*g"), "rule");
    state.undo();
    expect(now()).toEqual(MOMENTUM);
    state.redo();
    expect(now()).toMatchObject({ rule: "theta = theta - lr*g", options: {}, start: {} });
  });
});

describe("where an error stands in the text", () => {
  it.each([
    ["abc\ndef", 2, 1, 2, "e"],
    ["abc\r\n\r\ndef", 3, 0, 3, "def"],
    ["abc\rdef\n", 2, 2, 3, "f"],
    ["abc", 1, 1, 3, "bc"],
  ])("%j, line %i", (text, line, start, end, marked) => {
    const place = placeInText(text, { line, start, end });
    expect(text.slice(place.start, place.end)).toBe(marked);
  });
});

const LOSS = {
  expression: "x^2",
  testFunctionId: null,
  parameters: [{ name: "x", from: -2, to: 2, held: 0 }],
  constants: [],
};
