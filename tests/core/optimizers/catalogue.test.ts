import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import {
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
    expect(entry.options[0]?.name).toBe("lr");
    for (const option of entry.options) {
      expect(option.slider === null).toBe(option.kind === "boolean");
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
    const adam = { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0, amsgrad: false, maximize: false };
    expect(defaults("adam")).toEqual(adam);
    expect(defaults("adamw")).toEqual({ ...adam, weight_decay: 1e-2 });
  });

  test("a convention has its own defaults", () => {
    expect(offeredOptions("rmsprop", "leedl").find(({ name }) => name === "alpha")?.default).toBe(0.9);
  });
});

describe("presetOf names a spec after its method", () => {
  test.each(OPTIMIZER_PRESETS)("$id", ({ id, spec }) => {
    expect(presetOf(spec)).toBe(id);
    expect(presetOf({ ...spec, lr: 77 })).toBe(id);
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
