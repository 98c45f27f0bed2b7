import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OPTIMIZERS } from "../../src-core/optimizers/index.ts";
import { answer, lab } from "./captured-io.ts";

const golden = <Content>(name: string): Content =>
  JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf8")) as Content;

interface RunAnswer {
  readonly theta: Readonly<Record<string, readonly number[]>>;
  readonly loss: Readonly<Record<string, number>>;
  readonly gradientNorm: Readonly<Record<string, number>>;
  readonly learningRate: Readonly<Record<string, number>>;
  readonly state?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly stopped: { readonly reason: string; readonly step: number };
}

const TOY = {
  problem: { expression: "(1 - w1*w2)^2" },
  start: [0.3, 0.2],
  optimizer: { name: "adam", lr: 0.01 },
  steps: 10,
};

describe("evaluate", () => {
  test("the toy network's saddle and one of its minima", async () => {
    const { points } = await answer<{ points: readonly unknown[] }>("evaluate", {
      problem: { expression: "(1 - w1*w2)^2", parameters: ["w1", "w2"] },
      points: [
        [0, 0],
        [1, 1],
        [2, 0],
      ],
    });
    const half = expect.closeTo(Math.SQRT1_2, 14) as number;
    expect(points[0]).toEqual({
      at: [0, 0],
      value: 1,
      gradient: [-0, -0],
      hessian: [
        [0, -2],
        [-2, 0],
      ],
      eigenvalues: [-2, 2],
      eigenvectors: [
        [half, half],
        [half, expect.closeTo(-Math.SQRT1_2, 14)],
      ],
      kind: "saddle",
    });
    expect(points[1]).toMatchObject({
      value: 0,
      hessian: [
        [2, 2],
        [2, 2],
      ],
      eigenvalues: [0, 4],
      kind: "degenerate",
    });
    expect(points[2]).toMatchObject({ value: 1, gradient: [-0, -4], kind: "not-critical" });
  });

  test("constants, an order of parameters, a tolerance, non-finite values", async () => {
    const problem = { expression: "a*y^2 + x^2 + 1e-6*z^2", parameters: ["z", "y", "x"], constants: { a: 3 } };
    const { points } = await answer<{ points: readonly object[] }>("evaluate", { problem, points: [[0, 1, 2]] });
    expect(points[0]).toMatchObject({ value: 7, gradient: [0, 6, 4] });
    const strict = { problem, points: [[0, 0, 0]] };
    expect((await answer<{ points: object[] }>("evaluate", strict)).points[0]).toMatchObject({ kind: "minimum" });
    expect((await answer<{ points: object[] }>("evaluate", { ...strict, tolerance: 1e-3 })).points[0]).toMatchObject({
      kind: "degenerate",
    });
    const { stdout } = await lab(["evaluate"], { input: { problem: { expression: "log(x)" }, points: [[0], [-1]] } });
    expect(stdout).toContain('"value":"-Infinity"');
    expect(stdout).toContain('"value":"NaN"');
  });
});

describe("schedule", () => {
  interface ScheduleCase {
    readonly schedule: string;
    readonly options: object;
    readonly base_lr: number;
    readonly metric?: readonly number[];
    readonly lr: readonly number[];
  }
  const { cases } = golden<{ cases: readonly ScheduleCase[] }>("schedules");

  test("there are goldens for it", () => {
    expect(cases).toHaveLength(15);
  });

  test.each(cases)("$schedule $options is torch's", async ({ schedule, options, base_lr, metric, lr }) => {
    const baseLearningRate = base_lr;
    const input = { schedule: { name: schedule, ...options }, baseLearningRate, steps: lr.length, metric };
    const { learningRate } = await answer<{ learningRate: readonly number[] }>("schedule", input);
    // torch multiplies step by step: its own rounding adds up, and is absolute where a cosine passes through 0.
    lr.forEach((rate, step) => {
      expect(Math.abs((learningRate[step] ?? NaN) - rate)).toBeLessThanOrEqual(
        1e-12 * Math.max(rate, baseLearningRate * 1e-3),
      );
    });
  });

  test("momentum stands beside the rate where it is cycled", async () => {
    const onecycle = { name: "onecycle", max_lr: 1, total_steps: 4, pct_start: 0.5, anneal_strategy: "linear" };
    const input = { schedule: onecycle, baseLearningRate: 1, steps: 4 };
    const { momentum } = await answer<{ momentum: number[] }>("schedule", input);
    [0.95, 0.85, 0.9, 0.95].forEach((value, step) => expect(momentum[step]).toBeCloseTo(value, 14));
    const plain = await answer<object>("schedule", { ...input, schedule: { ...onecycle, cycle_momentum: false } });
    expect(Object.keys(plain)).toEqual(["learningRate"]);
  });

  test("a metric may be no number, and needs none for the last step", async () => {
    const schedule = { name: "plateau", patience: 0, factor: 0.5 };
    const input = { schedule, baseLearningRate: 1, steps: 4, metric: [1, "NaN", "Infinity"] };
    expect(await answer("schedule", input)).toEqual({ learningRate: [1, 1, 0.5, 0.25] });
  });

  test("warm-up in front of 1/sqrt(t), and no steps at all", async () => {
    const schedule = { name: "warmup", total_iters: 4, start_factor: 0, schedule: { name: "inverse-sqrt" } };
    const { learningRate } = await answer<{ learningRate: number[] }>("schedule", {
      schedule,
      baseLearningRate: 1,
      steps: 8,
    });
    expect(learningRate).toEqual([0, 0.25, 0.5, 0.75, 1, 1 / Math.sqrt(2), 1 / Math.sqrt(3), 0.5]);
    expect(await answer("schedule", { schedule, baseLearningRate: 1, steps: 0 })).toEqual({ learningRate: [] });
  });
});

