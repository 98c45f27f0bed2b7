import { describe, expect, it } from "vitest";
import { createObjective } from "../../../src-core/objective/index.ts";
import {
  OPTIMIZER_PRESETS,
  optimizerEntry,
  OPTIMIZERS,
  optimizerOptions,
  type OptimizerSpec,
  presetOf,
} from "../../../src-core/optimizers/index.ts";
import { newProject } from "../../../src-core/project/index.ts";
import { checkSchedule, createSchedule, SCHEDULES } from "../../../src-core/schedules/index.ts";
import { changeRunner } from "../../../src-renderer/lab/edits/runners.ts";
import { ProjectState } from "../../../src-renderer/lab/project-state.svelte.ts";
import {
  addPiece,
  children,
  methodChoices,
  newSchedule,
  removePiece,
  replaceChild,
  scheduleProblem,
  setConvention,
  setMethod,
  setOption,
  setScheduleConvention,
  shownOptions,
  shownScheduleOptions,
} from "../../../src-renderer/lab/runner-options.ts";

describe("methods", () => {
  it("keep the chosen rate where it means the same, and are what they are called", () => {
    const before = { name: "sgd", lr: 0.25 };
    for (const { id, spec } of OPTIMIZER_PRESETS) {
      const changed = setMethod(before, id);
      const { family, children } = optimizerEntry(spec.name);
      const takesRate = ["gradient-descent", "adaptive", "sign"].includes(family);
      expect(presetOf(changed)).toBe(id);
      if (children !== undefined) expect(changed).toEqual({ ...spec, optimizer: before });
      else expect(changed).toEqual(takesRate ? { ...spec, lr: 0.25 } : spec);
      expect(() => optimizerOptions(changed)).not.toThrow();
    }
  });

  it("around another come around the one that was there, and give way to another with it", () => {
    const adam = { name: "adam", lr: 0.02 };
    const around = setMethod(adam, "lookahead");
    expect(around).toEqual({ name: "lookahead", optimizer: adam });
    expect(setMethod(around, "sam")).toEqual({ name: "sam", rho: 0.05, optimizer: adam });
    expect(setMethod(around, "rmsprop")).toEqual({ name: "rmsprop", lr: 0.02 });
    expect(setMethod(setMethod(around, "newton"), "rmsprop")).toEqual({ name: "rmsprop", lr: 0.01 });
  });

  it("show their own options, and keep the method inside when one of them changes", () => {
    const spec = { name: "lookahead", optimizer: { name: "adam", lr: 0.02 } };
    expect(shownOptions(spec).map(({ name, value }) => [name, value])).toEqual([
      ["k", 5],
      ["alpha", 0.5],
    ]);
    expect(setOption(spec, "k", 10)).toEqual({ ...spec, k: 10 });
    expect(setConvention(spec, "paper")).toEqual({ ...spec, convention: "paper" });
  });

  it("show a choice that was made", () => {
    const spec = { name: "conjugate_gradients", beta: "dai-yuan" };
    expect(shownOptions(spec).find(({ name }) => name === "beta")?.value).toBe("dai-yuan");
    expect(shownOptions({ ...spec, beta: 1 }).find(({ name }) => name === "c2")?.value).toBe(0.1);
  });

  it("drop what a convention does not know", () => {
    for (const { name, conventions } of OPTIMIZERS) {
      const full = Object.fromEntries(shownOptions({ name }).map((option) => [option.name, option.value]));
      for (const convention of conventions) {
        expect(() => optimizerOptions(setConvention({ name, ...full }, convention))).not.toThrow();
      }
    }
  });

  it("keep what was chosen under another convention, and take its defaults for what was not", () => {
    const chosen = { name: "rmsprop", lr: 0.05, alpha: 0.99, eps: 1e-8, momentum: 0.9, centered: true };
    const keras = setConvention(chosen, "tensorflow");
    // alpha and eps stood at torch's defaults.
    const kept = { name: "rmsprop", lr: 0.05, momentum: 0.9, centered: true };
    expect(keras).toEqual({ ...kept, convention: "tensorflow", alpha: 0.9, eps: 1e-7 });
    expect(optimizerOptions(setConvention(keras, "pytorch"))).toEqual(optimizerOptions(chosen));
    expect(optimizerOptions(setConvention(keras, "leedl"))).toMatchObject({ lr: 0.05, alpha: 0.9 });
    // What a spec leaves to the defaults stays left to them.
    expect(setConvention({ name: "adam" }, "tensorflow")).toEqual({ name: "adam", convention: "tensorflow" });
    const betas = setConvention({ name: "novograd", betas: [0.95, 0.98] }, "optax");
    expect(optimizerOptions(betas)["betas"]).toEqual([0.9, 0.25]);
  });

  it("change their convention in one step of undo", () => {
    const project = new ProjectState(newProject());
    const runner = () => project.experiment.runners[0];
    project.editExperiment((value) => changeRunner(value, runner().id, { optimizer: { name: "adamw", lr: 0.5 } }));
    const before = runner();
    const changeTo = (convention: "tensorflow" | "optax") => {
      const optimizer = setConvention(runner().optimizer, convention);
      project.editExperiment((value) => changeRunner(value, before.id, { optimizer }), `${before.id}-convention`);
      project.endCoalescing();
    };
    changeTo("tensorflow");
    changeTo("optax");
    expect(optimizerOptions(runner().optimizer)).toMatchObject({ lr: 0.5, weight_decay: 1e-4 });
    project.undo();
    expect(optimizerOptions(runner().optimizer)).toMatchObject({ lr: 0.5, weight_decay: 4e-3, eps: 1e-7 });
    project.undo();
    expect(runner()).toEqual(before);
  });

  it("show a choice and None as they are, and the default for what is neither", () => {
    const shown = (spec: OptimizerSpec) =>
      Object.fromEntries(shownOptions(spec).map((option) => [option.name, option.value]));
    expect(shown({ name: "lbfgs" })).toMatchObject({ max_eval: null, line_search_fn: null, max_iter: 20 });
    expect(shown({ name: "lbfgs", max_eval: 7, line_search_fn: "strong_wolfe", max_iter: null })).toMatchObject({
      max_eval: 7,
      line_search_fn: "strong_wolfe",
      max_iter: 20,
    });
    expect(shown({ name: "adafactor", eps: [0.5, 0.25] })).toMatchObject({ eps: [0.5, 0.25] });
    expect(shown({ name: "adafactor", eps: "none" })).toMatchObject({ eps: [null, 1e-3] });
  });

  it("are all listed; those that the loss lacks something for say so and are disabled", () => {
    const lacking = {
      matrices: (name: string) => `${name} needs matrices`,
      residuals: (name: string) => `${name} needs residuals`,
    };
    const names = Object.fromEntries(OPTIMIZER_PRESETS.map(({ id }) => [id, id.toUpperCase()]));
    const formula = createObjective({ expression: "x^4 - x" });
    const choices = methodChoices(formula, names, lacking);
    expect(choices.map(({ value }) => value)).toEqual(OPTIMIZER_PRESETS.map(({ id }) => id));
    expect(choices).toContainEqual({ value: "adam", label: "ADAM", disabled: false });
    expect(choices).toContainEqual({ value: "muon", label: "MUON needs matrices", disabled: true });
    const network = { ...formula, matrices: [{ offset: 0, rows: 1, columns: 1 }] };
    const muon = { value: "muon", label: "MUON", disabled: false };
    expect(methodChoices(network, names, lacking)).toContainEqual(muon);
    // Nothing is known to be missing while the formula is wrong.
    expect(methodChoices(null, names, lacking)).toContainEqual(muon);
  });

  it("set no dampening where there is none", () => {
    for (const [name, convention] of [
      ["sgd", "tensorflow"],
      ["sgd", "paper"],
      ["rmsprop", "optax"],
    ] as const) {
      const on = setOption({ name, convention }, "nesterov", true);
      expect(optimizerOptions(on)).toMatchObject({ nesterov: true, momentum: 0.9 });
      expect(optimizerOptions(setOption(on, "momentum", 0))).toMatchObject({ nesterov: false });
    }
  });

  it("keep Nesterov and what it needs together", () => {
    const on = setOption({ name: "sgd", lr: 0.1, dampening: 0.5 }, "nesterov", true);
    expect(on).toMatchObject({ nesterov: true, momentum: 0.9, dampening: 0 });
    expect(() => optimizerOptions(on)).not.toThrow();
    expect(setOption(on, "momentum", 0)).toMatchObject({ nesterov: false, momentum: 0 });
    expect(setOption(on, "dampening", 0.1)).toMatchObject({ nesterov: false });
  });
});

