import { describe, expect, test } from "vitest";
import { createRandom, InputError } from "../../../src-core/numerics/index.ts";
import { createObjective } from "../../../src-core/objective/index.ts";
import { cloneState, type OptimizerState } from "../../../src-core/optimizers/index.ts";
import { checkRunSpec, POLL_STEPS, runLoop, STEPS_PER_BLOCK } from "../../../src-core/run/index.ts";
import { handmadeObjective, himmelblau, rosenbrock, saddle } from "../../support/handmade-objectives.ts";
import { finish, specOf, thetaAt } from "../../support/runs.ts";

const ADAM = { name: "adam", lr: 0.01 };
const START = [-1.2, 1];

describe("what a row holds", () => {
  const { frames, stopped } = finish(
    specOf(ADAM, START, 50, { schedule: { name: "exponential", gamma: 0.9 } }),
    rosenbrock,
  );

  test("one row a step from 0 to the last, which is the number of updates", () => {
    expect(Array.from(frames.steps)).toEqual(Array.from({ length: 51 }, (_, k) => k));
    expect(stopped).toEqual({ reason: "steps", step: 50, cause: null });
    expect(thetaAt(frames, 0)).toEqual(START);
  });

  test("the loss, the gradient and its norm at theta_t, the schedule's rate for step t", () => {
    const gradient = new Float64Array(2);
    for (let row = 0; row < frames.count; row++) {
      const theta = frames.theta.slice(2 * row, 2 * row + 2);
      expect(frames.loss[row]).toBe(rosenbrock.gradient(theta, gradient));
      expect(frames.gradient.slice(2 * row, 2 * row + 2)).toEqual(gradient);
      expect(frames.gradientNorm[row]).toBeCloseTo(Math.hypot(gradient[0], gradient[1]), 10);
      expect(frames.learningRate[row]).toBe(0.01 * 0.9 ** row);
    }
  });

  test("the parts of the step about to be taken: the movement is rate * direction / scale", () => {
    for (let row = 0; row < 50; row++) {
      for (const i of [2 * row, 2 * row + 1]) {
        const moved = frames.theta[i] - (frames.learningRate[row] * frames.direction[i]) / frames.scale[i];
        expect(frames.theta[i + 2]).toBe(moved);
      }
    }
  });

  test("the last row has taken no step", () => {
    expect(Array.from(frames.direction.slice(-2))).toEqual([0, 0]);
    expect(Array.from(frames.scale.slice(-2))).toEqual([1, 1]);
  });

  test("a shorter run is the beginning of a longer one", () => {
    const { frames: shorter } = finish(
      specOf(ADAM, START, 20, { schedule: { name: "exponential", gamma: 0.9 } }),
      rosenbrock,
    );
    expect(shorter.theta).toEqual(frames.theta.slice(0, 42));
    expect(shorter.gradient).toEqual(frames.gradient.slice(0, 42));
    expect(shorter.direction.slice(0, 40)).toEqual(frames.direction.slice(0, 40));
  });
});

describe("blocks", () => {
  test("come every STEPS_PER_BLOCK steps, full, and join to the whole", () => {
    const { blocks, frames } = finish(specOf(ADAM, START, 2 * STEPS_PER_BLOCK + 10), rosenbrock);
    expect(blocks.map((block) => block.count)).toEqual([STEPS_PER_BLOCK, STEPS_PER_BLOCK, 11]);
    expect(frames.steps.every((step, row) => step === row)).toBe(true);
    expect(new Set(blocks.map((block) => block.theta.buffer)).size).toBe(3);
  });

  test("a run that ends on the edge of a block", () => {
    for (const steps of [STEPS_PER_BLOCK - 1, STEPS_PER_BLOCK, STEPS_PER_BLOCK + 1]) {
      const { frames, stopped } = finish(specOf(ADAM, START, steps), rosenbrock);
      expect(frames.count).toBe(steps + 1);
      expect(stopped.step).toBe(steps);
    }
  });

  test("may be empty where little is recorded, so that the caller gets its turn", () => {
    const record = { kind: "list", steps: [] } as const;
    const { blocks, frames } = finish(specOf(ADAM, START, 3 * STEPS_PER_BLOCK, { record }), rosenbrock);
    expect(blocks.map((block) => block.count)).toEqual([1, 0, 0, 1]);
    expect(Array.from(frames.steps)).toEqual([0, 3 * STEPS_PER_BLOCK]);
  });

  test("no step at all: one row, the start", () => {
    const { frames, stopped } = finish(specOf(ADAM, START, 0), rosenbrock);
    expect(frames.count).toBe(1);
    expect(stopped).toEqual({ reason: "steps", step: 0, cause: null });
  });
});

