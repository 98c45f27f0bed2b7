import { describe, expect, test } from "vitest";
import { expectExact } from "../../support/close-to-exact.ts";
import { drive, feed } from "../../support/drive.ts";
import { fraction, fractionOf, sum } from "../../support/fraction.ts";
import { handmadeObjective } from "../../support/handmade-objectives.ts";

/** a / 2 * x^2 + floor. */
const parabola = (a: number, floor = 0) =>
  handmadeObjective(["x"], ([x], g) => {
    g[0] = a * x;
    return (a / 2) * x * x + floor;
  });

const cone = handmadeObjective(["x"], ([x], g) => {
  g[0] = Math.sign(x);
  return Math.abs(x);
});

describe("Polyak's step size", () => {
  test("on a parabola it is 1 / (2 c) of Newton's step: all of it with the authors' c, half in optax, where x halves", () => {
    const paper = drive({ name: "polyak_sgd", eps: 0 }, parabola(4), [3]);
    paper.advance();
    expect(paper.theta[0]).toBe(0);
    expect(paper.parts.scale[0]).toBe(4);
    const optax = drive({ name: "polyak_sgd", convention: "optax" }, parabola(4), [3]);
    for (let k = 1; k <= 10; k++) {
      optax.advance();
      expect(optax.theta[0]).toBe(3 * 0.5 ** k);
    }
  });

  test("on a cone it lands on the tip, from anywhere within max_lr", () => {
    const run = drive({ name: "polyak_sgd", convention: "optax", max_lr: 10 }, cone, [7]);
    run.advance();
    expect(run.theta[0]).toBe(0);
  });

  test("max_lr bounds it, and lr multiplies what comes out", () => {
    const run = drive({ name: "polyak_sgd", convention: "optax", max_lr: 0.5, lr: 0.5 }, cone, [7]);
    run.advance(4);
    expect(run.theta[0]).toBe(7 - 4 * 0.25);
  });

  test("f_min is the level that it aims at: that of the tip lands there, one that is too high stops above", () => {
    const lands = drive({ name: "polyak_sgd", f_min: -5, eps: 0 }, parabola(4, -5), [3]);
    lands.advance();
    expect(lands.theta[0]).toBe(0);
    const stops = drive({ name: "polyak_sgd", convention: "optax", f_min: 2, max_lr: 10 }, cone, [7]);
    stops.advance(5);
    expect(stops.theta[0]).toBe(2);
    expect(stops.parts.direction[0]).toBe(0);
  });

  test("weight_decay belongs to the loss: (1 + 3) / 2 x^2 needs as long as 4 / 2 x^2", () => {
    const run = drive({ name: "polyak_sgd", weight_decay: 3, eps: 0 }, parabola(1), [3]);
    run.advance();
    expect(run.theta[0]).toBe(0);
  });

  test("eps keeps a step near the minimum small", () => {
    const { theta, context, take } = feed({ name: "polyak_sgd", eps: 2, c: 0.5 }, [1]);
    context.loss = 3;
    take([2], 1);
    // min(3 / (0.5 * 4 + 2), 1) * 2
    expect(theta[0]).toBe(1 - 0.75 * 2);
  });
});

