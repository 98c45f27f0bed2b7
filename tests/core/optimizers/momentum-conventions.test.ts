import { describe, expect, test } from "vitest";
import { companionOf, type Convention, type OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { expectExact } from "../../support/close-to-exact.ts";
import { drive, feed } from "../../support/drive.ts";
import { fraction } from "../../support/fraction.ts";
import { handmadeObjective, rosenbrock } from "../../support/handmade-objectives.ts";
import { GRADIENTS } from "../../support/recurrence.ts";

const RATES = ["1/2", "1/8", "1/4", "0", "1/16"] as const;
const MU = "3/4";

/** Two forms of one path differ by the rounding of every step, which this valley makes some hundred times larger. */
const SAME_PATH = 1e-11;

/** f = x^2 / 2, where the gradient at a point is the point. */
const parabola = handmadeObjective(["x"], ([x], g) => {
  g[0] = x;
  return (x * x) / 2;
});

const under = (convention: Convention, nesterov = false): OptimizerSpec => ({
  name: "sgd",
  convention,
  momentum: 0.75,
  ...(nesterov ? { nesterov } : {}),
});

describe("the velocity form, m <- mu m - lr g, theta <- theta + m", () => {
  test.each(["paper", "tensorflow", "leedl"] as const)("%s: with every step's own rate", (convention) => {
    const { theta, take } = feed(under(convention), [1]);
    let [x, m] = [fraction(1), fraction(0)];
    GRADIENTS.forEach((g, k) => {
      take([fraction(g).toNumber()], fraction(RATES[k]).toNumber());
      m = m.times(MU).minus(fraction(g).times(RATES[k]));
      x = x.plus(m);
      expectExact(theta[0], x);
    });
  });

  test("parts from torch's by mu (a - b) m once the rate goes from a to b", () => {
    const [torch, velocity] = [feed(under("pytorch"), [0]), feed(under("leedl"), [0])];
    for (const run of [torch, velocity]) {
      run.take([4], 0.5);
      run.take([4], 0.5);
    }
    expect(velocity.theta[0]).toBe(torch.theta[0]);
    for (const run of [torch, velocity]) run.take([4], 0.25);
    // torch's memory after two steps: 4 + 0.75 * 4 = 7.
    expect(torch.theta[0] - velocity.theta[0]).toBe(0.75 * (0.5 - 0.25) * 7);
  });
});

test("optax's is torch's, and knows no dampening", () => {
  for (const nesterov of [false, true]) {
    const runs = (["optax", "pytorch"] as const).map((convention) =>
      drive({ ...under(convention, nesterov), lr: 0.001 }, rosenbrock, [-1.2, 1]),
    );
    for (const run of runs) run.advance(100);
    expect(runs[0]?.theta).toEqual(runs[1]?.theta);
  }
  for (const convention of ["optax", "tensorflow", "paper", "leedl"] as const) {
    expect(() => feed({ ...under(convention), dampening: 0.5 }, [0])).toThrow(/^optimizer\.dampening: found dampening/);
  }
});

test("Keras decays theta beside the step, the others through the memory", () => {
  const after = (convention: Convention) => {
    const { theta, take } = feed({ ...under(convention), weight_decay: 0.5 }, [8]);
    take([0], 0.25);
    take([0], 0.25);
    return theta[0];
  };
  expect(after("tensorflow")).toBe(8 * (1 - 0.125) ** 2);
  // m = -1, theta = 7, then m = -0.75 - 0.875.
  for (const convention of ["paper", "leedl"] as const) expect(after(convention)).toBe(7 - 1.625);
});

describe("Nesterov's", () => {
  test("paper: the gradient is taken at theta + mu v, at rates that change too", () => {
    const { theta, advance } = drive(under("paper", true), parabola, [1]);
    let [x, v] = [fraction(1), fraction(0)];
    for (const rate of RATES) {
      advance(1, fraction(rate).toNumber());
      v = v.times(MU).minus(x.plus(v.times(MU)).times(rate));
      x = x.plus(v);
      expectExact(theta[0], x);
    }
  });

  test("Keras': v <- mu v - lr g, theta <- theta + mu v - lr g", () => {
    const { theta, take } = feed(under("tensorflow", true), [1]);
    let [x, v] = [fraction(1), fraction(0)];
    GRADIENTS.forEach((g, k) => {
      take([fraction(g).toNumber()], fraction(RATES[k]).toNumber());
      const step = fraction(g).times(RATES[k]);
      v = v.times(MU).minus(step);
      x = x.plus(v.times(MU)).minus(step);
      expectExact(theta[0], x);
    });
  });

  /** How far apart two points are. */
  const distance = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.hypot(a[0] - b[0], a[1] - b[1]);

  /** A convention's path over the valley, and its companion's. */
  const walk = (convention: Convention, rates: readonly number[]) => {
    const spec = under(convention, true);
    const { theta, state, advance } = drive(spec, rosenbrock, [-1.2, 1]);
    const out = new Float64Array(2);
    return rates.map((rate) => {
      advance(1, rate);
      companionOf(spec)?.read(theta, state, out);
      return { theta: Array.from(theta), companion: Array.from(out) };
    });
  };

  const constant = Array.from({ length: 300 }, () => 5e-4);
  const falling = constant.map((rate, k) => (k < 100 ? rate : rate / 4));

  test("the textbook's theta + mu v is torch's theta at a constant rate, and Keras' at any", () => {
    for (const [other, rates] of [
      ["pytorch", constant],
      ["tensorflow", constant],
      ["tensorflow", falling],
    ] as const) {
      const [textbook, shifted] = [walk("paper", rates), walk(other, rates)];
      textbook.forEach(({ theta, companion }, k) => {
        expect(distance(companion, shifted[k].theta), `${other}, step ${k}`).toBeLessThan(SAME_PATH);
        expect(distance(theta, shifted[k].companion), `${other}, step ${k}`).toBeLessThan(SAME_PATH);
      });
    }
    // The two variables are far apart, and torch leaves the textbook's path where the rate falls.
    const [textbook, torch] = [walk("paper", falling), walk("pytorch", falling)];
    expect(distance(textbook[20].theta, torch[20].theta)).toBeGreaterThan(1e-3);
    expect(distance(textbook[101].companion, torch[101].theta)).toBeGreaterThan(1e-4);
  });

  test("companions say which variable they are", () => {
    const name = (convention: Convention) => companionOf(under(convention, true))?.name;
    expect(name("paper")).toBe("look-ahead");
    for (const convention of ["pytorch", "optax", "tensorflow"] as const) expect(name(convention)).toBe("textbook");
    expect(companionOf(under("tensorflow"))).toBeNull();
  });

  test("is refused without momentum under every convention that has it, and by the course book's at all", () => {
    for (const convention of ["pytorch", "paper", "tensorflow", "optax"] as const) {
      expect(() => feed({ name: "sgd", convention, nesterov: true }, [0])).toThrow(/^optimizer\.nesterov: found true/);
    }
    expect(() => feed(under("leedl", true), [0])).toThrow(
      expect.objectContaining({ code: "unsupported", path: "optimizer.nesterov" }),
    );
  });
});
