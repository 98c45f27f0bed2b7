import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import { createObjective } from "../../../src-core/objective/index.ts";
import {
  baseLearningRate,
  checkOptimizer,
  checkOptimizerShape,
  cloneState,
  companionOf,
  createOptimizer,
  methodName,
  OPTIMIZER_PRESETS,
  optimizerEntry,
  presetOf,
  type OptimizerSpec,
} from "../../../src-core/optimizers/index.ts";
import { runLoop } from "../../../src-core/run/index.ts";
import { expectExact } from "../../support/close-to-exact.ts";
import { drive } from "../../support/drive.ts";
import { fraction } from "../../support/fraction.ts";
import { handmadeObjective, himmelblau } from "../../support/handmade-objectives.ts";
import { finish, specOf } from "../../support/runs.ts";

/** A few roundings of numbers of order 1. */
const CLOSE = 13;

describe("Lookahead", () => {
  test("the paper's algorithm around heavy-ball momentum, in fractions, on 3 x^2 / 2", () => {
    const k = 3;
    const bowl = handmadeObjective(["x"], ([x], g) => {
      g[0] = 3 * x;
      return 1.5 * x * x;
    });
    const spec = { name: "lookahead", k, alpha: 0.4, optimizer: { name: "sgd", lr: 0.1, momentum: 0.5 } };
    const { theta, state, advance } = drive(spec, bowl, [1]);
    const slow = Float64Array.of(Number.NaN);

    let [phi, m] = [fraction(1), fraction(0)];
    for (let t = 1; t <= 4; t++) {
      let fast = phi;
      for (let i = 1; i <= k; i++) {
        m = m.times("1/2").plus(fast.times(3));
        fast = fast.minus(m.times("1/10"));
        if (i === k) phi = phi.plus(fast.minus(phi).times("2/5"));
        advance();
        expectExact(theta[0], i === k ? phi : fast);
        companionOf(spec)?.read(theta, state, slow);
        expectExact(slow[0], phi);
      }
    }
  });

  test("alpha = 1 is the base method alone", () => {
    const base = { name: "adam", lr: 0.05 };
    const [around, alone] = [
      drive({ name: "lookahead", alpha: 1, optimizer: base }, himmelblau, [1, -2]),
      drive(base, himmelblau, [1, -2]),
    ];
    around.advance(100);
    alone.advance(100);
    alone.theta.forEach((value, i) => expect(around.theta[i]).toBeCloseTo(value, CLOSE));
  });

  test("a rate of 0 does not stop the pull back, which the direction then says alone", () => {
    const { theta, state, parts, advance } = drive(
      { name: "lookahead", k: 4, optimizer: { name: "sgd", lr: 0.01 } },
      himmelblau,
      [1, -2],
    );
    advance(3);
    const before = theta.slice();
    advance(1, 0);
    const slow = state["slow.1"] as Float64Array;
    theta.forEach((value, i) => {
      expect(value).toBe(slow[i]);
      expect(parts.direction[i]).toBe(before[i] - value);
    });
  });
});

describe("SAM", () => {
  // Himmelblau's function: it has all that a method may ask of a formula.
  const squares = createObjective({ expression: "(x^2 + y - 11)^2 + (x + y^2 - 7)^2" });
  const diagonal = (a: number, b: number) =>
    handmadeObjective(["x", "y"], ([x, y], g) => {
      g[0] = a * x;
      g[1] = b * y;
      return (a * x * x + b * y * y) / 2;
    });

  test("on a quadratic the direction is H (theta + rho g / |g|)", () => {
    // g = (3, 4) has the length 5.
    const run = drive({ name: "sam", rho: 0.5, optimizer: { name: "sgd", lr: 0.1 } }, diagonal(3, 2), [1, 2]);
    run.advance();
    expect(run.parts.direction[0]).toBeCloseTo(3 * (1 + 0.5 * 0.6), CLOSE);
    expect(run.parts.direction[1]).toBeCloseTo(2 * (2 + 0.5 * 0.8), CLOSE);
    expect(run.theta[0]).toBeCloseTo(1 - 0.1 * 3.9, CLOSE);
  });

  test("adaptive, epsilon is rho theta^2 g / | |theta| g |", () => {
    // g = (3, 2), |theta| g = (3, 4), theta^2 g = (3, 8).
    const spec = { name: "sam", rho: 0.5, adaptive: true, optimizer: { name: "sgd", lr: 0.1 } };
    const run = drive(spec, diagonal(3, 1), [1, -2]);
    run.advance();
    expect(run.parts.direction[0]).toBeCloseTo(3 * (1 + (0.5 * 3) / 5), CLOSE);
    expect(run.parts.direction[1]).toBeCloseTo(-2 - (0.5 * 8) / 5, CLOSE);
  });

  test("around a method that climbs, the worst point nearby is the lowest", () => {
    const run = drive(
      { name: "sam", rho: 0.5, optimizer: { name: "sgd", lr: 0.1, maximize: true } },
      diagonal(3, 2),
      [1, 2],
    );
    run.advance();
    expect(run.parts.direction[0]).toBeCloseTo(-3 * (1 - 0.5 * 0.6), CLOSE);
  });

  const onFormulas = OPTIMIZER_PRESETS.filter(({ spec }) => optimizerEntry(spec.name).needs !== "matrices");

  test.each(onFormulas)(
    "rho = 0 is the base method, to the last bit, its state taken up again too: $id",
    ({ spec }) => {
      const around = { name: "sam", rho: 0, optimizer: spec };
      const whole = drive(around, squares, [1, -2]);
      const alone = drive(spec, squares, [1, -2]);
      whole.advance(20);
      const resumed = drive(around, squares, Array.from(whole.theta), cloneState(whole.state));
      whole.advance(30);
      resumed.advance(30);
      alone.advance(50);
      expect(whole.theta).toEqual(alone.theta);
      expect(resumed.theta).toEqual(alone.theta);
      expect(resumed.state).toEqual(whole.state);
    },
  );

  test("at a critical point it rests", () => {
    const still = drive({ name: "sam" }, diagonal(1, 1), [0, 0]);
    still.advance(3);
    expect(Array.from(still.theta)).toEqual([0, 0]);
  });

  test("the gradient it asks for is the perturbed one of the run", () => {
    const clipped = specOf({ name: "sam", optimizer: { name: "sgd", lr: 1 } }, [1, 2], 1, {
      clip: { kind: "value", limit: 0.25 },
    });
    const [block] = runLoop(clipped, diagonal(3, 2));
    expect(Array.from(block.theta.subarray(2))).toEqual([0.75, 1.75]);
  });
});

