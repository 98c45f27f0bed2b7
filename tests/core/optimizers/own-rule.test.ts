import { describe, expect, test } from "vitest";
import { ExpressionError } from "../../../src-core/expression/index.ts";
import { InputError } from "../../../src-core/numerics/index.ts";
import {
  asRule,
  checkOptimizer,
  checkOptimizerShape,
  createOptimizer,
  optimizerOptions,
  ruleOf,
  ruleOption,
  type OptimizerSpec,
} from "../../../src-core/optimizers/index.ts";
import { RULE_TEXTS } from "../../../src-core/optimizers/rule-texts.ts";
import { drive, feed } from "../../support/drive.ts";
import { himmelblau, toyProduct, wave6 } from "../../support/handmade-objectives.ts";

/** Relative. The texts round in another order than the built-in loops: some units of 1e-16 a step, which the losses do not blow up. */
const SAME = 1e-14;

/** The parts hold gradients, which magnify a difference of theta by these losses' second derivatives, up to a few tens. */
const SAME_GRADIENT = 1e-13;

/** The largest difference of two entries, relative to the entry where that is above 1. */
function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]) / Math.max(1, Math.abs(b[i]))), 0);
}

describe("built-in methods written as rules follow them", () => {
  const specs: readonly OptimizerSpec[] = [
    { name: "sgd", lr: 0.001 },
    { name: "sgd", lr: 0.001, momentum: 0.9 },
    { name: "sgd", lr: 0.001, momentum: 0.9, nesterov: true },
    { name: "sgd", lr: 0.001, momentum: 0.8, weight_decay: 0.1 },
    { name: "adagrad", lr: 0.1 },
    { name: "adagrad", lr: 0.1, initial_accumulator_value: 0.5, weight_decay: 0.05 },
    { name: "rmsprop", lr: 0.01 },
    { name: "rmsprop", lr: 0.01, alpha: 0.9, eps: 1e-6, weight_decay: 0.01 },
    { name: "adam", lr: 0.01 },
    { name: "adam", lr: 0.05, betas: [0.8, 0.99], eps: 1e-5, weight_decay: 0.02 },
    { name: "adamw", lr: 0.01 },
    { name: "adamw", lr: 0.05, weight_decay: 0.3 },
  ];

  test.each(specs)("%j", (spec) => {
    const rule = asRule(spec);
    expect(rule).not.toBeNull();
    for (const [objective, start] of [
      [toyProduct, [0.3, 0.2]],
      [himmelblau, [1, -2]],
      [wave6, [0.3, -0.7, 1.1, 0.4, -1.3, 0.9]],
    ] as const) {
      const [builtIn, own] = [drive(spec, objective, start), drive(rule!, objective, start)];
      for (let step = 0; step < 200; step++) {
        builtIn.advance();
        own.advance();
        expect(distance(own.theta, builtIn.theta)).toBeLessThanOrEqual(SAME);
        expect(distance(own.parts.direction, builtIn.parts.direction)).toBeLessThanOrEqual(SAME_GRADIENT);
        expect(distance(own.parts.scale, builtIn.parts.scale)).toBeLessThanOrEqual(SAME_GRADIENT);
      }
    }
  });

  test("every text is used, and is understood", () => {
    const used = new Set(
      specs.map((spec) => asRule({ ...spec, ...(spec.name === "adamw" ? {} : { weight_decay: 0 }) })?.["rule"]),
    );
    expect([...used].sort()).toEqual(Object.values(RULE_TEXTS).sort());
  });

  test.each([
    { name: "sgd", lr: 0.1, momentum: 0.9, dampening: 0.5 },
    { name: "sgd", lr: 0.1, maximize: true },
    { name: "sgd", convention: "leedl" },
    { name: "adam", amsgrad: true },
    { name: "adam", eps: 0 },
    { name: "rmsprop", centered: true },
    { name: "rmsprop", momentum: 0.9 },
    { name: "adagrad", lr_decay: 0.1 },
    { name: "own-rule" },
  ] as readonly OptimizerSpec[])("%j is not written out", (spec) => {
    expect(asRule(spec)).toBeNull();
  });
});

describe("the fields of an own rule", () => {
  const rule = "m = beta*m + g\ntheta = theta - lr*m/(gain + eps)";

  test("are completed by guesses from the names, and stay as they are when checked again", () => {
    const checked = checkOptimizer({ name: "own-rule", rule, options: { gain: 2 } });
    expect(checked).toEqual({
      name: "own-rule",
      rule,
      lr: 0.01,
      options: { beta: 0.9, gain: 2, eps: 1e-8 },
      start: { m: 0 },
    });
    expect(checkOptimizer(JSON.parse(JSON.stringify(checked)))).toEqual(checked);
    expect(optimizerOptions({ name: "own-rule" })["rule"]).toBe(RULE_TEXTS.momentum);
    expect([ruleOption("beta1").default, ruleOption("eps").default, ruleOption("gain").default]).toEqual([
      0.9, 1e-8, 0.1,
    ]);
  });

  test("start values fill vectors and single numbers", () => {
    const text = "n_ = n_ + 1\nv = v + g^2\ntheta = theta - lr*g/sqrt(v)/n_";
    const { state, take } = feed({ name: "own-rule", rule: text, start: { n_: 3, v: 0.25 } }, [1, 2]);
    expect(state).toEqual({ t: 0, n_: 3, v: Float64Array.of(0.25, 0.25) });
    take([1, 0], 0.1);
    expect(state).toEqual({ t: 1, n_: 4, v: Float64Array.of(1.25, 0.25) });
  });

  test.each([
    [{ options: { gamma: 1 } }, "unknown-field", "optimizer.options.gamma", "beta, gain, eps"],
    [{ start: { v: 1 } }, "unknown-field", "optimizer.start.v", "m"],
    [{ start: { theta: 1 } }, "unknown-field", "optimizer.start.theta", "m"],
    [{ options: { beta: NaN } }, "not-a-number", "optimizer.options.beta", "a finite number"],
    [{ options: [1] }, "wrong-type", "optimizer.options", "{…}"],
    [{ rule: 7 }, "wrong-type", "optimizer.rule", '"…"'],
    [{ beta: 0.9 }, "unknown-field", "optimizer.beta", "lr, rule, options, start"],
    [{ lr: -1 }, "out-of-range", "optimizer.lr", ">= 0"],
  ])("%j", (change, code, path, allowed) => {
    const error = errorOf({ name: "own-rule", rule, ...change });
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code, path, allowed });
  });

  test("a wrong text is refused where it is read, and only there", () => {
    const wrong = { name: "own-rule", rule: "m = g\ntheta = theta - lr*sqr(m)", options: { left: 1 } };
    const error = errorOf(wrong);
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error).toMatchObject({ code: "unknown-function", line: 2, start: 19 });
    expect(() => checkOptimizerShape(wrong)).not.toThrow();
    expect(ruleOf(wrong)).toBeNull();
    expect(ruleOf({ name: "own-rule", rule })?.states).toEqual(["m"]);
    expect(() => checkOptimizerShape({ name: "own-rule", rule, start: { m: "0" } })).toThrow(InputError);
  });
});

function errorOf(spec: OptimizerSpec): unknown {
  try {
    createOptimizer(spec);
  } catch (error) {
    return error;
  }
  throw new Error(`${JSON.stringify(spec)} was accepted`);
}
