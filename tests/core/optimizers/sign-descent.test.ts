import { describe, expect, test } from "vitest";
import { expectExact } from "../../support/close-to-exact.ts";
import { feed } from "../../support/drive.ts";
import { fraction } from "../../support/fraction.ts";

// Of a sign only what it is the sign of can be wrong: the memories are followed in rational arithmetic, the steps counted.

const GRADIENTS = ["3", "-1/2", "-1/4", "-2", "0", "1/8", "5"] as const;

const beginning = fraction(0);

describe("signSGD", () => {
  test("counts rates: as many up as down, none for a gradient of 0", () => {
    const { theta, take } = feed({ name: "sign_sgd" }, [1]);
    for (const g of [3, -1e-9, 0, 1e300, 2, -0.5]) take([g], 0.25);
    expect(theta[0]).toBe(1 - 0.25 * (3 - 2));
  });

  test("the decay stands beside the sign", () => {
    const { theta, take } = feed({ name: "sign_sgd", weight_decay: 0.5 }, [8]);
    take([1e-3], 0.25);
    expect(theta[0]).toBe(8 * (1 - 0.25 * 0.5) - 0.25);
  });
});

describe("Signum", () => {
  test("remembers as the paper's algorithm 2 does, and goes by the sign of that", () => {
    const { theta, state, parts, take } = feed({ name: "signum", momentum: 0.75 }, [0]);
    let m = beginning;
    let steps = 0;
    for (const g of GRADIENTS) {
      m = m.times("3/4").plus(fraction(g).times("1/4"));
      take([fraction(g).toNumber()], 0.5);
      steps += m.sign();
      expectExact((state["m"] as Float64Array)[0], m);
      expect(parts.direction[0]).toBe(m.sign());
    }
    expect(theta[0]).toBe(-0.5 * steps);
  });

  test("a schedule's momentum takes the place of its own", () => {
    const { parts, context, take } = feed({ name: "signum", momentum: 0.75 }, [0]);
    take([3], 0.5);
    context.momentum = 0;
    take([-1e-6], 0.5);
    expect(parts.direction[0]).toBe(-1);
  });
});

describe("Lion", () => {
  test("goes by the sign of one mean and keeps another, algorithm 2 of the paper", () => {
    const { state, parts, take } = feed({ name: "lion", betas: [0.5, 0.75] }, [0]);
    let m = beginning;
    const signs: number[] = [];
    for (const g of GRADIENTS) {
      const mean = m.times("1/2").plus(fraction(g).times("1/2"));
      m = m.times("3/4").plus(fraction(g).times("1/4"));
      take([fraction(g).toNumber()], 0.5);
      signs.push(mean.sign());
      expect(parts.direction[0]).toBe(mean.sign());
      expectExact((state["m"] as Float64Array)[0], m);
    }
    expect(signs).toContain(-1);
    expect(signs).toContain(1);
  });

  test("the newest gradient turns it where the memory alone would not", () => {
    const { parts, state, take } = feed({ name: "lion", betas: [0.5, 0.99] }, [0]);
    take([1], 1);
    take([-0.02], 1);
    expect(parts.direction[0]).toBe(-1);
    expect((state["m"] as Float64Array)[0]).toBeGreaterThan(0);
  });

  test("decays beside the sign, by 1e-3 in optax unless told, not at all in the paper's code", () => {
    const shrunk = (convention: "paper" | "optax") => {
      const { theta, take } = feed({ name: "lion", convention }, [8]);
      take([0], 0.5);
      return theta[0];
    };
    expect(shrunk("paper")).toBe(8);
    expect(shrunk("optax")).toBe(8 * (1 - 0.5 * 1e-3));
  });
});
