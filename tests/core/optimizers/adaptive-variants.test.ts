import { describe, expect, test } from "vitest";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { expectExact } from "../../support/close-to-exact.ts";
import { feed } from "../../support/drive.ts";
import { Fraction, fraction, fractionOf, sum } from "../../support/fraction.ts";
import { beginning, blend, correction, follow, GRADIENTS } from "../../support/recurrence.ts";

// The papers' recurrences in rational arithmetic, on given gradients. Roots are avoided: the square of what the method
// calls its scale is compared, or the gradients are such that the root is rational.

describe("AdaBelief", () => {
  const spec = { name: "adabelief", betas: [0.9, 0.99], eps: 0.25 };

  test.each([
    ["paper: one eps in both places", { ...spec }, "1/4"],
    ["optax: eps_root inside", { ...spec, convention: "optax" as const, eps_root: 0.5 }, "1/2"],
  ])("%s", (_title, chosen, inside) => {
    let [m, s] = [beginning, beginning];
    follow(chosen, (g, t) => {
      m = blend(m, "0.9", g);
      s = blend(s, "0.99", g.minus(m).power(2)).plus(inside);
      return { direction: m.over(correction("0.9", t)), squaredScale: s.over(correction("0.99", t)) };
    });
  });

  test("its decay does not go through the scale", () => {
    const { theta, take } = feed({ name: "adabelief", weight_decay: 0.5 }, [8]);
    take([0], 0.25);
    expect(theta[0]).toBe(8 * (1 - 0.25 * 0.5));
  });
});

describe("Yogi", () => {
  /** Algorithm 2, line 6 of the paper. */
  const next = (v: Fraction, g: Fraction): Fraction => {
    const square = g.power(2);
    return v.minus(square.times("0.01").times(v.minus(square).sign()));
  };

  test("the paper's, without bias corrections", () => {
    let [m, v] = [beginning, beginning];
    follow({ name: "yogi", betas: [0.9, 0.99], eps: 0.25 }, (g) => {
      m = blend(m, "0.9", g);
      v = next(v, g);
      return { direction: m, squaredScale: v };
    });
  });

  test("optax's starts both memories at the initial value, and corrects both", () => {
    const spec = { name: "yogi", convention: "optax" as const, betas: [0.9, 0.99], eps: 0.25 };
    let [m, v] = [fraction("1/8"), fraction("1/8")];
    follow({ ...spec, initial_accumulator_value: 0.125 }, (g, t) => {
      m = blend(m, "0.9", g);
      v = next(v, g);
      return { direction: m.over(correction("0.9", t)), squaredScale: v.over(correction("0.99", t)) };
    });
  });
});

describe("LAMB", () => {
  test("the first step is the rate times the norm of theta, shared out evenly where all gradients have a sign", () => {
    // |theta| = 6, and four entries of +-1 have the norm 2.
    const { theta, take } = feed({ name: "lamb", eps: 0 }, [1, 3, -5, 1]);
    take([7, -0.5, 2, 1e-3], 0.125);
    [1 - 3 / 8, 3 + 3 / 8, -5 - 3 / 8, 1 - 3 / 8].forEach((expected, i) => expect(theta[i]).toBeCloseTo(expected, 14));
  });

  test("gradients that only change their signs leave sigma = |g|: the rest of algorithm 2 in rational arithmetic", () => {
    const decay = "1/2";
    const { theta, take } = feed({ name: "lamb", betas: [0.9, 0.99], eps: 0, weight_decay: 0.5 }, [2, -3]);
    const magnitudes = [5, 7];
    const signs = [
      [1, 1],
      [1, -1],
      [-1, -1],
      [1, -1],
      [1, 1],
    ] as const;
    let means = [beginning, beginning];
    signs.forEach((pair, k) => {
      const before = Array.from(theta, fractionOf);
      take(
        pair.map((sign, i) => sign * magnitudes[i]),
        0.125,
      );
      means = means.map((m, i) => blend(m, "0.9", fraction(pair[i])));
      const u = means.map((m, i) => m.over(correction("0.9", k + 1)).plus(before[i].times(decay)));
      const lengths = [before, u].map((vector) => sum(vector.map((entry) => entry.power(2))));
      u.forEach((entry, i) => {
        const moved = fractionOf(theta[i]).minus(before[i]);
        expect(moved.sign()).toBe(-entry.sign());
        expectExact(moved.power(2).toNumber(), entry.power(2).times(lengths[0]).over(lengths[1]).over(64));
      });
    });
  });

  test("from theta = 0, whose norm says nothing, it takes Adam's own step", () => {
    const { theta, take } = feed({ name: "lamb", eps: 0 }, [0, 0]);
    take([7, -0.5], 0.125);
    expect(Array.from(theta)).toEqual([-0.125, 0.125]);
  });
});

