import { describe, expect, test } from "vitest";
import type { Convention, OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { expectExact } from "../../support/close-to-exact.ts";
import { drive, feed } from "../../support/drive.ts";
import { Fraction, fraction } from "../../support/fraction.ts";
import { rosenbrock } from "../../support/handmade-objectives.ts";
import { beginning, blend, correction, follow, GRADIENTS } from "../../support/recurrence.ts";

const BETAS = { betas: [0.9, 0.99] } as const;

/** The scale and direction of every step under gradients, with their moments in rational arithmetic. */
function walk(
  spec: OptimizerSpec,
  check: (step: Moments & { readonly direction: number; readonly scale: number }) => void,
  gradients: readonly string[] = GRADIENTS,
): void {
  const { parts, take } = feed({ ...BETAS, ...spec }, [1]);
  let [m, v] = [beginning, beginning];
  gradients.forEach((text, k) => {
    const g = fraction(text);
    take([g.toNumber()], 0.1);
    m = blend(m, "0.9", g);
    v = blend(v, "0.99", g.power(2));
    check({ g, m, v, t: k + 1, direction: parts.direction[0], scale: parts.scale[0] });
  });
}

interface Moments {
  readonly g: Fraction;
  readonly m: Fraction;
  readonly v: Fraction;
  readonly t: number;
}

const firstStep = (spec: OptimizerSpec, g: number): number => {
  const { theta, take } = feed(spec, [0]);
  take([g], 1);
  return -theta[0];
};

describe("Adam", () => {
  test("the paper's is torch's to the bit", () => {
    const paths = (["paper", "pytorch"] as const).map((convention) => {
      const run = drive({ name: "adam", convention, lr: 0.01 }, rosenbrock, [-1.2, 1]);
      run.advance(200);
      return run.theta;
    });
    expect(paths[0]).toEqual(paths[1]);
  });

  test("Keras' eps joins the root of v before it is corrected", () => {
    walk({ name: "adam", convention: "tensorflow", eps: 0.25 }, ({ m, v, t, direction, scale }) => {
      const root = scale * Math.sqrt(correction("0.99", t).toNumber()) - 0.25;
      expectExact(direction, m.over(correction("0.9", t)));
      expectExact(root ** 2, v);
    });
  });

  test("the same eps weighs 1 / sqrt(1 - b2) times as much in Keras' first step, and the same in the end", () => {
    // A gradient of eps: Algorithm 1 goes half a rate, with either eps in the limit.
    const walkOf = (convention: Convention) => {
      const { theta, take } = feed({ name: "adam", convention, eps: 1e-4 }, [0]);
      return (count: number) => {
        let before = 0;
        for (let k = 0; k < count; k++) {
          before = theta[0];
          take([1e-4], 1);
        }
        return before - theta[0];
      };
    };
    const [paper, keras] = [walkOf("paper"), walkOf("tensorflow")];
    expect(paper(1)).toBeCloseTo(1 / 2, 12);
    expect(keras(1)).toBeCloseTo(1 / (1 + 1 / Math.sqrt(0.001)), 12);
    // 0.999^40000 is 4e-18.
    expect(paper(40_000)).toBeCloseTo(1 / 2, 9);
    expect(keras(40_000)).toBeCloseTo(1 / 2, 9);
  });

  test("optax has a second eps, inside the root", () => {
    let [m, v] = [beginning, beginning];
    follow({ name: "adam", convention: "optax", ...BETAS, eps: 0.25, eps_root: 0.5 }, (g, t) => {
      m = blend(m, "0.9", g);
      v = blend(v, "0.99", g.power(2));
      return { direction: m.over(correction("0.9", t)), squaredScale: v.over(correction("0.99", t)).plus("1/2") };
    });
  });

  describe("AMSGrad", () => {
    const scales: Readonly<Record<string, (v: Fraction, largest: Fraction, t: number) => [Fraction, Fraction]>> = {
      // The new maximum, and the square of the scale.
      paper: (v, largest) => [largest.atLeast(v), largest.atLeast(v)],
      tensorflow: (v, largest, t) => [largest.atLeast(v), largest.atLeast(v).over(correction("1/2", t))],
      pytorch: (v, largest, t) => [largest.atLeast(v), largest.atLeast(v).over(correction("1/2", t))],
      optax: (v, largest, t) => [
        largest.atLeast(v.over(correction("1/2", t))),
        largest.atLeast(v.over(correction("1/2", t))),
      ],
    };

    test.each(["paper", "pytorch", "tensorflow", "optax"] as const)("of %s", (convention) => {
      let [m, v, largest] = [beginning, beginning, beginning];
      follow({ name: "adam", convention, betas: [0.9, 0.5], eps: 0, amsgrad: true }, (g, t) => {
        m = blend(m, "0.9", g);
        v = blend(v, "1/2", g.power(2));
        const [next, squaredScale] = scales[convention](v, largest, t);
        largest = next;
        return { direction: convention === "paper" ? m : m.over(correction("0.9", t)), squaredScale };
      });
    });

    test("published: the first step is (1 - b1) / sqrt(1 - b2) rates long, not one", () => {
      const spec = { name: "adam", amsgrad: true, eps: 0 };
      expect(firstStep({ ...spec, convention: "paper" }, 7)).toBeCloseTo(0.1 / Math.sqrt(0.001), 12);
      for (const convention of ["pytorch", "tensorflow", "optax"] as const) {
        expect(firstStep({ ...spec, convention }, 7)).toBeCloseTo(1, 12);
      }
    });
  });
});

describe("weight decay", () => {
  const decayed = (spec: OptimizerSpec, rate: number) => {
    const { theta, take } = feed({ weight_decay: 0.5, ...spec }, [8]);
    take([0], rate);
    return theta[0];
  };

  test.each(["adam", "adamw", "nadam", "adamax", "adadelta", "lion", "lamb"])("%s of Keras: decoupled", (name) => {
    expect(decayed({ name, convention: "tensorflow" }, 0.25)).toBe(8 * (1 - 0.25 * 0.5));
  });

  test("AdamW's: by the rate, in the paper by what a schedule makes of it", () => {
    for (const convention of ["pytorch", "tensorflow", "optax"] as const) {
      expect(decayed({ name: "adamw", convention }, 0.25)).toBe(8 * (1 - 0.25 * 0.5));
    }
    const paper = { name: "adamw", convention: "paper", lr: 0.125 } as const;
    expect(decayed(paper, 0.125)).toBe(8 * (1 - 0.5));
    expect(decayed(paper, 0.125 / 4)).toBe(8 * (1 - 0.5 / 4));
    expect(decayed({ ...paper, lr: 0 }, 0)).toBe(8);
  });

  test("the paper's AdamW is torch's with weight_decay / lr", () => {
    const paths = [
      { name: "adamw", convention: "paper", lr: 0.25, weight_decay: 0.125 },
      { name: "adamw", lr: 0.25, weight_decay: 0.5 },
    ].map((spec) => {
      const run = drive(spec as OptimizerSpec, rosenbrock, [-1.2, 1]);
      for (let k = 1; k <= 100; k++) run.advance(1, 0.25 / k);
      return run.theta;
    });
    expect(paths[0]).toEqual(paths[1]);
  });

  test("LAMB of Keras: the ratio knows the step alone, so that it is the rate times the shrunken norm long", () => {
    const { theta, take } = feed({ name: "lamb", convention: "tensorflow", weight_decay: 0.5, eps: 0 }, [3, -4]);
    take([1, 1], 0.25);
    // Shrunk by 1/8; both entries then move by 0.25 * (5 * 7/8) / sqrt(2).
    const step = (0.25 * 5 * (7 / 8)) / Math.SQRT2;
    expect(theta[0]).toBeCloseTo((3 * 7) / 8 - step, 14);
    expect(theta[1]).toBeCloseTo((-4 * 7) / 8 - step, 14);
  });
});

describe("NAdam", () => {
  /** mu_t = b1 (1 - 0.96^t / 2), at momentum_decay = 1. */
  const mu = (t: number): Fraction => fraction("0.9").times(fraction(1).minus(fraction("0.96").power(t).over(2)));

  const ahead = (m: Fraction, g: Fraction, t: number, product: Fraction): Fraction => {
    const ofMean = mu(t + 1).over(fraction(1).minus(product.times(mu(t + 1))));
    const ofGradient = fraction(1).minus(mu(t)).over(fraction(1).minus(product));
    return m.times(ofMean).plus(g.times(ofGradient));
  };

  test("Keras': the memory takes b1, the momentum grows with 0.96^t", () => {
    let product = fraction(1);
    walk({ name: "nadam", convention: "tensorflow", eps: 0.25 }, ({ g, m, v, t, direction, scale }) => {
      product = product.times(mu(t));
      expectExact(direction, ahead(m, g, t, product));
      expectExact((scale - 0.25) ** 2, v.over(correction("0.99", t)));
    });
  });

  test("the paper's: the memory takes mu_t, and v one more b2", () => {
    let [product, memory] = [fraction(1), beginning];
    const spec = { name: "nadam", convention: "paper", momentum_decay: 1, eps: 0.25 } as const;
    walk(spec, ({ g, v, t, direction, scale }) => {
      product = product.times(mu(t));
      memory = memory.times(mu(t)).plus(g.times(fraction(1).minus(mu(t))));
      expectExact(direction, ahead(memory, g, t, product));
      expectExact((scale - 0.25) ** 2, v.times("0.99").over(correction("0.99", t)));
    });
  });

  test("optax's: the momentum is b1, corrected for the step after this one", () => {
    walk({ name: "nadam", convention: "optax", eps: 0.25, eps_root: 0.5 }, ({ g, m, v, t, direction, scale }) => {
      const ofGradient = g.times("0.1").over(correction("0.9", t));
      expectExact(
        direction,
        m
          .times("0.9")
          .over(correction("0.9", t + 1))
          .plus(ofGradient),
      );
      expectExact((scale - 0.25) ** 2, v.over(correction("0.99", t)).plus("1/2"));
    });
  });

  test("optax's first step is a b1 / (1 + b1) longer than one rate", () => {
    // b1 (1 - b1) / (1 - b1^2) + 1 in units of g, over |g|.
    expect(firstStep({ name: "nadam", convention: "optax", eps: 0 }, -3)).toBeCloseTo(-(0.9 / 1.9 + 1), 12);
  });
});

describe("AdaMax", () => {
  test.each([
    ["paper", {}, "0"],
    ["tensorflow", { eps: 0.25 }, "1/4"],
  ] as const)("%s: u knows no eps, the scale may", (convention, options, outside) => {
    let u = beginning;
    walk({ name: "adamax", convention, ...options }, ({ g, m, t, direction, scale }) => {
      u = u.times("0.99").atLeast(g.abs());
      expectExact(direction, m.over(correction("0.9", t)));
      expectExact(scale, u.plus(outside));
    });
  });

  test("torch's eps is remembered with the largest gradient, and forgotten with it", () => {
    let u = beginning;
    walk({ name: "adamax", eps: 0.25 }, ({ g, scale }) => {
      u = u.times("0.99").atLeast(g.abs().plus("1/4"));
      expectExact(scale, u);
    });
  });
});

describe("RAdam", () => {
  const BETA2 = "0.9";
  const EIGHT = [...GRADIENTS, "1/4", "-3", "2"];
  const LONGEST = 19;

  const memory = (t: number): Fraction =>
    fraction(LONGEST).minus(
      fraction(BETA2)
        .power(t)
        .times(2 * t)
        .over(correction(BETA2, t)),
    );

  const squaredRectification = (rho: Fraction): Fraction =>
    rho
      .minus(4)
      .times(rho.minus(2))
      .times(LONGEST)
      .over(rho.times((LONGEST - 4) * (LONGEST - 2)));

  /** The steps that were scaled, each one's scale checked. */
  const scaledSteps = (options: OptimizerSpec, eps: number, root: string) => {
    const steps: number[] = [];
    let v = beginning;
    const spec = { ...options, betas: [0.9, 0.9] };
    walk(
      spec,
      ({ g, m, t, direction, scale }) => {
        v = blend(v, BETA2, g.power(2));
        expectExact(direction, m.over(correction("0.9", t)));
        if (scale === 1) return;
        steps.push(t);
        const r2 = squaredRectification(memory(t));
        expectExact((scale * Math.sqrt(r2.toNumber()) - eps) ** 2, v.over(correction(BETA2, t)).plus(root));
      },
      EIGHT,
    );
    return steps;
  };

  test("v is trusted from rho > 4 on in the paper, > 5 in torch, from a threshold on in optax", () => {
    // rho_5 = 4.58, rho_6 = 5.39, rho_7 = 6.16.
    expect(scaledSteps({ name: "radam", convention: "paper" }, 0, "0")).toEqual([5, 6, 7, 8]);
    expect(scaledSteps({ name: "radam", eps: 0 }, 0, "0")).toEqual([6, 7, 8]);
    const optax = { name: "radam", convention: "optax", eps: 0.25, eps_root: 0.5 } as const;
    expect(scaledSteps(optax, 0.25, "1/2")).toEqual([6, 7, 8]);
    expect(scaledSteps({ ...optax, threshold: 6 }, 0.25, "1/2")).toEqual([7, 8]);
  });
});

describe("Adadelta", () => {
  test("the paper's memory of 0.95: the first step by hand", () => {
    // v = 0.05 * 4 = 0.2, so the step is sqrt(1e-6 / (0.2 + 1e-6)) * 2.
    const expected = 2 * Math.sqrt(1e-6 / (0.2 + 1e-6));
    expect(firstStep({ name: "adadelta", convention: "paper" }, 2)).toBeCloseTo(expected, 15);
  });
});

test("an option that a convention lacks is refused with its path", () => {
  for (const [name, convention, option] of [
    ["adam", "tensorflow", "decoupled_weight_decay"],
    ["adam", "paper", "eps_root"],
    ["adamw", "optax", "amsgrad"],
    ["nadam", "optax", "momentum_decay"],
    ["adamax", "paper", "eps"],
    ["radam", "pytorch", "threshold"],
  ] as const) {
    expect(() => feed({ name, convention, [option]: 1 }, [0])).toThrow(
      expect.objectContaining({ code: "unsupported", path: `optimizer.${option}` }),
    );
  }
});
