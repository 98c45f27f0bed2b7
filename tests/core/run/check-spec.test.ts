import { describe, expect, test } from "vitest";
import { ExpressionError } from "../../../src-core/expression/index.ts";
import { InputError } from "../../../src-core/numerics/index.ts";
import { checkRunSpec } from "../../../src-core/run/index.ts";

const GOOD = {
  problem: { expression: "a*(x^2 + y^2)", constants: { a: 2 } },
  start: [1, 2],
  optimizer: { name: "adam" },
  steps: 100,
};

test("a short spec is completed, and a complete one stays as it is", () => {
  const spec = checkRunSpec(GOOD);
  expect(spec).toEqual({
    problem: { expression: "a*(x^2 + y^2)", parameters: ["x", "y"], constants: { a: 2 } },
    start: [1, 2],
    optimizer: {
      name: "adam",
      lr: 0.001,
      betas: [0.9, 0.999],
      eps: 1e-8,
      weight_decay: 0,
      amsgrad: false,
      maximize: false,
      decoupled_weight_decay: false,
    },
    schedule: { name: "none" },
    momentumSchedule: null,
    rateFactors: null,
    steps: 100,
    seed: 0,
    noise: 0,
    clip: null,
    stop: { gradientNorm: null, divergence: null },
    record: { kind: "all" },
    companion: false,
  });
  expect(checkRunSpec(spec)).toEqual(spec);
  expect(checkRunSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

test("everything that can be said comes through", () => {
  const spec = {
    ...checkRunSpec(GOOD),
    optimizer: {
      ...checkRunSpec(GOOD).optimizer,
      betas: [0.8, 0.9],
      maximize: true,
    },
    schedule: {
      name: "warmup",
      total_iters: 10,
      start_factor: 0,
      schedule: { name: "cosine", T_max: 90, eta_min: 0 },
    },
    momentumSchedule: { name: "cosine", convention: "optax", every: 2, T_max: 40, alpha: 0.5, exponent: 1 },
    rateFactors: [1, 0],
    seed: -3,
    noise: 0.25,
    clip: { kind: "value", limit: 1 },
    stop: { gradientNorm: 1e-6, divergence: 1e9 },
    record: { kind: "list", steps: [1, 2, 50] },
  };
  expect(checkRunSpec(spec)).toEqual(spec);
});

describe("errors name the field", () => {
  test.each([
    ["x", { extra: 1 }, "extra", "unknown-field"],
    ["no problem", { problem: undefined }, "problem", "wrong-type"],
    ["problem of a wrong kind", { problem: "x^2" }, "problem", "wrong-type"],
    ["unknown field in the problem", { problem: { expression: "x", data: 1 } }, "problem.data", "unknown-field"],
    ["constant", { problem: { expression: "a*x", constants: { a: "1" } } }, "problem.constants.a", "not-a-number"],
    ["no start", { start: undefined }, "start", "wrong-type"],
    ["start too short", { start: [1] }, "start", "wrong-length"],
    ["start too long", { start: [1, 2, 3] }, "start", "wrong-length"],
    ["start not finite", { start: [1, Infinity] }, "start[1]", "not-a-number"],
    ["start as text", { start: [1, "2"] }, "start[1]", "not-a-number"],
    ["optimizer's name", { optimizer: { name: "adem" } }, "optimizer.name", "unknown-name"],
    ["optimizer without a name", { optimizer: {} }, "optimizer.name", "missing-field"],
    ["a beta", { optimizer: { name: "adam", betas: [0.9, 1] } }, "optimizer.betas[1]", "out-of-range"],
    ["schedule", { schedule: { name: "step" } }, "schedule.step_size", "missing-field"],
    [
      "schedule in a schedule",
      { schedule: { name: "warmup", schedule: { name: "cosine", T_max: 0 } } },
      "schedule.schedule.T_max",
      "out-of-range",
    ],
    [
      "one-cycle stepped past its end",
      { schedule: { name: "onecycle", max_lr: 1, total_steps: 99 } },
      "schedule.total_steps",
      "inconsistent",
    ],
    [
      "one-cycle past its end inside others",
      {
        schedule: {
          name: "warmup",
          total_iters: 10,
          schedule: {
            name: "sequential",
            milestones: [40],
            schedules: [{ name: "none" }, { name: "onecycle", max_lr: 1, total_steps: 49 }],
          },
        },
      },
      "schedule.schedule.schedules[1].total_steps",
      "inconsistent",
    ],
    [
      "one-cycle past its end in units",
      { schedule: { name: "onecycle", max_lr: 1, total_steps: 33, every: 3 } },
      "schedule.total_steps",
      "inconsistent",
    ],
    [
      "a momentum for a method without one",
      { optimizer: { name: "adagrad" }, momentumSchedule: { name: "none" } },
      "momentumSchedule",
      "unsupported",
    ],
    [
      "a cycle of momentum for a method without one",
      { optimizer: { name: "adagrad" }, schedule: { name: "onecycle", max_lr: 1, total_steps: 100 } },
      "optimizer.name",
      "unsupported",
    ],
    [
      "two momenta",
      { schedule: { name: "cyclic", base_lr: 0, max_lr: 1 }, momentumSchedule: { name: "none" } },
      "momentumSchedule",
      "inconsistent",
    ],
    [
      "a momentum that waits for a plateau",
      { momentumSchedule: { name: "plateau" } },
      "momentumSchedule.name",
      "unsupported",
    ],
    [
      "a momentum schedule",
      { momentumSchedule: { name: "linear", end_factor: 2 } },
      "momentumSchedule.end_factor",
      "out-of-range",
    ],
    ["rate factors of another length", { rateFactors: [1] }, "rateFactors", "wrong-length"],
    ["a rate factor below 0", { rateFactors: [1, -1] }, "rateFactors[1]", "out-of-range"],
    ["no steps", { steps: undefined }, "steps", "not-an-integer"],
    ["half a step", { steps: 0.5 }, "steps", "not-an-integer"],
    ["too many steps", { steps: 10_000_001 }, "steps", "out-of-range"],
    ["steps below 0", { steps: -1 }, "steps", "out-of-range"],
    ["seed", { seed: 1.5 }, "seed", "not-an-integer"],
    ["noise", { noise: -1 }, "noise", "out-of-range"],
    ["noise NaN", { noise: NaN }, "noise", "not-a-number"],
    ["clip kind", { clip: { kind: "l2", limit: 1 } }, "clip.kind", "unknown-name"],
    ["clip limit", { clip: { kind: "norm", limit: 0 } }, "clip.limit", "out-of-range"],
    ["clip field", { clip: { kind: "norm", limit: 1, p: 2 } }, "clip.p", "unknown-field"],
    ["stop field", { stop: { loss: 1 } }, "stop.loss", "unknown-field"],
    ["stop bound", { stop: { divergence: 0 } }, "stop.divergence", "out-of-range"],
    ["stop norm", { stop: { gradientNorm: -1 } }, "stop.gradientNorm", "out-of-range"],
    ["record kind", { record: { kind: "some" } }, "record.kind", "unknown-name"],
    ["record of a wrong kind", { record: "all" }, "record", "wrong-type"],
    ["record interval", { record: { kind: "every", interval: 0 } }, "record.interval", "out-of-range"],
    ["record field", { record: { kind: "all", interval: 1 } }, "record.interval", "unknown-field"],
    ["record per decade", { record: { kind: "logarithmic", perDecade: 0.5 } }, "record.perDecade", "not-an-integer"],
    ["record beyond the end", { record: { kind: "list", steps: [5, 101] } }, "record.steps[1]", "out-of-range"],
  ])("%s", (_title, wrong, path, code) => {
    expect.assertions(1);
    try {
      checkRunSpec({ ...GOOD, ...wrong });
    } catch (error) {
      expect(error).toMatchObject({ name: "InputError", path, code });
    }
  });

  test("a one-cycle of just enough steps is none, nor one that is never reached or that optax counts", () => {
    const onecycle = { name: "onecycle", max_lr: 1, total_steps: 100 };
    for (const schedule of [
      onecycle,
      { ...onecycle, total_steps: 34, every: 3 },
      { ...onecycle, total_steps: 10, convention: "optax" },
      { name: "sequential", milestones: [200], schedules: [{ name: "none" }, { ...onecycle, total_steps: 1 }] },
    ]) {
      expect(() => checkRunSpec({ ...GOOD, schedule })).not.toThrow();
    }
  });

  test("within a list of specs too", () => {
    expect(() => checkRunSpec({ ...GOOD, start: [1] }, "runs[2]")).toThrow(/^runs\[2\]\.start: found 1, allowed: 2$/);
    expect(() => checkRunSpec(null)).toThrow(InputError);
  });

  test("a wrong formula is an ExpressionError with columns", () => {
    expect(() => checkRunSpec({ ...GOOD, problem: { expression: "x^2 + foo(x)" } })).toThrow(ExpressionError);
  });
});