describe("NovoGrad", () => {
  test("divides the whole gradient by the root of v, then remembers: algorithm 1, where all norms are rational", () => {
    // |g| = 5, 35, 175 and b2 = 1/2 make v = 25, 625, 15625.
    const spec = { name: "novograd", betas: [0.9, 0.5], eps: 0.5, weight_decay: 0.25 };
    const { theta, state, parts, take } = feed(spec, [2, -3]);
    const gradients = [
      [3, -4],
      [21, 28],
      [-105, 140],
    ];
    const roots = [5, 25, 125];
    let m = [beginning, beginning];
    gradients.forEach((g, k) => {
      const before = Array.from(theta, fractionOf);
      take(g, 0.125);
      m = m.map((entry, i) =>
        entry
          .times("0.9")
          .plus(fraction(g[i]).over(fraction(roots[k]).plus("1/2")))
          .plus(before[i].over(4)),
      );
      expect(state["v"]).toBe(roots[k] ** 2);
      m.forEach((entry, i) => {
        expectExact(parts.direction[i], entry);
        expectExact(theta[i], before[i].minus(entry.over(8)));
      });
    });
  });

  test("optax's betas and eps", () => {
    const { state, parts, take } = feed({ name: "novograd", convention: "optax" }, [0]);
    take([2], 0.1);
    take([4], 0.1);
    expect(state["v"]).toBe(0.25 * 4 + 0.75 * 16);
    expect(parts.direction[0]).toBeCloseTo((0.9 * 2) / (2 + 1e-6) + 4 / (Math.sqrt(13) + 1e-6), 14);
  });
});

describe("Adan", () => {
  test.each([
    ["paper: the change of the gradient weighs b2", undefined, "0.92"],
    ["optax: it weighs 1 - b2", "optax" as const, "0.08"],
  ])("%s", (_title, convention, ahead) => {
    const spec = { name: "adan", betas: [0.98, 0.92, 0.99], eps: 0.25 };
    let [m, v, n, last] = [beginning, beginning, beginning, fraction(GRADIENTS[0])];
    follow(convention === undefined ? spec : { ...spec, convention, eps_root: 0.5 }, (g, t) => {
      const change = g.minus(last);
      m = blend(m, "0.98", g);
      v = blend(v, "0.92", change);
      n = blend(n, "0.99", g.plus(change.times(ahead)).power(2));
      last = g;
      return {
        direction: m.over(correction("0.98", t)).plus(v.times(ahead).over(correction("0.92", t))),
        squaredScale: n.over(correction("0.99", t)).plus(convention === undefined ? 0 : "1/2"),
      };
    });
  });

  test("decay: a division in the paper, AdamW's under no_prox and in optax", () => {
    const shrunk = (more: Partial<OptimizerSpec>) => {
      const { theta, take } = feed({ name: "adan", weight_decay: 0.5, ...more }, [8]);
      take([0], 0.5);
      return theta[0];
    };
    expect(shrunk({})).toBe(8 / 1.25);
    expect(shrunk({ no_prox: true })).toBe(8 * 0.75);
    expect(shrunk({ convention: "optax" })).toBe(8 * 0.75);
  });
});