describe("the caller's hooks", () => {
  test("poll is asked every POLL_STEPS steps and a hand-over gives the next block at once, with the same numbers", () => {
    let asked = 0;
    const hooks = { poll: () => (++asked % 3 === 0 ? ("hand-over" as const) : ("continue" as const)) };
    const plain = finish(specOf(ADAM, START, 1000), rosenbrock);
    const polled = finish(specOf(ADAM, START, 1000), rosenbrock, hooks);
    expect(asked).toBe(Math.floor(1000 / POLL_STEPS) + 1);
    expect(polled.blocks.length).toBeGreaterThan(15);
    expect(polled.frames).toEqual(plain.frames);
    expect(polled.stopped).toEqual(plain.stopped);
  });

  test("a cancelled run ends where it was, with that point as its last row", () => {
    let asked = 0;
    const spec = specOf(ADAM, START, 1_000_000, { record: { kind: "every", interval: 1000 } });
    const { frames, stopped } = finish(spec, rosenbrock, { poll: () => (++asked > 100 ? "cancel" : "continue") });
    expect(stopped).toEqual({ reason: "cancelled", step: 100 * POLL_STEPS, cause: null });
    expect(Array.from(frames.steps)).toEqual([0, 1000, 1600]);
    expect(thetaAt(frames, 1600)).toEqual(thetaAt(finish(specOf(ADAM, START, 1600), rosenbrock).frames, 1600));
  });

  test("onRecord is told the optimizer's state after as many updates, for recorded steps only", () => {
    const states = new Map<number, OptimizerState>();
    const spec = specOf(ADAM, START, 10, { record: { kind: "list", steps: [1, 4] } });
    finish(spec, rosenbrock, { onRecord: (step, state) => states.set(step, cloneState(state)) });
    expect([...states.keys()]).toEqual([0, 1, 4, 10]);
    expect([...states.values()].map((state) => state["t"])).toEqual([0, 1, 4, 10]);
    const gradient = new Float64Array(2);
    rosenbrock.gradient(Float64Array.from(START), gradient);
    expect(states.get(1)!["m"]).toEqual(gradient.map((g) => (1 - 0.9) * g));
  });
});

describe("noise", () => {
  const noisy = (seed: number, more = {}) =>
    finish(specOf({ name: "sgd", lr: 1e-3 }, [1, 1], 200, { noise: 0.5, seed, ...more }), himmelblau).frames;

  test("same seed, same bits; another seed, another path; no noise, no seed", () => {
    expect(noisy(1).theta).toEqual(noisy(1).theta);
    expect(noisy(1).theta).not.toEqual(noisy(2).theta);
    expect(noisy(1, { noise: 0 }).theta).toEqual(noisy(2, { noise: 0 }).theta);
  });

  test("is one normal an entry a step, in order, of the stream gradient-noise; the norm is the noiseless one's", () => {
    const frames = noisy(7);
    const random = createRandom(7, "gradient-noise");
    const gradient = new Float64Array(2);
    for (let row = 0; row < frames.count; row++) {
      himmelblau.gradient(frames.theta.slice(2 * row, 2 * row + 2), gradient);
      expect(frames.gradientNorm[row]).toBeCloseTo(Math.hypot(gradient[0], gradient[1]), 12);
      for (const i of [0, 1]) expect(frames.gradient[2 * row + i]).toBe(gradient[i] + 0.5 * random.normal());
    }
  });

  test("does not depend on what is recorded or on when the caller takes its blocks", () => {
    const whole = noisy(3);
    const sparse = noisy(3, { record: { kind: "every", interval: 50 } });
    for (const step of [0, 50, 100, 150, 200]) expect(thetaAt(sparse, step)).toEqual(thetaAt(whole, step));
  });
});

