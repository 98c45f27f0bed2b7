import { describe, expect, test } from "vitest";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { feed } from "../../support/drive.ts";

// The formulas of torch's further methods by hand, on a given list of gradients, and what schedules may set.

const GRADIENTS = [3, -1, 0.5, 2, -4, -1, 2];
const RATE = 0.1;
const CLOSE = 13;

/** Steps of one parameter from theta = 1 under those gradients, with what the method showed of each. */
function steps(spec: OptimizerSpec, momenta: readonly (number | null)[] = []) {
  const { theta, parts, context, take, state } = feed(spec, [1]);
  return GRADIENTS.map((g, t) => {
    context.momentum = momenta[t] ?? null;
    take([g], RATE);
    return { theta: theta[0], direction: parts.direction[0], scale: parts.scale[0], state: structuredClone(state) };
  });
}

test("Adadelta: Zeiler's algorithm 1", () => {
  const [rho, eps] = [0.8, 1e-2];
  let [square, delta] = [0, 0];
  let theta = 1;
  steps({ name: "adadelta", rho, eps }).forEach((step, t) => {
    square = rho * square + (1 - rho) * GRADIENTS[t] ** 2;
    const change = -(Math.sqrt(delta + eps) / Math.sqrt(square + eps)) * GRADIENTS[t];
    delta = rho * delta + (1 - rho) * change ** 2;
    theta += RATE * change;
    expect(step.theta).toBeCloseTo(theta, CLOSE);
  });
});

test("Adadelta without eps never begins", () => {
  expect(steps({ name: "adadelta", eps: 0 }).at(-1)?.theta).toBe(1);
});

test("AdaMax: Kingma & Ba's algorithm 2, the norm forgotten by b2 a step", () => {
  const [b1, b2] = [0.9, 0.5];
  let [m, u] = [0, 0];
  steps({ name: "adamax", betas: [b1, b2], eps: 0 }).forEach(({ direction, scale }, k) => {
    m = b1 * m + (1 - b1) * GRADIENTS[k];
    u = Math.max(b2 * u, Math.abs(GRADIENTS[k]));
    expect(direction).toBeCloseTo(m / (1 - b1 ** (k + 1)), CLOSE);
    expect(scale).toBe(u);
  });
});

test("NAdam: the momentum grows from half of b1, and the products are those of PyTorch 1.13", () => {
  const [b1, b2, psi] = [0.9, 0.99, 0.5];
  const mu = (t: number): number => b1 * (1 - 0.5 * 0.96 ** (t * psi));
  let [m, v, product] = [0, 0, 1];
  steps({ name: "nadam", betas: [b1, b2], momentum_decay: psi, eps: 0 }).forEach(({ direction, scale }, k) => {
    const [g, t] = [GRADIENTS[k], k + 1];
    m = b1 * m + (1 - b1) * g;
    v = b2 * v + (1 - b2) * g * g;
    product *= mu(t);
    const ahead = (mu(t + 1) * m) / (1 - product * mu(t) * mu(t + 1)) + ((1 - mu(t)) * g) / (1 - product);
    expect(direction).toBeCloseTo(ahead, CLOSE);
    expect(scale).toBeCloseTo(Math.sqrt(v / (1 - b2 ** t)), CLOSE);
  });
});

test("RAdam: momentum alone while rho_t <= 5, then rectified", () => {
  const [b1, b2] = [0.9, 0.9];
  const longest = 2 / (1 - b2) - 1;
  let [m, v] = [0, 0];
  const kinds = steps({ name: "radam", betas: [b1, b2], eps: 0 }).map(({ direction, scale }, k) => {
    const [g, t] = [GRADIENTS[k], k + 1];
    m = b1 * m + (1 - b1) * g;
    v = b2 * v + (1 - b2) * g * g;
    expect(direction).toBeCloseTo(m / (1 - b1 ** t), CLOSE);
    const rho = longest - (2 * t * b2 ** t) / (1 - b2 ** t);
    if (rho <= 5) {
      expect(scale).toBe(1);
      return "plain";
    }
    const r = Math.sqrt(((rho - 4) * (rho - 2) * longest) / ((longest - 4) * (longest - 2) * rho));
    expect(1 / scale).toBeCloseTo((r * Math.sqrt(1 - b2 ** t)) / Math.sqrt(v), CLOSE);
    return "rectified";
  });
  expect(new Set(kinds)).toEqual(new Set(["plain", "rectified"]));
});