describe("gradient centralization", () => {
  // Two units with two weights each, and a bias between them.
  const target = [1, 5, 7, -2, 4];
  const layer = {
    ...handmadeObjective(["a", "b", "bias", "c", "d"], (theta, g) => {
      theta.forEach((value, i) => (g[i] = value - target[i]));
      return 0;
    }),
    matrices: [
      { offset: 0, rows: 1, columns: 2 },
      { offset: 3, rows: 1, columns: 2 },
    ],
  };

  test("takes the row means off the gradient of matrices, and leaves the bias", () => {
    const run = drive({ name: "gradient_centralization", optimizer: { name: "sgd", lr: 1 } }, layer, [0, 0, 0, 0, 0]);
    run.advance();
    expect(Array.from(run.parts.direction)).toEqual([2, -2, -7, 3, -3]);
  });

  test("so that every unit's weights keep their sum", () => {
    const spec = { name: "gradient_centralization", optimizer: { name: "sgd", lr: 0.1, momentum: 0.9 } };
    const run = drive(spec, layer, [1, 2, 3, 4, 5]);
    run.advance(200);
    expect(run.theta[0] + run.theta[1]).toBeCloseTo(3, CLOSE);
    expect(run.theta[3] + run.theta[4]).toBeCloseTo(9, CLOSE);
    expect(run.theta[2]).toBeCloseTo(7, 3);
  });

  test("is refused where theta has no matrices, inside another method too", () => {
    const plain = { name: "gradient_centralization", optimizer: { name: "sgd" } };
    const refused = (optimizer: OptimizerSpec) => () => runLoop(specOf(optimizer, [1, 1], 5), himmelblau).next();
    expect(refused(plain)).toThrow(
      expect.objectContaining({ code: "needs-matrices", path: "optimizer.name", found: '"gradient_centralization"' }),
    );
    expect(refused({ name: "lookahead", optimizer: plain })).toThrow(
      expect.objectContaining({ code: "needs-matrices", path: "optimizer.optimizer.name" }),
    );
  });
});