describe("clipping", () => {
  const clipped = (kind: "norm" | "value", limit: number, noise = 0) =>
    finish(specOf({ name: "sgd", lr: 1e-3 }, START, 20, { clip: { kind, limit }, noise }), rosenbrock).frames;

  test("to a norm keeps the direction and cuts the length", () => {
    const frames = clipped("norm", 2);
    for (let row = 0; row < frames.count; row++) {
      const [x, y] = [frames.gradient[2 * row], frames.gradient[2 * row + 1]];
      const gradient = new Float64Array(2);
      rosenbrock.gradient(frames.theta.slice(2 * row, 2 * row + 2), gradient);
      expect(Math.hypot(x, y)).toBeCloseTo(Math.min(2, Math.hypot(gradient[0], gradient[1])), 12);
      expect(x * gradient[1] - y * gradient[0]).toBeCloseTo(0, 10);
    }
    expect(frames.gradientNorm[0]).toBeGreaterThan(200);
  });

  test("by value cuts every entry on its own", () => {
    const frames = clipped("value", 3);
    expect(Array.from(frames.gradient.slice(0, 2))).toEqual([-3, -3]);
    expect(frames.gradient.every((g) => Math.abs(g) <= 3)).toBe(true);
  });

  test("comes after the noise", () => {
    expect(clipped("value", 3, 1000).gradient.every((g) => Math.abs(g) <= 3)).toBe(true);
  });

  test("leaves a short gradient alone", () => {
    const loose = clipped("norm", 1e6);
    expect(loose.theta).toEqual(finish(specOf({ name: "sgd", lr: 1e-3 }, START, 20), rosenbrock).frames.theta);
  });
});