test("RAdam with so short a memory that v is never to be trusted is momentum", () => {
  expect(steps({ name: "radam", betas: [0.9, 0.5] }).every(({ scale }) => scale === 1)).toBe(true);
});

describe("ASGD", () => {
  test("falls by its own rule, decays by lambd, and averages from t0 on", () => {
    const { lambd, alpha, t0 } = { lambd: 0.5, alpha: 0.75, t0: 2 };
    let [theta, eta, average] = [1, RATE, Number.NaN];
    steps({ name: "asgd", lambd, alpha, t0 }).forEach((step, k) => {
      theta = theta * (1 - lambd * eta) - eta * GRADIENTS[k];
      expect(step.theta).toBeCloseTo(theta, CLOSE);
      expect((RATE * step.direction) / step.scale).toBeCloseTo(eta * GRADIENTS[k], CLOSE);
      // From t0 + 1 updates before this one on, the average is the plain mean of the thetas since.
      average = k <= t0 + 1 ? theta : average + (theta - average) / (k - t0);
      expect((step.state["average"] as Float64Array)[0]).toBeCloseTo(average, CLOSE);
      eta = RATE / (1 + lambd * RATE * (k + 1)) ** alpha;
    });
  });

  test("the average is the mean of the path from its start on", () => {
    const path = steps({ name: "asgd", t0: 0 }).map(({ theta }) => theta);
    const mean = (list: readonly number[]): number => list.reduce((sum, entry) => sum + entry, 0) / list.length;
    const averages = steps({ name: "asgd", t0: 0 }).map(({ state }) => (state["average"] as Float64Array)[0]);
    expect(averages[0]).toBe(path[0]);
    averages.slice(1).forEach((average, k) => expect(average).toBeCloseTo(mean(path.slice(1, k + 2)), CLOSE));
  });

  test("follows a change of rate one step late, as torch does", () => {
    const { theta, take, parts } = feed({ name: "asgd", lambd: 0 }, [0]);
    take([1], 0.5);
    take([1], 0);
    expect(theta[0]).toBe(-1);
    expect(parts.direction[0] / parts.scale[0]).toBe(0.5);
    take([1], 0.25);
    expect(theta[0]).toBe(-1);
    take([1], 1);
    expect(theta[0]).toBe(-1.25);
  });
});

describe("Rprop", () => {
  test("grows while the sign stays, shrinks and rests for a step when it changes", () => {
    const { theta, state, take } = feed({ name: "rprop" }, [0]);
    const walk = [1, 5, -2, -2, -2, 3].map((g) => {
      take([g], 0.5);
      return { theta: theta[0], size: (state["stepSize"] as Float64Array)[0] };
    });
    const expected = [
      { theta: -0.5, size: 0.5 },
      { theta: -1.1, size: 0.6 },
      { theta: -1.1, size: 0.3 },
      { theta: -0.8, size: 0.3 },
      { theta: -0.44, size: 0.36 },
      { theta: -0.44, size: 0.18 },
    ];
    walk.forEach((step, k) => {
      expect(step.theta).toBeCloseTo(expected[k].theta, CLOSE);
      expect(step.size).toBeCloseTo(expected[k].size, CLOSE);
    });
  });

  test("step sizes stay within their limits, and lr is only the first of them", () => {
    const { state, take } = feed({ name: "rprop", step_sizes: [0.1, 0.7] }, [0]);
    const sizes = [1, 1, 1, -1, 1, -1, 1, -1].map((g) => {
      take([g], 0.5);
      return (state["stepSize"] as Float64Array)[0];
    });
    expect(Math.max(...sizes)).toBe(0.7);
    const other = feed({ name: "rprop", step_sizes: [0.1, 0.7] }, [0]);
    other.take([1], 0.5);
    other.take([1], 1e9);
    expect(other.theta[0]).toBeCloseTo(-1.1, CLOSE);
    expect(feed({ name: "rprop" }, [0]).state["stepSize"]).toEqual(Float64Array.of(0));
  });
});