describe("schedules", () => {
  it("are proposed so that they run, for every kind and length", () => {
    for (const { name } of SCHEDULES) {
      for (const steps of [1, 2, 100, 100_000]) {
        const spec = newSchedule(name, steps, 0.01);
        expect(checkSchedule(spec)).toEqual(spec);
        expect(createSchedule(spec, 0.1)(0)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("take another convention with what both know, and back", () => {
    const cosine = { ...newSchedule("cosine", 100), T_max: 40, eta_min: 0.01, every: 2 };
    const optax = setScheduleConvention(cosine, "optax");
    expect(optax).toEqual({ name: "cosine", convention: "optax", every: 2, T_max: 40, alpha: 0, exponent: 1 });
    expect(setScheduleConvention(optax, "pytorch")).toEqual({ name: "cosine", every: 2, T_max: 40, eta_min: 0 });
  });

  it("say what contradicts itself before it reaches the project", () => {
    const cyclic = newSchedule("cyclic", 100, 0.1);
    expect(scheduleProblem(cyclic)).toBeNull();
    expect(scheduleProblem({ ...cyclic, base_lr: 1 })).toMatchObject({
      code: "inconsistent",
      values: { path: "schedule.base_lr" },
    });
    expect(scheduleProblem({ name: "lambda", lr_lambda: "2 +" })).toMatchObject({
      code: "wrong-formula",
      values: { column: 3 },
    });
  });

  it("that act at once grow and shrink too", () => {
    const spec = addPiece(newSchedule("chained", 100), 100);
    expect(children(spec)).toHaveLength(3);
    expect(checkSchedule(spec)).toEqual(spec);
    expect(children(removePiece(spec, 0))).toHaveLength(2);
  });

  it("show every kind of option with its value", () => {
    for (const { name } of SCHEDULES) {
      const spec = newSchedule(name, 100);
      for (const option of shownScheduleOptions(spec)) {
        expect(option.value).toEqual(spec[option.name] ?? option.default);
      }
    }
  });

  it("grow and shrink by pieces without losing their fit", () => {
    let spec = newSchedule("sequential", 1000);
    spec = addPiece(addPiece(spec, 1000), 1000);
    expect(children(spec)).toHaveLength(4);
    expect(checkSchedule(spec)).toEqual(spec);
    spec = replaceChild(spec, 2, newSchedule("cosine", 1000));
    expect(children(removePiece(spec, 0))[1]).toEqual(newSchedule("cosine", 1000));
    for (const index of [0, 1, 3]) expect(() => checkSchedule(removePiece(spec, index))).not.toThrow();
  });

  it("hold others in a warm-up", () => {
    const spec = replaceChild(newSchedule("warmup", 100), 0, newSchedule("exponential", 100));
    expect(children(spec).map(({ name }) => name)).toEqual(["exponential"]);
    expect(checkSchedule(spec)).toEqual(spec);
  });
});
