import { describe, expect, test } from "vitest";
import type { OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { feed } from "../../support/drive.ts";

// The formulas by hand, on a given list of gradients: each line of arithmetic stands here as the source has it.

const GRADIENTS = [3, -1, 0.5, 2, -4];

/** Steps of one parameter from theta = 1 under those gradients, with what the method showed of each. */
function steps(spec: OptimizerSpec, rates = GRADIENTS.map(() => 0.1)) {
  const { theta, parts, take } = feed(spec, [1]);
  return GRADIENTS.map((g, t) => {
    take([g], rates[t]);
    return { theta: theta[0], direction: parts.direction[0], scale: parts.scale[0] };
  });
}

const CLOSE = 14;

describe("momentum", () => {
  test("torch: the first step takes the whole gradient, dampening begins with the second", () => {
    const [first, second] = steps({ name: "sgd", momentum: 0.9, dampening: 0.5 });
    expect(first.direction).toBe(3);
    expect(second.direction).toBeCloseTo(0.9 * 3 + 0.5 * -1, CLOSE);
  });

  test("the course's remembers movements: the same as torch's while the rate is constant, not when it changes", () => {
    const spec = { name: "sgd", momentum: 0.9 };
    const [torch, course] = [steps(spec), steps({ ...spec, convention: "leedl" })];
    torch.forEach(({ theta }, k) => expect(course[k].theta).toBeCloseTo(theta, CLOSE));
    const falling = [0.1, 0.05, 0.025, 0.0125, 0.00625];
    const fallen = steps({ ...spec, convention: "leedl" }, falling);
    let [theta, m] = [1, 0];
    GRADIENTS.forEach((g, t) => {
      m = 0.9 * m - falling[t] * g;
      theta += m;
      expect(fallen[t].theta).toBeCloseTo(theta, CLOSE);
    });
    expect(Math.abs(fallen.at(-1)!.theta - steps(spec, falling).at(-1)!.theta)).toBeGreaterThan(0.1);
  });

  test("Nesterov: torch's shifted variable walks the look-ahead points of the textbook's form", () => {
    // f = x^2 / 2, where the gradient at a point is the point. Textbook: v <- mu v - eta grad(x + mu v), x <- x + v.
    const [mu, eta] = [0.8, 0.1];
    const { theta: shifted, take } = feed({ name: "sgd", momentum: mu, nesterov: true }, [1]);
    let [x, v] = [1, 0];
    for (let k = 0; k < 30; k++) {
      expect(shifted[0]).toBeCloseTo(x + mu * v, CLOSE);
      v = mu * v - eta * (x + mu * v);
      x += v;
      take(Array.from(shifted), eta);
    }
  });
});

describe("AdaGrad", () => {
  test("divides by the root of the sum, the course's by the root of the mean", () => {
    const [sum, mean] = [steps({ name: "adagrad" }), steps({ name: "adagrad", convention: "leedl" })];
    let squares = 0;
    GRADIENTS.forEach((g, t) => {
      squares += g * g;
      expect(sum[t].scale).toBeCloseTo(Math.sqrt(squares) + 1e-10, CLOSE);
      expect(mean[t].scale).toBeCloseTo(Math.sqrt(squares / (t + 1)), CLOSE);
      expect(mean[t].direction).toBe(g);
    });
  });

  test("lr_decay counts from the first step on, which it leaves alone", () => {
    const [plain, decayed] = [steps({ name: "adagrad" }), steps({ name: "adagrad", lr_decay: 0.5 })];
    expect(decayed[0].theta).toBe(plain[0].theta);
    plain.forEach(({ scale }, t) => expect(decayed[t].scale).toBeCloseTo(scale * (1 + 0.5 * t), CLOSE));
  });
});

describe("RMSprop", () => {
  test("torch's first step is 1 / sqrt(1 - alpha) rates long, the course's exactly one", () => {
    expect(steps({ name: "rmsprop", alpha: 0.99, eps: 0 })[0].theta).toBeCloseTo(1 - 0.1 * 10, 12);
    expect(steps({ name: "rmsprop", convention: "leedl" })[0].theta).toBeCloseTo(0.9, CLOSE);
  });

  test("the course's sigma", () => {
    let sigma = 0;
    steps({ name: "rmsprop", convention: "leedl", alpha: 0.9 }).forEach(({ scale }, t) => {
      const g = GRADIENTS[t];
      sigma = t === 0 ? Math.abs(g) : Math.sqrt(0.9 * sigma ** 2 + 0.1 * g ** 2);
      expect(scale).toBeCloseTo(sigma, CLOSE);
    });
  });

  test("with momentum the direction holds scaled steps and the scale is 1", () => {
    let [v, m] = [0, 0];
    steps({ name: "rmsprop", alpha: 0.9, momentum: 0.5, eps: 0 }).forEach(({ direction, scale }, t) => {
      const g = GRADIENTS[t];
      v = 0.9 * v + 0.1 * g * g;
      m = 0.5 * m + g / Math.sqrt(v);
      expect(direction).toBeCloseTo(m, CLOSE);
      expect(scale).toBe(1);
    });
  });

  test("centered, a constant gradient has no variance, and its step stays finite", () => {
    const { theta, parts, take } = feed({ name: "rmsprop", alpha: 0.5, centered: true }, [1]);
    for (let k = 0; k < 200; k++) {
      take([0.1], 1e-12);
      expect(parts.scale[0]).toBeGreaterThanOrEqual(1e-8);
    }
    expect(theta[0]).toBeLessThan(1);
  });
});

describe("Adam", () => {
  test("the paper's algorithm 1", () => {
    let [m, v] = [0, 0];
    steps({ name: "adam", betas: [0.9, 0.99], eps: 1e-3 }).forEach(({ direction, scale }, k) => {
      const [g, t] = [GRADIENTS[k], k + 1];
      m = 0.9 * m + 0.1 * g;
      v = 0.99 * v + 0.01 * g * g;
      expect(direction).toBeCloseTo(m / (1 - 0.9 ** t), CLOSE);
      expect(scale).toBeCloseTo(Math.sqrt(v / (1 - 0.99 ** t)) + 1e-3, CLOSE);
    });
  });

  test("bias corrections agree with powers over a million steps, to two roundings", () => {
    const { state, parts, take } = feed({ name: "adam", betas: [0.999, 0.99999] }, [0]);
    for (const t of [1, 2, 255, 256, 257, 511, 512, 1000, 65_536, 1_000_000]) {
      state["t"] = t - 1;
      (state["m"] as Float64Array)[0] = 1;
      (state["v"] as Float64Array)[0] = 1;
      take([1], 0);
      expect(parts.direction[0] * (1 - 0.999 ** t)).toBeCloseTo(1, 11);
      expect((parts.scale[0] - 1e-8) * Math.sqrt(1 - 0.99999 ** t)).toBeCloseTo(1, 9);
    }
  });

  test("AMSGrad never forgets the largest v", () => {
    let [v, largest] = [0, 0];
    steps({ name: "adam", betas: [0, 0.5], amsgrad: true, eps: 0 }).forEach(({ scale }, k) => {
      v = 0.5 * v + 0.5 * GRADIENTS[k] ** 2;
      largest = Math.max(largest, v);
      expect(scale).toBeCloseTo(Math.sqrt(largest / (1 - 0.5 ** (k + 1))), CLOSE);
    });
  });

  test("AdamW's decay does not go through the scale, Adam's does", () => {
    const still = (name: string): number => {
      const { theta, take } = feed({ name, weight_decay: 0.1 }, [2]);
      take([0], 0.5);
      return theta[0];
    };
    expect(still("adamw")).toBe(2 * (1 - 0.5 * 0.1));
    // The gradient is the decay alone, and a first step of Adam is one rate long whatever its size.
    expect(still("adam")).toBeCloseTo(1.5, 6);
  });
});
