import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import {
  baseLearningRate,
  offeredOptions,
  OPTIMIZER_PRESETS,
  optimizerEntry,
  OPTIMIZERS,
  presetOf,
  stateFromJson,
} from "../../../src-core/optimizers/index.ts";

describe("the catalogue", () => {
  test("names, titles and presets are unambiguous", () => {
    for (const key of ["name", "title", "tex"] as const) {
      expect(new Set(OPTIMIZERS.map((entry) => entry[key])).size).toBe(OPTIMIZERS.length);
    }
    expect(new Set(OPTIMIZER_PRESETS.map(({ id }) => id)).size).toBe(OPTIMIZER_PRESETS.length);
  });

  test.each(OPTIMIZERS)("$name: its description is complete", (entry) => {
    expect(optimizerEntry(entry.name)).toBe(entry);
    expect(entry.source.length).toBeGreaterThan(10);
    expect(entry.conventions.length).toBeGreaterThan(0);
    // Of a method around another it is the inner one that has the rate.
    if (entry.children === undefined) expect(entry.options[0]?.name).toBe("lr");
    for (const option of entry.options) {
      expect(option.slider === null).toBe(option.kind === "boolean" || option.kind === "choice");
      expect(option.choices !== undefined).toBe(option.kind === "choice");
      if (option.slider) expect(option.slider.from).toBeLessThan(option.slider.to);
      for (const convention of option.conventions ?? []) expect(entry.conventions).toContain(convention);
    }
    for (const convention of Object.keys(entry.texOf ?? {})) expect(entry.conventions).toContain(convention);
    expect(entry.conventions.includes("pytorch")).toBe(entry.torch != null);
  });

  test("defaults are those of torch.optim", () => {
    const defaults = (name: string) =>
      Object.fromEntries(offeredOptions(name, "pytorch").map((option) => [option.name, option.default]));
    expect(defaults("sgd")).toEqual({
      lr: 1e-3,
      momentum: 0,
      dampening: 0,
      nesterov: false,
      weight_decay: 0,
      maximize: false,
    });
    expect(defaults("adagrad")).toEqual({
      lr: 1e-2,
      lr_decay: 0,
      weight_decay: 0,
      initial_accumulator_value: 0,
      eps: 1e-10,
      maximize: false,
    });
    expect(defaults("rmsprop")).toEqual({
      lr: 1e-2,
      alpha: 0.99,
      eps: 1e-8,
      weight_decay: 0,
      momentum: 0,
      centered: false,
      maximize: false,
    });
    const common = { betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0, maximize: false };
    expect(defaults("adam")).toEqual({ ...common, lr: 1e-3, amsgrad: false, decoupled_weight_decay: false });
    expect(defaults("adamw")).toEqual({ ...common, lr: 1e-3, amsgrad: false, weight_decay: 1e-2 });
    expect(defaults("adamax")).toEqual({ ...common, lr: 2e-3 });
    expect(defaults("nadam")).toEqual({ ...common, lr: 2e-3, momentum_decay: 4e-3, decoupled_weight_decay: false });
    expect(defaults("radam")).toEqual({ ...common, lr: 1e-3, decoupled_weight_decay: false });
    expect(defaults("adadelta")).toEqual({ lr: 1, rho: 0.9, eps: 1e-6, weight_decay: 0, maximize: false });
    expect(defaults("asgd")).toEqual({
      lr: 1e-2,
      lambd: 1e-4,
      alpha: 0.75,
      t0: 1e6,
      weight_decay: 0,
      maximize: false,
    });
    expect(defaults("rprop")).toEqual({ lr: 1e-2, etas: [0.5, 1.2], step_sizes: [1e-6, 50], maximize: false });
    expect(defaults("lbfgs")).toEqual({
      lr: 1,
      max_iter: 20,
      max_eval: null,
      tolerance_grad: 1e-7,
      tolerance_change: 1e-9,
      history_size: 100,
      line_search_fn: null,
    });
    expect(defaults("adafactor")).toEqual({
      lr: 1e-2,
      beta2_decay: -0.8,
      eps: [null, 1e-3],
      d: 1,
      weight_decay: 0,
      maximize: false,
    });
    expect(defaults("muon")).toEqual({
      lr: 1e-3,
      weight_decay: 0.1,
      momentum: 0.95,
      nesterov: true,
      ns_coefficients: [3.4445, -4.775, 2.0315],
      eps: 1e-7,
      ns_steps: 5,
      adjust_lr_fn: null,
    });
  });

  // keras.optimizers, optax 0.2.8 and the papers, as their signatures and settings have them.
  test.each([
    ["sgd", "tensorflow", { lr: 0.01, momentum: 0, nesterov: false }],
    ["adagrad", "tensorflow", { lr: 1e-3, initial_accumulator_value: 0.1, eps: 1e-7 }],
    ["adagrad", "optax", { initial_accumulator_value: 0.1, eps: 1e-7 }],
    ["rmsprop", "leedl", { alpha: 0.9 }],
    ["rmsprop", "paper", { alpha: 0.9 }],
    ["rmsprop", "tensorflow", { lr: 1e-3, alpha: 0.9, eps: 1e-7, momentum: 0, centered: false }],
    ["rmsprop", "optax", { alpha: 0.9, eps: 1e-8, initial_scale: 0, bias_correction: false, nesterov: false }],
    ["adam", "tensorflow", { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-7, weight_decay: 0, amsgrad: false }],
    ["adam", "optax", { betas: [0.9, 0.999], eps: 1e-8, eps_root: 0 }],
    ["adamw", "tensorflow", { lr: 1e-3, eps: 1e-7, weight_decay: 4e-3 }],
    ["adamw", "optax", { eps: 1e-8, eps_root: 0, weight_decay: 1e-4 }],
    ["nadam", "tensorflow", { lr: 1e-3, eps: 1e-7 }],
    ["adamax", "tensorflow", { lr: 1e-3, eps: 1e-7 }],
    ["adamax", "paper", { lr: 2e-3 }],
    ["radam", "optax", { eps: 1e-8, eps_root: 0, threshold: 5 }],
    ["adadelta", "tensorflow", { lr: 1e-3, rho: 0.95, eps: 1e-7 }],
    ["adadelta", "paper", { lr: 1, rho: 0.95, eps: 1e-6 }],
    ["lamb", "tensorflow", { lr: 1e-3, eps: 1e-7 }],
    ["lion", "tensorflow", { lr: 1e-3, betas: [0.9, 0.99], weight_decay: 0 }],
    ["lion", "optax", { weight_decay: 1e-3 }],
  ] as const)("%s has the defaults of its convention %s", (name, convention, expected) => {
    const defaults = offeredOptions(name, convention).map((option) => [option.name, option.default]);
    expect(Object.fromEntries(defaults)).toMatchObject(expected);
  });
});

describe("presetOf names a spec after its method", () => {
  test.each(OPTIMIZER_PRESETS)("$id", ({ id, spec }) => {
    expect(presetOf(spec)).toBe(id);
    expect(presetOf({ ...spec, lr: 77 })).toBe(id);
    expect(baseLearningRate(spec)).toBeGreaterThan(0);
  });

  test("every row's default has a preset's name", () => {
    const ids = OPTIMIZER_PRESETS.map(({ id }) => id);
    for (const { name, conventions } of OPTIMIZERS) {
      for (const convention of conventions) expect(ids).toContain(presetOf({ name, convention }));
    }
  });
});

test("a stored state that is none is refused", () => {
  expect(stateFromJson({ t: 1, v: [1, "NaN"] })["v"]).toEqual(Float64Array.of(1, NaN));
  expect(() => stateFromJson({ t: "1" })).toThrow(/^state\.t: found "1"/);
  expect(() => stateFromJson({ m: [1, null] })).toThrow(/^state\.m\[1\]: found null/);
  expect(() => stateFromJson([1])).toThrow(InputError);
});
