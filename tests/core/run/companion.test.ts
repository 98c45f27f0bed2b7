import { describe, expect, test } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import { checkRunSpec, recordPlan, rowOf, type FrameBlock } from "../../../src-core/run/index.ts";
import { handmadeObjective } from "../../support/handmade-objectives.ts";
import { finish, specOf, thetaAt } from "../../support/runs.ts";

/** x^2 / 2 + 2 y^2, whose gradient is (x, 4 y). */
const bowl = handmadeObjective(["x", "y"], ([x, y], g) => {
  g[0] = x;
  g[1] = 4 * y;
  return x * x * 0.5 + 2 * y * y;
});
const CURVATURES = [1, 4];
const START = [3, -1];
const NESTEROV = { name: "sgd", lr: 0.125, momentum: 0.75, nesterov: true };
const COMPANION = { companion: true };

/** The companions are made from theta and a memory of it: some roundings of numbers of its size. */
const ROUNDINGS = 1e-14;

function companionAt(frames: FrameBlock, step: number): number[] {
  return Array.from(rowOf(frames, "companion", frames.steps.indexOf(step)));
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(ROUNDINGS));
}

describe("the companion of a run", () => {
  test("is recorded only if asked for, and changes nothing else", () => {
    const { companion, ...plain } = finish(specOf(NESTEROV, START, 40), bowl).frames;
    const { companion: asked, ...same } = finish(specOf(NESTEROV, START, 40, COMPANION), bowl).frames;
    expect(companion).toBeNull();
    expect(asked).toHaveLength(2 * 41);
    expect(same).toEqual(plain);
  });

  test("of Nesterov's momentum is the gradient step from the look-ahead before, under a schedule and a stop rule too", () => {
    const schedule = { name: "multistep", milestones: [5, 12], gamma: 0.5 };
    const stop = { gradientNorm: 0.05, divergence: null };
    const { frames, stopped } = finish(specOf(NESTEROV, START, 1000, { ...COMPANION, schedule, stop }), bowl);
    expect(stopped.reason).toBe("converged");
    expect(companionAt(frames, 0)).toEqual(START);
    for (let step = 1; step <= stopped.step; step++) {
      const before = thetaAt(frames, step - 1);
      const rate = frames.learningRate[step - 1];
      expectClose(
        companionAt(frames, step),
        before.map((value, i) => value * (1 - rate * CURVATURES[i])),
      );
    }
  });

  test("of Nesterov's momentum follows the rates of single parameters", () => {
    const rateFactors = [0.5, 0];
    const { frames } = finish(specOf(NESTEROV, START, 20, { ...COMPANION, rateFactors }), bowl);
    for (let step = 1; step <= 20; step++) {
      const before = thetaAt(frames, step - 1);
      expectClose(
        companionAt(frames, step),
        before.map((value, i) => value * (1 - 0.125 * rateFactors[i] * CURVATURES[i])),
      );
    }
  });

  test("of the textbook's form is the look-ahead, which torch's form walks at a constant rate", () => {
    const paper = { ...NESTEROV, convention: "paper" } as const;
    const { frames } = finish(specOf(paper, START, 40, COMPANION), bowl);
    const torch = finish(specOf(NESTEROV, START, 40), bowl).frames;
    for (let step = 0; step <= 40; step++) expectClose(companionAt(frames, step), thetaAt(torch, step));
  });

  test("of ASGD is the mean of the path from step t0 + 2 on, and before it theta itself, at the start too", () => {
    const t0 = 5;
    const { frames } = finish(specOf({ name: "asgd", lr: 0.1, t0 }, START, 30, COMPANION), bowl);
    for (let step = 0; step <= 30; step++) {
      const first = Math.min(step, t0 + 2);
      const path = Array.from({ length: step - first + 1 }, (_, k) => thetaAt(frames, first + k));
      expectClose(
        companionAt(frames, step),
        START.map((_, i) => path.reduce((sum, theta) => sum + theta[i], 0) / path.length),
      );
    }
  });

  test("of schedule-free SGD is the mean of all z, where z takes the gradient's steps", () => {
    const { frames } = finish(specOf({ name: "schedule_free_sgd", lr: 0.1 }, START, 30, COMPANION), bowl);
    let z: readonly number[] = START;
    let sum: readonly number[] = [0, 0];
    for (let step = 1; step <= 30; step++) {
      const y = thetaAt(frames, step - 1);
      z = z.map((value, i) => value - 0.1 * CURVATURES[i] * y[i]);
      sum = sum.map((value, i) => value + z[i]);
      expectClose(
        companionAt(frames, step),
        sum.map((value) => value / step),
      );
    }
  });

  test("of Lookahead is theta as it was after the last pull", () => {
    const optimizer = { name: "lookahead", k: 4, alpha: 0.5, optimizer: { name: "sgd", lr: 0.1 } };
    const { frames } = finish(specOf(optimizer, START, 30, COMPANION), bowl);
    for (let step = 0; step <= 30; step++) {
      expect(companionAt(frames, step)).toEqual(thetaAt(frames, step - (step % 4)));
    }
  });

  test("is that of the kept rows where not every step is kept, in blocks of any size", () => {
    const every = finish(specOf(NESTEROV, START, 9000, COMPANION), bowl).frames;
    const record = { kind: "every", interval: 700 } as const;
    const { frames, blocks } = finish(specOf(NESTEROV, START, 9000, { ...COMPANION, record }), bowl);
    expect(blocks.length).toBeGreaterThan(1);
    for (const step of frames.steps) expect(companionAt(frames, step)).toEqual(companionAt(every, step));
  });
});

test("asking it of a method that keeps none is refused", () => {
  const spec = { problem: { expression: "x^2" }, start: [1], steps: 1, companion: true };
  expect(checkRunSpec({ ...spec, optimizer: NESTEROV }).companion).toBe(true);
  for (const optimizer of [{ name: "adam" }, { name: "sgd", momentum: 0.9 }]) {
    expect(() => checkRunSpec({ ...spec, optimizer })).toThrow(InputError);
    expect(() => checkRunSpec({ ...spec, optimizer })).toThrow("companion: found true");
  }
  expect(() => checkRunSpec({ ...spec, optimizer: NESTEROV, companion: 1 })).toThrow("companion: found 1");
});

test("it takes its share of the memory that recording may take", () => {
  // 40,000 rows of 204 numbers are 62 MiB, of 254 they are 78.
  const steps = Array.from({ length: 40_000 }, (_, k) => k);
  expect(() => recordPlan({ kind: "list", steps }, 40_000, 50)).not.toThrow();
  expect(() => recordPlan({ kind: "list", steps }, 40_000, 50, true)).toThrow(InputError);
});
