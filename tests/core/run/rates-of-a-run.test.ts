import { describe, expect, test } from "vitest";
import { checkRunSpec, ownMomentum, type RunSpec } from "../../../src-core/run/index.ts";
import { momentumOf } from "../../../src-core/run/momentum.ts";
import { createReactive } from "../../../src-core/schedules/index.ts";
import { handmadeObjective, himmelblau } from "../../support/handmade-objectives.ts";
import { finish, specOf } from "../../support/runs.ts";

/** Two losses that know nothing of each other: x^2 + 5 y^2. */
const separate = handmadeObjective(["x", "y"], ([x, y], g) => {
  g[0] = 2 * x;
  g[1] = 10 * y;
  return x * x + 5 * y * y;
});
const alone = handmadeObjective(["y"], ([y], g) => {
  g[0] = 10 * y;
  return 5 * y * y;
});

/** A movement is rounded once more when it is scaled, at the size of theta; 50 steps collect that. */
const ROUNDING = 1e-13;

describe("rate factors", () => {
  test.each([
    { name: "sgd", lr: 0.02 },
    { name: "sgd", lr: 0.02, momentum: 0.9, nesterov: true, weight_decay: 0.1 },
    { name: "sgd", convention: "leedl", lr: 0.02, momentum: 0.9 },
    { name: "adagrad", lr: 0.1, lr_decay: 0.1 },
    { name: "rmsprop", lr: 0.01, momentum: 0.5 },
    { name: "adam", lr: 0.05 },
    { name: "adamw", lr: 0.05, weight_decay: 0.5 },
  ] as const)("$name, $convention: each parameter goes as it would alone, at its own rate", (optimizer) => {
    const schedule = { name: "cosine", T_max: 80 };
    const both = finish(specOf(optimizer, [1, -2], 50, { schedule, rateFactors: [1, 0.25] }), separate).frames;
    const plain = finish(specOf(optimizer, [1, -2], 50, { schedule }), separate).frames;
    const slow = finish(specOf({ ...optimizer, lr: optimizer.lr * 0.25 }, [-2], 50, { schedule }), alone).frames;
    for (let row = 0; row < both.count; row++) {
      expect(both.theta[2 * row]).toBe(plain.theta[2 * row]);
      expect(Math.abs(both.theta[2 * row + 1] - slow.theta[row])).toBeLessThan(ROUNDING);
    }
  });

  test("what is recorded keeps to rate * direction / scale", () => {
    const { frames } = finish(specOf({ name: "adam", lr: 0.1 }, [1, -2], 30, { rateFactors: [3, 0.5] }), himmelblau);
    for (let i = 0; i < 60; i++) {
      const row = Math.floor(i / 2);
      const moved = frames.theta[i] - (frames.learningRate[row] * frames.direction[i]) / frames.scale[i];
      expect(Math.abs(frames.theta[i + 2] - moved)).toBeLessThan(ROUNDING);
    }
  });

  test("0 holds a parameter, all ones change nothing", () => {
    const run = (rateFactors: readonly number[] | null) =>
      finish(specOf({ name: "adam", lr: 0.1 }, [1, -2], 30, { rateFactors }), himmelblau).frames;
    const held = run([1, 0]);
    for (let row = 0; row < held.count; row++) expect(held.theta[2 * row + 1]).toBe(-2);
    expect(held.theta[60]).not.toBe(1);
    expect(run([1, 1])).toEqual(run(null));
  });
});

describe("rate factors around another method", () => {
  test.each([{ name: "lookahead" }, { name: "sam", rho: 0 }])(
    "$name: each parameter goes as it would alone",
    (outer) => {
      const optimizer = { name: "adam", lr: 0.05 };
      const schedule = { name: "cosine", T_max: 80 };
      const more = { schedule, rateFactors: [0, 0.25] };
      const both = finish(specOf({ ...outer, optimizer }, [1, -2], 50, more), separate).frames;
      const slow = finish(specOf({ ...outer, optimizer: { ...optimizer, lr: 0.0125 } }, [-2], 50, { schedule }), alone);
      for (let row = 0; row < both.count; row++) {
        expect(both.theta[2 * row]).toBe(1);
        expect(Math.abs(both.theta[2 * row + 1] - slow.frames.theta[row])).toBeLessThan(ROUNDING);
      }
    },
  );
});