describe("DoG", () => {
  test("the farthest distance over the root of all squared gradients, in rational arithmetic", () => {
    // |x0| = 5, so that the first distance is reps_rel * 6; the norms 5, 12, 84 add up to 5^2, 13^2, 85^2.
    const { theta, state, parts, take } = feed({ name: "dog", reps_rel: 0.5, eps: 0 }, [3, 4]);
    const gradients = [
      [3, 4],
      [0, 12],
      [84, 0],
    ];
    const roots = [5, 13, 85];
    let squaredDistance = fraction(9);
    gradients.forEach((g, k) => {
      const before = Array.from(theta, fractionOf);
      const away = sum(before.map((entry, i) => entry.minus([3, 4][i]).power(2)));
      squaredDistance = squaredDistance.atLeast(away);
      take(g, 1);
      expectExact((state["distance"] as number) ** 2, squaredDistance);
      expectExact(parts.scale[0] ** 2, fraction(roots[k]).power(2).over(squaredDistance));
      g.forEach((entry, i) => {
        const moved = fractionOf(theta[i]).minus(before[i]);
        expectExact(
          moved.power(2).toNumber(),
          fraction(entry)
            .power(2)
            .times(squaredDistance)
            .over(roots[k] ** 2),
        );
      });
    });
    expect(squaredDistance.minus(9).sign()).toBe(1);
  });

  test("finds its rate whether the minimum is 1 or 1000 away", () => {
    for (const start of [1, 1000]) {
      const run = drive({ name: "dog" }, parabola(2), [start]);
      run.advance(2000);
      expect(Math.abs(run.theta[0])).toBeLessThan(1e-3 * start);
    }
  });
});

describe("D-Adaptation around AdamW", () => {
  test.each([
    ["paper", {}],
    ["with bias corrections", { use_bias_correction: true }],
  ])("%s: estimates and memories in rational arithmetic, along the path that was walked", (_title, more) => {
    // b2 = 0.81 makes b = 0.9. The scales are roots: their squares are compared, and the last ones taken as they are.
    const spec = { name: "dadapt_adamw", betas: [0.9, 0.81], eps: 0.25, d0: 0.125, weight_decay: 0.5, ...more };
    const { theta, state, parts, take } = feed(spec, [1, -2]);
    const gradients = [
      [3, -1],
      [20, -20],
      [30, -10],
      [-1, -4],
      [2, 1],
    ];
    const rates = [0.5, 1, 0.25, 0.5, 2];
    let [d, numerator] = [fraction("1/8"), fraction(0)];
    let memory = [0, 1].map(() => ({ m: fraction(0), v: fraction(0), s: fraction(0) }));
    let lastScales = memory.map(() => fraction("1/4"));
    gradients.forEach((pair, k) => {
      const before = Array.from(theta, fractionOf);
      take(pair, rates[k]);
      const t = k + 1;
      const corrected = "use_bias_correction" in more ? Math.sqrt(1 - 0.81 ** t) / (1 - 0.9 ** t) : 1;
      const eta = d.times(fractionOf(rates[k] * corrected));
      const along = sum(memory.map(({ s }, i) => s.times(pair[i]).over(lastScales[i])));
      numerator = numerator.times("0.9").plus(eta.times(along).times("0.1"));
      memory = memory.map(({ m, v, s }, i) => ({
        m: m.times("0.9").plus(eta.times(pair[i]).times("0.1")),
        v: v.times("0.81").plus(fraction(pair[i]).power(2).times("0.19")),
        s: s.times("0.9").plus(eta.times(pair[i]).times("0.1")),
      }));
      d = d.atLeast(numerator.over(sum(memory.map(({ s }) => s.abs()))).times(10));
      expectExact(state["d"] as number, d);
      memory.forEach(({ m, v, s }, i) => {
        expectExact((state["m"] as Float64Array)[i], m);
        expectExact((state["s"] as Float64Array)[i], s);
        expectExact((parts.scale[i] - 0.25) ** 2, v);
        const sigma = fractionOf(parts.scale[i]);
        expectExact(theta[i], before[i].minus(m.over(sigma)).minus(eta.times(before[i]).over(2)));
      });
      lastScales = Array.from(parts.scale, fractionOf);
    });
    expect(d.minus("1/8").sign()).toBe(1);
  });

  test("finds its rate whether the minimum is 1 or 1000 away", () => {
    for (const start of [1, 1000]) {
      const run = drive({ name: "dadapt_adamw" }, parabola(2), [start]);
      run.advance(2000);
      expect(Math.abs(run.theta[0])).toBeLessThan(1e-3 * start);
    }
  });
});