describe("ADOPT", () => {
  test("divides by the v before the gradient: with b2 = 0, by the gradient before it", () => {
    const { theta, state, parts, take } = feed({ name: "adopt", betas: [0.9, 0], clip: false }, [1]);
    let m = beginning;
    GRADIENTS.forEach((text, k) => {
      const g = fraction(text);
      take([g.toNumber()], 0.125);
      if (k > 0) m = blend(m, "0.9", g.over(fraction(GRADIENTS[k - 1]).abs()));
      expectExact(parts.direction[0], m);
      expectExact((state["v"] as Float64Array)[0], g.power(2));
      if (k === 0) expect(theta[0]).toBe(1);
    });
  });

  test("v remembers; the first gradient is only for it", () => {
    // 5, 35, 175 with b2 = 1/2: v = 25, 625, and every gradient is 7 roots long.
    const { state, parts, take } = feed({ name: "adopt", betas: [0.9, 0.5], clip: false }, [1]);
    [5, 35, 175].forEach((g) => take([g], 0.125));
    expectExact(parts.direction[0], fraction("0.9").times("0.1").plus("0.1").times(7));
    expect((state["v"] as Float64Array)[0]).toBe(15625);
  });

  test("the clipping bounds the k-th scaled gradient by the fourth root of k", () => {
    const { parts, take } = feed({ name: "adopt", betas: [0, 0.5] }, [1]);
    [5, 35, -175, 875].forEach((g, k) => {
      take([g], 0.125);
      expect(parts.direction[0] ** 4).toBeCloseTo(k, 12);
    });
    expect(parts.direction[0]).toBeGreaterThan(0);
  });

  test("a gradient after one of 0 is divided by eps, one of 0 after that rests", () => {
    const { parts, take } = feed({ name: "adopt", betas: [0, 0], eps: 0.5, clip: false }, [1]);
    [0, 3, 0].forEach((g) => take([g], 0.125));
    expect(parts.direction[0]).toBe(0);
    const again = feed({ name: "adopt", betas: [0, 0], eps: 0.5, clip: false }, [1]);
    [0, 3].forEach((g) => again.take([g], 0.125));
    expect(again.parts.direction[0]).toBe(6);
  });

  test("the decay joins the gradient, or shrinks theta when decoupled", () => {
    const shrunk = (decouple: boolean) => {
      const { theta, take } = feed({ name: "adopt", weight_decay: 0.5, decouple }, [8]);
      take([0], 0.25);
      return theta[0];
    };
    expect(shrunk(false)).toBe(8);
    expect(shrunk(true)).toBe(8 * (1 - 0.25 * 0.5));
  });
});

describe("AdEMAMix", () => {
  const spec = { name: "ademamix", betas: [0.9, 0.99, 0.999], eps: 0.25 };

  test.each([
    ["constant alpha", { ...spec, alpha: 2 }, () => fraction(2)],
    ["optax's alpha", { ...spec, convention: "optax" as const }, () => fraction(5)],
    [
      "alpha rising over 4 steps",
      { ...spec, alpha: 2, alpha_warmup: 4 },
      (t: number) => fraction(Math.min(t, 4)).over(2),
    ],
  ])("algorithm 1, %s", (_title, chosen, alphaAt) => {
    let [m, slow, v] = [beginning, beginning, beginning];
    follow(chosen, (g, t) => {
      m = blend(m, "0.9", g);
      slow = blend(slow, "0.999", g);
      v = blend(v, "0.99", g.power(2));
      return {
        direction: m.over(correction("0.9", t)).plus(slow.times(alphaAt(t))),
        squaredScale: v.over(correction("0.99", t)),
      };
    });
  });

  test("beta3's half-life rises linearly: from 1 step to 9 in 8 steps, it is 1 + t at step t", () => {
    // Under gradients of 1 the slow mean is 1 - b3(1) b3(2) ..., and b3(t) = (1/2)^(1 / (1 + t)).
    const { state, take } = feed({ name: "ademamix", betas: [0.5, 0.9, 0.5 ** (1 / 9)], beta3_warmup: 8 }, [1]);
    let halvings = 0;
    for (let t = 1; t <= 10; t++) {
      take([1], 0.1);
      halvings += 1 / Math.min(1 + t, 9);
      expect(1 - (state["slow"] as Float64Array)[0]).toBeCloseTo(0.5 ** halvings, 14);
    }
  });
});

test.each(["adabelief", "yogi", "lamb", "adan", "ademamix"])(
  "%s under a schedule's momentum of 0: no memory in the direction, and the correction is for that",
  (name) => {
    const run = feed({ name, eps: 0 }, [1]);
    run.take([3], 0.1);
    run.context.momentum = 0;
    run.take([3], 0.1);
    const plain = feed({ name, eps: 0 }, [1]);
    plain.take([3], 0.1);
    plain.take([3], 0.1);
    // With constant gradients a corrected mean is the gradient, whatever the momentum; Yogi's paper does not correct.
    const expected = name === "yogi" ? 3 : plain.parts.direction[0];
    expect(run.parts.direction[0]).toBeCloseTo(expected, 12);
    expect((run.state["m"] as Float64Array)[0]).toBe(3);
  },
);