describe("run", () => {
  test("a method around another: the schedule shapes the inner rate, the state holds both", async () => {
    const { learningRate, state } = await answer<RunAnswer>("run", {
      problem: { expression: "(1 - w1*w2)^2" },
      start: [0.3, 0.2],
      optimizer: { name: "lookahead", k: 2, optimizer: { name: "sgd", lr: 0.5, momentum: 0.9 } },
      schedule: { name: "step", step_size: 2, gamma: 0.5 },
      steps: 4,
      record: [1, 2, 4],
      state: true,
    });
    expect(learningRate).toMatchObject({ 1: 0.5, 2: 0.25 });
    expect(Object.keys(state?.["4"] ?? {}).toSorted()).toEqual(["m", "slow.1", "t"]);
  });

  interface RunCase {
    readonly problem: string;
    readonly expression: string;
    readonly parameters: readonly string[];
    readonly start: readonly number[];
    readonly optimizer: string;
    readonly options: Readonly<Record<string, unknown>>;
    readonly theta: Readonly<Record<string, readonly number[]>>;
  }
  const known = new Set(OPTIMIZERS.map(({ name }) => name));
  const cases = golden<{ cases: readonly RunCase[] }>("optimizers").cases.filter(({ optimizer }) =>
    known.has(optimizer),
  );

  /** A path that amplifies rounding by itself after step 20: see tests/golden/optimizers.test.ts, which measures it. */
  const amplifies = ({ problem, options }: RunCase) => problem === "rosenbrock" && options["centered"] === true;

  test.each(cases)("$problem, $optimizer $options goes torch's way", async (row) => {
    const { expression, parameters, start, optimizer, options } = row;
    const record = Object.keys(row.theta)
      .map(Number)
      .filter((step) => step <= (amplifies(row) ? 20 : 200));
    const { theta } = await answer<RunAnswer>("run", {
      problem: { expression, parameters },
      start,
      optimizer: { name: optimizer, ...options },
      steps: 1000,
      record,
    });
    expect(Object.keys(theta).map(Number)).toEqual(record);
    for (const step of record) {
      const [ours, torch] = [theta[step] ?? [], row.theta[step] ?? []];
      const size = Math.max(...torch.map(Math.abs));
      const error = Math.max(...torch.map((value, index) => Math.abs(value - (ours[index] ?? NaN)))) / size;
      // The first steps to rounding; over 200 steps it adds up.
      expect(error, `step ${step}`).toBeLessThanOrEqual(step <= 20 ? 1e-12 : 1e-9);
    }
  });

  test("answers what cli.md says, and nothing else", async () => {
    const whole = await answer<RunAnswer>("run", { ...TOY, record: "all", state: true });
    expect(Object.keys(whole)).toEqual(["theta", "loss", "gradientNorm", "learningRate", "state", "stopped"]);
    expect(Object.keys(whole.theta)).toEqual(Array.from({ length: 11 }, (_, step) => String(step)));
    expect(whole.theta["0"]).toEqual([0.3, 0.2]);
    expect(whole.loss["0"]).toBeCloseTo(0.94 ** 2, 14);
    expect(whole.gradientNorm["0"]).toBeCloseTo(2 * 0.94 * Math.hypot(0.3, 0.2), 14);
    expect(whole.learningRate).toEqual(Object.fromEntries(Array.from({ length: 11 }, (_, step) => [step, 0.01])));
    expect(whole.state?.["1"]).toEqual({
      t: 1,
      m: [expect.closeTo(-0.0376, 14), expect.closeTo(-0.0564, 14)],
      v: expect.any(Array) as number[],
    });
    expect(whole.stopped).toEqual({ reason: "steps", step: 10 });
    const listed = await answer<RunAnswer>("run", { ...TOY, record: [10, 3] });
    expect(Object.keys(listed)).toEqual(["theta", "loss", "gradientNorm", "learningRate", "stopped"]);
    expect(listed.theta).toEqual({ 3: whole.theta["3"], 10: whole.theta["10"] });
    expect((await answer<RunAnswer>("run", TOY)).theta).toEqual(whole.theta);
  });

  test("the second point that a method keeps stands beside theta if asked for", async () => {
    const optimizer = { name: "sgd", lr: 0.25, momentum: 0.5, nesterov: true };
    const input = { problem: { expression: "x^2/2" }, start: [1], optimizer, steps: 2, companion: true };
    const whole = await answer<RunAnswer & { companion: object }>("run", input);
    // x <- y - y/4, y <- x + (x - x_before)/2.
    expect(whole.theta).toEqual({ 0: [1], 1: [0.625], 2: [0.328125] });
    expect(whole.companion).toEqual({ 0: [1], 1: [0.75], 2: [0.46875] });
    const { code, stderr } = await lab(["run"], { input: { ...input, optimizer: { name: "adam" } } });
    expect(code).toBe(2);
    expect(stderr).toContain("companion: found true, adam, allowed: false");
  });

  test("numbers read back to the same bits", async () => {
    const [first, second] = [await lab(["run"], { input: TOY }), await lab(["run"], { input: TOY })];
    expect(second.stdout).toBe(first.stdout);
    const { theta } = JSON.parse(first.stdout) as RunAnswer;
    const next = await answer<RunAnswer>("run", {
      ...TOY,
      optimizer: { name: "sgd", lr: 0 },
      start: theta["10"],
      steps: 1,
    });
    expect(next.theta["1"]).toEqual(theta["10"]);
    const zero = await lab(["run"], {
      input: { ...TOY, start: [-0, 5e-324], optimizer: { name: "sgd", lr: 0 }, steps: 0 },
    });
    expect(zero.stdout).toContain('"theta":{"0":[0,5e-324]}');
    const negative = await lab(["run"], {
      input: '{"problem":{"expression":"x^2"},"start":[-0],"optimizer":{"name":"sgd","lr":0},"steps":0}',
    });
    expect(negative.stdout).toContain('"theta":{"0":[-0]}');
  });

  test("noise has a seed, clipping a limit, and a run may converge, diverge or leave the domain", async () => {
    const noisy = (seed: number) => answer<RunAnswer>("run", { ...TOY, noise: 0.1, seed });
    expect(await noisy(1)).toEqual(await noisy(1));
    expect((await noisy(2)).theta["10"]).not.toEqual((await noisy(1)).theta["10"]);
    const sgd = { problem: { expression: "x^2" }, start: [1], optimizer: { name: "sgd", lr: 0.25 }, steps: 100 };
    const clipped = await answer<RunAnswer>("run", { ...sgd, start: [100], clip: { kind: "norm", limit: 1 } });
    expect(clipped.theta["4"]).toEqual([99]);
    expect((await answer<RunAnswer>("run", { ...sgd, stop: { gradientNorm: 0.1 } })).stopped).toEqual({
      reason: "converged",
      step: 5,
    });
    const away = { ...sgd, optimizer: { name: "sgd", lr: 10 } };
    expect((await answer<RunAnswer>("run", { ...away, stop: { divergence: 1e6 } })).stopped).toEqual({
      reason: "diverged",
      step: 3,
    });
    const root = { ...sgd, problem: { expression: "log(x)" }, optimizer: { name: "sgd", lr: 2.5 } };
    expect((await answer<RunAnswer>("run", root)).stopped).toEqual({ reason: "left-domain", step: 1 });
    const { code, stdout } = await lab(["run"], { input: { ...away, steps: 10_000 } });
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { stopped: { reason: "diverged" } }]);
    expect(stdout).toMatch(/"(-?Infinity|NaN)"/);
  });
});