describe("why it ends", () => {
  const stop = { gradientNorm: null, divergence: null };

  test("converged, at the first step whose gradient is short enough", () => {
    const spec = specOf({ name: "sgd", lr: 0.01 }, [1, 1], 10_000, { stop: { ...stop, gradientNorm: 1e-3 } });
    const { frames, stopped } = finish(spec, himmelblau);
    expect(stopped).toMatchObject({ reason: "converged", cause: { quantity: "gradientNorm", limit: 1e-3 } });
    expect(frames.gradientNorm.at(-1)).toBe(stopped.cause!.value);
    expect(frames.gradientNorm.findIndex((norm) => norm <= 1e-3)).toBe(stopped.step);
  });

  test("converged at the start, if it is critical", () => {
    const spec = specOf(ADAM, [0, 0], 100, { stop: { ...stop, gradientNorm: 0 } });
    expect(finish(spec, saddle).stopped).toMatchObject({ reason: "converged", step: 0 });
    expect(finish(specOf(ADAM, [0, 0], 100), saddle).stopped).toMatchObject({ reason: "steps", step: 100 });
  });

  test("diverged: an entry of theta beyond the bound, named", () => {
    const spec = specOf({ name: "sgd", lr: 0.1 }, [0, 1e-3], 10_000, { stop: { ...stop, divergence: 1e6 } });
    const { frames, stopped } = finish(spec, saddle);
    expect(stopped).toMatchObject({ reason: "diverged", cause: { quantity: "theta", index: 1, limit: 1e6 } });
    expect(stopped.cause!.value).toBe(thetaAt(frames, stopped.step)[1]);
    expect(Math.abs(thetaAt(frames, stopped.step - 1)[1])).toBeLessThanOrEqual(1e6);
  });

  test("diverged: the loss beyond the bound, before theta is", () => {
    const spec = specOf({ name: "sgd", lr: 0.1 }, START, 100, { stop: { ...stop, divergence: 1e6 } });
    expect(finish(spec, rosenbrock).stopped).toMatchObject({
      reason: "diverged",
      cause: { quantity: "loss", limit: 1e6 },
    });
  });

  test("diverged beats converged where both hold", () => {
    const both = { gradientNorm: 1e9, divergence: 1 };
    expect(finish(specOf(ADAM, [5, 0], 10, { stop: both }), saddle).stopped.reason).toBe("diverged");
  });

  const typed = (expression: string) => createObjective({ expression, parameters: ["x"] });
  const endOf = (expression: string, start: number, lr: number, steps = 1000) =>
    finish(specOf({ name: "sgd", lr }, [start], steps), typed(expression)).stopped;

  test("left the domain: the logarithm of a negative number", () => {
    expect(endOf("log(x) + x^2", 0.1, 0.05)).toMatchObject({
      reason: "left-domain",
      cause: { quantity: "loss", value: NaN, limit: null },
    });
    expect(endOf("sqrt(x)", 0.1, 1)).toMatchObject({ reason: "left-domain" });
    expect(endOf("sqrt(x)", -1, 1)).toMatchObject({ reason: "left-domain", step: 0 });
    // The step from 1 to -1 has the pole of the logarithm exactly in its middle.
    expect(endOf("log(x)", 1, 2)).toMatchObject({ reason: "left-domain", step: 1 });
  });

  test("left the domain: a loss without a gradient", () => {
    const cusp = handmadeObjective(["x"], ([x], g) => {
      g[0] = x === 0 ? NaN : Math.sign(x);
      return Math.abs(x);
    });
    expect(finish(specOf({ name: "sgd", lr: 0.5 }, [1], 10), cusp).stopped).toMatchObject({
      reason: "left-domain",
      step: 2,
      cause: { quantity: "gradient", index: 0 },
    });
  });

  test("diverged: not a number only because numbers on the way were too large for float64", () => {
    // Infinity - Infinity, from theta = 1e80 on.
    expect(endOf("x^4 - x^3", 3, 1)).toMatchObject({ reason: "diverged" });
    expect(endOf("exp(x^2) - exp(2*x)", 1.2, 1)).toMatchObject({ reason: "diverged" });
    const difference = handmadeObjective(["x"], ([x], g) => {
      g[0] = 4 * x ** 3 - 2 * x;
      return x ** 4 - x ** 2 * x ** 2 + x ** 4;
    });
    const { stopped } = finish(specOf({ name: "sgd", lr: 1 }, [3], 100), difference);
    expect(stopped).toMatchObject({ reason: "diverged", cause: { quantity: "loss", value: NaN } });
  });

  test("an adaptive method whose memory overflows", () => {
    const steep = handmadeObjective(["x"], ([x], g) => {
      g[0] = 1e200 * x;
      return 0.5e200 * x * x;
    });
    // The square of the gradient is infinite, so the step is 0 for ever: that is what the method does, not a failure.
    expect(finish(specOf(ADAM, [1], 10), steep).stopped.reason).toBe("steps");
  });
});

describe("the spec decides all", () => {
  test("a run from a checked spec with its formula, without an objective given", () => {
    const spec = checkRunSpec({
      problem: { expression: "(1 - x)^2 + 100*(y - x^2)^2" },
      start: START,
      optimizer: { name: "sgd", lr: 1e-3 },
      steps: 100,
    });
    const run = runLoop(spec);
    const block = run.next();
    expect(block.done).toBe(false);
    const { frames } = finish(specOf({ name: "sgd", lr: 1e-3 }, START, 100), rosenbrock);
    // The same mathematics in another order of operations.
    expect(frames.loss.at(-1)! / (block.value as typeof frames).loss.at(-1)!).toBeCloseTo(1, 12);
  });

  test("a start of the wrong length is an error", () => {
    expect(() => finish(specOf(ADAM, [1], 10), rosenbrock)).toThrow(InputError);
  });

  test("the start given is not changed", () => {
    const start = [-1.2, 1];
    finish(specOf(ADAM, start, 10), rosenbrock);
    expect(start).toEqual([-1.2, 1]);
  });
});