describe("plateau", () => {
  const schedule = { name: "plateau", factor: 0.5, patience: 2, threshold: 0.1 };

  test("is told the loss of every step after the update", () => {
    const { frames } = finish(specOf({ name: "sgd", lr: 0.01 }, [1, -2], 200, { schedule }), himmelblau);
    const reactive = createReactive(schedule, 0.01)!;
    const state = reactive.init();
    for (let row = 0; row < frames.count; row++) {
      expect(frames.learningRate[row]).toBe(state.rate);
      reactive.observe(state, row, frames.loss[row]);
    }
    expect(new Set(frames.learningRate).size).toBeGreaterThan(3);
  });

  test("does not depend on when the caller takes its blocks or on what is recorded", () => {
    const spec = specOf({ name: "sgd", lr: 0.01 }, [1, -2], 200, { schedule });
    const whole = finish(spec, himmelblau).frames;
    expect(finish(spec, himmelblau, { poll: () => "hand-over" }).frames).toEqual(whole);
    const few = finish({ ...spec, record: { kind: "every", interval: 100 } }, himmelblau).frames;
    expect(few.theta.slice(-2)).toEqual(whole.theta.slice(-2));
  });
});

describe("the momentum of a run", () => {
  const spec = (more: Partial<RunSpec>) => specOf({ name: "sgd", lr: 0.1, momentum: 0.8 }, [1, 1], 10, more);

  test("a method's own", () => {
    expect(ownMomentum({ name: "sgd", momentum: 0.7 })).toBe(0.7);
    expect(ownMomentum({ name: "adam", betas: [0.6, 0.9] })).toBe(0.6);
    expect(ownMomentum({ name: "rmsprop" })).toBe(0);
    expect(ownMomentum({ name: "rmsprop", convention: "leedl" })).toBeNull();
    expect(ownMomentum({ name: "adagrad" })).toBeNull();
    expect(ownMomentum({ name: "own-rule", rule: "theta = theta - (" })).toBeNull();
    expect(ownMomentum({ name: "lookahead", optimizer: { name: "sgd", momentum: 0.7 } })).toBe(0.7);
    expect(ownMomentum({ name: "newton" })).toBeNull();
  });

  test("is left to it, or shaped by a schedule of its own, or cycled with the rate", () => {
    expect(momentumOf(spec({}))).toBeNull();
    const halved = momentumOf(spec({ momentumSchedule: { name: "step", step_size: 2, gamma: 0.5 } }))!;
    expect([0, 1, 2, 4].map((step) => halved(step))).toEqual([0.8, 0.8, 0.4, 0.2]);
    const cycled = momentumOf(spec({ schedule: { name: "cyclic", base_lr: 0.1, max_lr: 1, step_size_up: 2 } }))!;
    expect([0, 2].map((step) => cycled(step))).toEqual([0.9, 0.8]);
  });

  test("of the method inside another is shaped as it would be alone", () => {
    const optimizer = { name: "sgd", lr: 0.01, momentum: 0.8 };
    const momentumSchedule = { name: "step", step_size: 2, gamma: 0.5 };
    const around = { name: "sam", rho: 0, optimizer };
    const [inside, plain] = [around, optimizer].map((method) =>
      finish(specOf(method, [1, -2], 10, { momentumSchedule }), himmelblau),
    );
    expect(inside.frames.theta).toEqual(plain.frames.theta);
    expect(plain.frames.theta).not.toEqual(finish(specOf(optimizer, [1, -2], 10), himmelblau).frames.theta);
  });

  test("is refused where the method inside another has none, by that method's name", () => {
    const schedule = { name: "cyclic", base_lr: 0.1, max_lr: 1, step_size_up: 2 };
    const run = { problem: { expression: "x^2" }, start: [1], steps: 10, schedule };
    expect(() => checkRunSpec({ ...run, optimizer: { name: "lookahead", optimizer: { name: "adagrad" } } })).toThrow(
      expect.objectContaining({ code: "unsupported", path: "optimizer.optimizer.name", found: '"adagrad"' }),
    );
  });
});