describe("Prodigy", () => {
  test.each([
    ["paper", {}],
    ["with the safeguard", { safeguard_warmup: true }],
    ["with bias corrections", { use_bias_correction: true }],
  ])("%s: estimates and memories in rational arithmetic, along the path that was walked", (_title, more) => {
    // b2 = 0.81 makes b3 = 0.9. The correction sqrt(1 - 0.81^t) / (1 - 0.9^t) is the one number that is not rational.
    const spec = { name: "prodigy", betas: [0.9, 0.81], eps: 0.25, d0: 0.125, d_coef: 4, weight_decay: 0.5, ...more };
    const start = [1, -2];
    const { theta, state, parts, take } = feed(spec, start);
    const gradients = [
      [3, -1],
      [2, -2],
      [1, -4],
      [-1, -1],
      [2, 1],
    ];
    const rates = [0.5, 1, 0.25, 0.5, 2];
    const d0 = fraction("1/8");
    let [d, numerator] = [d0, fraction(0)];
    let memory = start.map(() => ({ m: fraction(0), v: fraction(0), s: fraction(0) }));
    gradients.forEach((pair, k) => {
      const before = Array.from(theta, fractionOf);
      take(pair, rates[k]);
      const t = k + 1;
      const corrected = "use_bias_correction" in more ? Math.sqrt(1 - 0.81 ** t) / (1 - 0.9 ** t) : 1;
      const rate = fractionOf(rates[k] * corrected);
      const g = pair.map((entry) => fraction(entry));
      const weight = d.power(2).times(rate).over(d0);
      const sWeight = "safeguard_warmup" in more ? d.power(2).over(d0) : weight;
      memory = memory.map(({ m, v, s }, i) => ({
        m: m.times("0.9").plus(d.times(g[i]).times("0.1")),
        v: v.times("0.81").plus(d.times(g[i]).power(2).times("0.19")),
        s: s.times("0.9").plus(g[i].times(sWeight)),
      }));
      const towardsStart = sum(g.map((entry, i) => entry.times(fraction(start[i]).minus(before[i]))));
      numerator = numerator.times("0.9").plus(weight.times(towardsStart));
      const next = d.atLeast(numerator.times(4).over(sum(memory.map(({ s }) => s.abs()))));
      expectExact(state["d"] as number, next);
      memory.forEach(({ m, v, s }, i) => {
        expectExact((state["m"] as Float64Array)[i], m);
        expectExact((state["v"] as Float64Array)[i], v);
        expectExact((state["s"] as Float64Array)[i], s);
        const sigma = parts.scale[i] * d.toNumber() * corrected;
        expectExact((sigma - next.over(4).toNumber()) ** 2, v);
        expectExact(parts.direction[i], m.plus(before[i].times(fractionOf(sigma)).over(2)));
      });
      d = next;
    });
    expect(d.minus(d0).sign()).toBe(1);
  });

  test("optax corrects the bias always", () => {
    const step = (more: object) => {
      const { theta, take } = feed({ name: "prodigy", d0: 0.125, ...more }, [1]);
      take([3], 1);
      take([2], 1);
      return theta[0];
    };
    expect(step({ convention: "optax" })).toBe(step({ use_bias_correction: true }));
    expect(step({ convention: "optax" })).not.toBe(step({}));
  });

  test("a rate of 0, and gradients of 0 at first, are no steps", () => {
    const { theta, state, take } = feed({ name: "prodigy" }, [1]);
    take([3], 0);
    take([0], 1);
    expect(theta[0]).toBe(1);
    expect(state).toMatchObject({ t: 2, d: 1e-6, numerator: 0, m: Float64Array.of(0), s: Float64Array.of(0) });
  });

  test("finds its rate whether the minimum is 1 or 1000 away, and does not overestimate that on the way", () => {
    for (const start of [1, 1000]) {
      const run = drive({ name: "prodigy" }, cone, [start]);
      run.advance(50);
      expect(run.state["d"]).toBeLessThanOrEqual(start);
      run.advance(2000);
      expect(Math.abs(run.theta[0])).toBeLessThan(0.2 * start);
    }
  });
});