describe("a method inside another", () => {
  const nested = { name: "lookahead", optimizer: { name: "sam", optimizer: { name: "adam", lr: 0.02 } } };

  test("shares its state with the one around it, which adds its own entries under names that no other has", () => {
    const keysOf = (spec: OptimizerSpec) => Object.keys(drive(spec, himmelblau, [1, 2]).state).toSorted();
    expect(keysOf(nested)).toEqual(["m", "slow.2", "t", "v"]);
    expect(keysOf({ name: "lookahead", optimizer: { name: "lookahead" } })).toEqual(["slow.1", "slow.2", "t"]);
    const rule = "slow = 0.5*slow + g\ntheta = theta - lr*slow";
    expect(keysOf({ name: "lookahead", optimizer: { name: "own-rule", rule } })).toEqual(["slow", "slow.1", "t"]);
  });

  test("Lookahead around Lookahead, in fractions, on 3 x^2 / 2", () => {
    const bowl = handmadeObjective(["x"], ([x], g) => {
      g[0] = 3 * x;
      return 1.5 * x * x;
    });
    const inner = { name: "lookahead", k: 2, alpha: 0.5, optimizer: { name: "sgd", lr: 0.1 } };
    const { theta, advance } = drive({ name: "lookahead", k: 3, alpha: 0.25, optimizer: inner }, bowl, [1]);
    let [fast, slow, slowest] = [fraction(1), fraction(1), fraction(1)];
    for (let t = 1; t <= 12; t++) {
      fast = fast.times("7/10");
      if (t % 2 === 0) fast = slow = slow.plus(fast).over(2);
      if (t % 3 === 0) fast = slowest = slowest.plus(fast.minus(slowest).over(4));
      advance();
      expectExact(theta[0], fast);
    }
  });

  test("has the learning rate", () => {
    expect(baseLearningRate(nested)).toBe(0.02);
    expect(baseLearningRate({ name: "lookahead" })).toBe(1e-3);
    expect(baseLearningRate({ name: "adam" })).toBe(1e-3);
  });

  test("is completed by the check, plain gradient descent where none is named", () => {
    expect(checkOptimizer({ name: "sam", optimizer: { name: "adagrad", convention: "leedl" } })).toEqual({
      name: "sam",
      rho: 0.05,
      adaptive: false,
      optimizer: { name: "adagrad", convention: "leedl", lr: 0.01, weight_decay: 0, maximize: false },
    });
    expect(checkOptimizer({ name: "lookahead" }).optimizer?.name).toBe("sgd");
  });

  test("shows its second point through one that has none of its own", () => {
    const nesterov = { name: "sgd", lr: 0.01, momentum: 0.9, nesterov: true };
    const around = { name: "sam", rho: 0, optimizer: nesterov };
    const points = [nesterov, around].map((spec) => {
      const { theta, state, advance } = drive(spec, himmelblau, [1, -2]);
      advance(10);
      const point = new Float64Array(2);
      companionOf(spec)?.read(theta, state, point);
      return point;
    });
    expect(points[1]).toEqual(points[0]);
    expect(companionOf({ name: "sam" })).toBeNull();
    expect(companionOf({ name: "lookahead", optimizer: nesterov })?.name).toBe("slow");
  });

  test("may be a rule of the person's own, whose wrong line is named", () => {
    const rule = "m = 0.9*m + g\ntheta = theta - lr*m";
    const paths = [
      { name: "own-rule", lr: 0.01, rule },
      { name: "sgd", lr: 0.01, momentum: 0.9 },
    ].map((optimizer) => {
      const { theta, advance } = drive({ name: "lookahead", optimizer }, himmelblau, [1, -2]);
      advance(30);
      return theta;
    });
    expect(paths[0]).toEqual(paths[1]);

    const typed = { name: "sam", optimizer: { name: "own-rule", rule: "theta = theta - lr*" } };
    expect(() => checkOptimizerShape(typed)).not.toThrow();
    expect(() => createOptimizer(typed)).toThrow(expect.objectContaining({ line: 1 }));

    // k falls to 0 in step 4; its logarithm is the first number that is not finite.
    const broken = { name: "own-rule", rule: "k = k - 1\nslow = log(k)\ntheta = theta - lr*g*slow", start: { k: 4 } };
    const { stopped } = finish(specOf({ name: "lookahead", k: 3, optimizer: broken }, [1, -2], 10), himmelblau);
    expect(stopped).toMatchObject({ reason: "diverged", step: 4, cause: { quantity: "rule", line: 2 } });
  });

  test("is named with the method around it", () => {
    expect(presetOf(nested)).toBe("lookahead");
    expect(methodName(nested, { lookahead: "Lookahead", adam: "Adam" })).toBe("Lookahead · sam · Adam");
    expect(methodName({ name: "adam" }, {})).toBe("adam");
  });

  test.each<[string, OptimizerSpec, Partial<InputError>]>([
    [
      "an option out of range",
      { name: "lookahead", optimizer: { name: "adam", lr: -1 } },
      { code: "out-of-range", path: "optimizer.optimizer.lr" },
    ],
    [
      "an entry of a list, two levels down",
      { ...nested, optimizer: { name: "sam", optimizer: { name: "adam", betas: [0.9, 1] } } },
      { code: "out-of-range", path: "optimizer.optimizer.optimizer.betas[1]" },
    ],
    [
      "an unknown name",
      { name: "sam", optimizer: { name: "adamm" } },
      { code: "unknown-name", path: "optimizer.optimizer.name" },
    ],
    [
      "an option that it does not have",
      { name: "sam", optimizer: { name: "sgd", eps: 1 } },
      { code: "unknown-field", path: "optimizer.optimizer.eps" },
    ],
    [
      "a rate for the method around",
      { name: "lookahead", lr: 0.1 },
      { code: "unknown-field", path: "optimizer.lr", allowed: "k, alpha, optimizer" },
    ],
    [
      "a method around none",
      { name: "adam", optimizer: { name: "sgd" } },
      { code: "unknown-field", path: "optimizer.optimizer" },
    ],
    [
      "no method at all",
      { name: "sam", optimizer: "adam" as never },
      { code: "wrong-type", path: "optimizer.optimizer" },
    ],
    [
      "a nest too deep",
      { name: "sam", optimizer: nested },
      { code: "too-large", path: "optimizer.optimizer.optimizer.optimizer", allowed: "<= 3" },
    ],
  ])("%s is refused", (_, spec, detail) => {
    expect(() => createOptimizer(spec)).toThrow(expect.objectContaining(detail));
  });
});
