import { describe, expect, test } from "vitest";
import type { Convention, OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { expectExact } from "../../support/close-to-exact.ts";
import { feed } from "../../support/drive.ts";
import { Fraction, fraction } from "../../support/fraction.ts";
import { beginning, blend, correction, GRADIENTS } from "../../support/recurrence.ts";

// Where eps stands and where sums and means begin, per convention; roots are avoided by comparing squares of scales.

/** The scale's square under GRADIENTS, step by step, against a recurrence. */
function squaredScales(spec: OptimizerSpec, next: (g: Fraction, t: number) => Fraction): void {
  const { parts, take } = feed(spec, [1]);
  GRADIENTS.forEach((g, k) => {
    take([fraction(g).toNumber()], 0.1);
    expect(parts.direction[0]).toBe(fraction(g).toNumber());
    expectExact(parts.scale[0] ** 2, next(fraction(g), k + 1));
  });
}

const firstStep = (spec: OptimizerSpec, g: number, rate = 0.125): number => {
  const { theta, take } = feed(spec, [0]);
  take([g], rate);
  return -theta[0];
};

describe("AdaGrad", () => {
  test.each(["tensorflow", "optax"] as const)("%s: the sum starts at 0.1, eps 1e-7 inside the root", (convention) => {
    let sum = fraction("0.1");
    squaredScales({ name: "adagrad", convention }, (g) => {
      sum = sum.plus(g.power(2));
      return sum.plus("0.0000001");
    });
  });

  test("the first step: one rate in torch and the course book, next to nothing for a small gradient in the others", () => {
    const first = (convention: Convention) => firstStep({ name: "adagrad", convention }, 0.01);
    for (const convention of ["pytorch", "leedl"] as const) expect(first(convention)).toBeCloseTo(0.125, 8);
    for (const convention of ["tensorflow", "optax"] as const) {
      expect(first(convention)).toBeCloseTo((0.125 * 0.01) / Math.sqrt(0.1001001), 14);
    }
  });

  test("conventions agree where the sum is large: their scales part by 0.1 of its square", () => {
    const scale = (convention: Convention) => {
      const { parts, take } = feed({ name: "adagrad", convention }, [0]);
      for (let k = 0; k < 100; k++) take([1], 0);
      return parts.scale[0];
    };
    expect(scale("optax") - scale("pytorch")).toBeCloseTo(Math.sqrt(100.1) - 10, 7);
  });
});

describe("RMSprop", () => {
  test.each([
    ["tensorflow", { alpha: 0.75, eps: 0.25 }, 0],
    ["optax", { alpha: 0.75, eps: 0.25, initial_scale: 1 }, 1],
    ["paper", { alpha: 0.75 }, 0],
  ] as const)("%s: eps inside the root, or none", (convention, options, start) => {
    let v = fraction(start);
    squaredScales({ name: "rmsprop", convention, ...options }, (g) => {
      v = blend(v, "3/4", g.power(2));
      return "eps" in options ? v.plus("1/4") : v;
    });
  });

  test("optax corrects the start where it is told to: the first step is one rate long", () => {
    const spec = { name: "rmsprop", convention: "optax", alpha: 0.75, bias_correction: true, eps: 0 } as const;
    let v = beginning;
    squaredScales(spec, (g, t) => {
      v = blend(v, "3/4", g.power(2));
      return v.over(correction("3/4", t));
    });
    expect(firstStep(spec, -7)).toBe(-0.125);
  });

  test("the first step, 1 / sqrt(1 - alpha) rates at each one's alpha: 10 in torch, sqrt(10) elsewhere, 1 in the course", () => {
    const rates = (convention: Convention) => firstStep({ name: "rmsprop", convention }, 3) / 0.125;
    expect(rates("pytorch")).toBeCloseTo(10, 6);
    for (const convention of ["paper", "tensorflow", "optax"] as const) {
      expect(rates(convention)).toBeCloseTo(Math.sqrt(10), 6);
    }
    expect(rates("leedl")).toBe(1);
  });

  test("an eps inside the root weighs more: where gradients vanish, its own root is the scale", () => {
    const scale = (convention: Convention) => {
      const { parts, take } = feed({ name: "rmsprop", convention, eps: 1e-8 }, [0]);
      take([1e-12], 0.1);
      return parts.scale[0];
    };
    expect(scale("pytorch")).toBeCloseTo(1e-8, 11);
    for (const convention of ["tensorflow", "optax"] as const) expect(scale(convention)).toBeCloseTo(1e-4, 11);
  });

  /** v stays 4 and gMean grows under gradients of 2: scales are known, and steps are 2 / scale rates. */
  const steady = { name: "rmsprop", alpha: 0.5, initial_scale: 4, eps: 0 } as const;

  test.each([
    ["plain", false],
    ["Nesterov", true],
  ])("a momentum remembers movements, at the rates they were made with (%s)", (_title, nesterov) => {
    const { theta, take } = feed({ ...steady, convention: "optax", momentum: 0.75, nesterov }, [0]);
    const rates = ["1/2", "1/8", "1/4", "0", "1/16"] as const;
    let [x, m] = [beginning, beginning];
    for (const rate of rates) {
      take([2], fraction(rate).toNumber());
      m = m.times("3/4").plus(rate);
      x = x.minus(nesterov ? m.times("3/4").plus(rate) : m);
      expectExact(theta[0], x);
    }
  });

  test("Keras' momentum too, torch's at the present rate", () => {
    // Gradients whose squares keep v at 1 from the first step on, so that each makes one rate.
    const walk = (convention: Convention) => {
      const { theta, take } = feed({ name: "rmsprop", convention, alpha: 0.75, eps: 0, momentum: 0.5 }, [0]);
      take([2], 0.5);
      take([1], 0.25);
      return theta[0];
    };
    // v = 1, so the first step is 2 * 0.5; then the memory halves, with or without the rate's change.
    expect(walk("tensorflow")).toBe(-(1 + (0.5 * 1 + 0.25)));
    expect(walk("pytorch")).toBe(-(1 + 0.25 * (0.5 * 2 + 1)));
  });

  test.each(["tensorflow", "optax"] as const)("%s: centered, eps joins the variance", (convention) => {
    let [v, mean] = [beginning, beginning];
    squaredScales({ name: "rmsprop", convention, alpha: 0.75, eps: 0.25, centered: true }, (g) => {
      v = blend(v, "3/4", g.power(2));
      mean = blend(mean, "3/4", g);
      return v.minus(mean.power(2)).plus("1/4");
    });
  });

  test("options of one convention are refused by the others", () => {
    for (const [convention, option] of [
      ["pytorch", "initial_scale"],
      ["tensorflow", "bias_correction"],
      ["tensorflow", "nesterov"],
      ["paper", "eps"],
      ["leedl", "momentum"],
    ] as const) {
      expect(() => feed({ name: "rmsprop", convention, [option]: 0 }, [0])).toThrow(
        expect.objectContaining({ code: "unsupported", path: `optimizer.${option}` }),
      );
    }
    expect(() => feed({ name: "rmsprop", convention: "optax", nesterov: true }, [0])).toThrow(
      expect.objectContaining({ code: "inconsistent", path: "optimizer.nesterov" }),
    );
  });
});

test("Keras decays theta beside the step, which its scale does not touch", () => {
  for (const name of ["adagrad", "rmsprop"]) {
    const { theta, take } = feed({ name, convention: "tensorflow", weight_decay: 0.5 }, [8]);
    take([0], 0.25);
    expect(theta[0]).toBe(8 * (1 - 0.25 * 0.5));
  }
});
