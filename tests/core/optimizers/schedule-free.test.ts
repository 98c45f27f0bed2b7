import { describe, expect, test } from "vitest";
import { companionOf } from "../../../src-core/optimizers/index.ts";
import { expectExact } from "../../support/close-to-exact.ts";
import { feed } from "../../support/drive.ts";
import { fraction, type Fraction } from "../../support/fraction.ts";

// On a parabola, or under gradients of one magnitude, all of it is rational.

describe("schedule-free SGD", () => {
  test.each([
    ["a constant rate: c = 1 / t", {}, ["1/4", "1/4", "1/4", "1/4", "1/4"], ["1", "1/2", "1/3", "1/4", "1/5"]],
    ["r = 1: later steps weigh more", { r: 1 }, ["1/4", "1/4", "1/4", "1/4"], ["1", "2/3", "3/6", "4/10"]],
    // Weights 1, 4, 4, 4 (of 1/16 each): the largest rate so far, squared.
    ["changing rates", {}, ["1/4", "1/2", "1/8", "1/2"], ["1", "4/5", "4/9", "4/13"]],
    ["weight_lr_power 0", { weight_lr_power: 0 }, ["1/4", "1/2", "1/8"], ["1", "1/2", "1/3"]],
  ])("%s", (_title, more, rates, weights) => {
    // The loss 3 / 2 x^2, decayed: the gradient at y is 3 y + y / 2.
    const spec = { name: "schedule_free_sgd", momentum: 0.75, weight_decay: 0.5, ...more };
    const { theta, state, take } = feed(spec, [2]);
    let [x, y, z] = [fraction(2), fraction(2), fraction(2)];
    rates.forEach((rate, k) => {
      take([3 * theta[0]], fraction(rate).toNumber());
      z = z.minus(y.times("7/2").times(rate));
      x = x.plus(z.minus(x).times(weights[k]));
      y = z.times("1/4").plus(x.times("3/4"));
      expectExact((state["z"] as Float64Array)[0], z);
      expectExact((state["x"] as Float64Array)[0], x);
      expectExact(theta[0], y);
    });
  });

  test("momentum 0 is gradient descent; its companion is the mean of its points", () => {
    const { theta, state, take } = feed({ name: "schedule_free_sgd", momentum: 0 }, [2]);
    const points: Fraction[] = [];
    let [y, total] = [fraction(2), fraction(0)];
    const out = new Float64Array(1);
    for (let k = 1; k <= 8; k++) {
      take([3 * theta[0]], 0.25);
      y = y.times("1/4");
      points.push(y);
      total = total.plus(y);
      companionOf({ name: "schedule_free_sgd" })?.read(theta, state, out);
      expectExact(theta[0], y);
      expectExact(out[0], total.over(points.length));
    }
  });

  test("a schedule's momentum moves y between z and x, which stay what they are", () => {
    const { theta, state, context, take } = feed({ name: "schedule_free_sgd" }, [2]);
    take([1], 0.5);
    take([1], 0.5);
    context.momentum = 0;
    take([0], 0.5);
    expect(theta[0]).toBe((state["z"] as Float64Array)[0]);
    expect(theta[0]).toBe(1);
    context.momentum = 1;
    take([0], 0.5);
    expect(theta[0]).toBe((state["x"] as Float64Array)[0]);
  });

  test("before the first rate above 0 nothing moves", () => {
    const { theta, take } = feed({ name: "schedule_free_sgd" }, [2]);
    take([1], 0);
    expect(theta[0]).toBe(2);
  });
});

describe("schedule-free AdamW", () => {
  // Gradients of one magnitude: v / (1 - b2^t) = g^2, so that z goes by one rate, and by rate * weight_decay * y * (gamma / rate).
  const GRADIENTS = [3, -3, 3, 3, -3];

  test("paper: z goes by whole rates, and the average weighs them by 1 - b2^t", () => {
    const { theta, state, take } = feed({ name: "schedule_free_adamw", betas: [0.75, 0.5], eps: 0 }, [2]);
    let [x, z, total] = [fraction(2), fraction(2), fraction(0)];
    GRADIENTS.forEach((g, k) => {
      take([g], 0.125);
      const weight = fraction(1).minus(fraction("1/2").power(k + 1));
      total = total.plus(weight);
      z = z.minus(fraction(Math.sign(g)).over(8));
      x = x.plus(z.minus(x).times(weight.over(total)));
      expectExact((state["z"] as Float64Array)[0], z);
      expectExact((state["x"] as Float64Array)[0], x);
      expectExact(theta[0], z.times("1/4").plus(x.times("3/4")));
    });
  });

  test("optax: the same z, every one of the same weight; eps after the correction, the decay by the whole rate", () => {
    const spec = { name: "schedule_free_adamw", convention: "optax" as const, betas: [0.75, 0.5] };
    const { theta, state, take } = feed({ ...spec, eps: 1, weight_decay: 0.5 }, [2]);
    let [x, y, z] = [fraction(2), fraction(2), fraction(2)];
    GRADIENTS.forEach((g, k) => {
      take([g], 0.125);
      z = z.minus(fraction(g).over(4).plus(y.over(2)).over(8));
      x = x.plus(z.minus(x).over(k + 1));
      y = z.times("1/4").plus(x.times("3/4"));
      expectExact((state["z"] as Float64Array)[0], z);
      expectExact(theta[0], y);
    });
  });

  test("paper: eps before the correction, the decay by the corrected rate", () => {
    const { state, take } = feed({ name: "schedule_free_adamw", betas: [0.75, 0.75], eps: 1, weight_decay: 0.5 }, [2]);
    take([6], 0.5);
    // v = 36 / 4, gamma = 0.5 * sqrt(1 / 4)
    expect((state["z"] as Float64Array)[0]).toBe(2 - 0.25 * (6 / (3 + 1) + 0.5 * 2));
  });
});