describe("decoupled weight decay", () => {
  test.each(["adam", "nadam", "radam"])("%s: theta shrinks by itself, the gradient stays what it is", (name) => {
    const spec = { name, weight_decay: 0.1 };
    const { theta, take, parts } = feed({ ...spec, decoupled_weight_decay: true }, [2]);
    take([0], 0.5);
    expect(theta[0]).toBe(2 * (1 - 0.5 * 0.1));
    expect(parts.direction[0]).toBe(0);
    const plain = feed(spec, [2]);
    plain.take([0], 0.5);
    expect(plain.parts.direction[0]).toBeGreaterThan(0);
  });

  test("Adam with it is AdamW to the bit", () => {
    const [a, b] = [
      steps({ name: "adam", weight_decay: 0.3, decoupled_weight_decay: true, amsgrad: true }),
      steps({ name: "adamw", weight_decay: 0.3, amsgrad: true }),
    ];
    expect(a).toEqual(b);
  });
});

describe("a momentum that the schedule sets", () => {
  const momenta = [0.95, 0.9, 0.85, 0.8, 0.85, 0.9, 0.95];
  const METHODS: readonly OptimizerSpec[] = [
    { name: "sgd", momentum: 0.5 },
    { name: "sgd", momentum: 0.5, nesterov: true },
    { name: "sgd", momentum: 0.5, convention: "leedl" },
    { name: "rmsprop", momentum: 0.5 },
    ...["adam", "adamw", "adamax", "nadam", "radam"].map((name) => ({ name, betas: [0.5, 0.99] })),
  ];

  test.each(METHODS)("$name: the same number every step is the option itself", (spec) => {
    const option = spec["betas"] === undefined ? { momentum: 0.8 } : { betas: [0.8, 0.99] };
    const [set, own] = [
      steps(
        spec,
        GRADIENTS.map(() => 0.8),
      ),
      steps({ ...spec, ...option }),
    ];
    set.forEach(({ theta }, k) => expect(theta).toBeCloseTo(own[k].theta, CLOSE));
    expect(set.at(-1)?.theta).not.toBeCloseTo(steps(spec).at(-1)!.theta, 3);
  });

  test("SGD takes it for that step, even where its own is 0", () => {
    let m = 0;
    steps({ name: "sgd", dampening: 0.5 }, momenta).forEach(({ direction }, k) => {
      m = k === 0 ? GRADIENTS[0] : momenta[k] * m + 0.5 * GRADIENTS[k];
      expect(direction).toBeCloseTo(m, CLOSE);
    });
  });

  test("RMSprop too", () => {
    let [m, v] = [0, 0];
    steps({ name: "rmsprop", alpha: 0.9, eps: 0 }, momenta).forEach(({ direction }, k) => {
      v = 0.9 * v + 0.1 * GRADIENTS[k] ** 2;
      m = momenta[k] * m + GRADIENTS[k] / Math.sqrt(v);
      expect(direction).toBeCloseTo(m, CLOSE);
    });
  });

  test("Adam corrects by the present beta's power, as torch does after a change of betas", () => {
    let m = 0;
    steps({ name: "adam" }, momenta).forEach(({ direction }, k) => {
      m = momenta[k] * m + (1 - momenta[k]) * GRADIENTS[k];
      expect(direction).toBeCloseTo(m / (1 - momenta[k] ** (k + 1)), CLOSE);
    });
  });
});
