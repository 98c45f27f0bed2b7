import { describe, expect, test } from "vitest";
import { createObjective } from "../../../src-core/objective/index.ts";
import type { RunSpec } from "../../../src-core/run/index.ts";
import { himmelblau, rosenbrock } from "../../support/handmade-objectives.ts";
import { finish, specOf } from "../../support/runs.ts";

/** How a rule ends on Rosenbrock from (-1.2, 1). */
function endOf(rule: string, more: Partial<RunSpec> = {}, lr = 0.001) {
  return finish(specOf({ name: "own-rule", rule, lr }, [-1.2, 1], 200, more), rosenbrock);
}

describe("a run whose rule leaves the finite numbers names the line", () => {
  test("at once: a division by zero in the first step", () => {
    const { stopped, frames } = endOf("v = old*g^2   # old is still 0\nold = 1\ntheta = theta - lr*g/sqrt(v)");
    expect(stopped).toEqual({
      reason: "diverged",
      step: 1,
      cause: { quantity: "rule", line: 3, index: 0, value: Infinity, limit: null },
    });
    expect(frames.count).toBe(2);
  });

  test("later, in the line in which it began, also under noise, clipping, a schedule and a bound", () => {
    // k falls to 0 in step 7, counted from 1: the line that takes its logarithm is the first that is not finite.
    const rule = "k = k - 1\nslow = log(k)/3\ntheta = theta - lr*g*slow";
    const optimizer = { name: "own-rule", rule, lr: 0.001, start: { k: 7 } };
    const more: Partial<RunSpec> = {
      noise: 0.5,
      seed: 3,
      clip: { kind: "norm", limit: 1 },
      schedule: { name: "exponential", gamma: 0.9 },
      stop: { gradientNorm: null, divergence: 1e6 },
      record: { kind: "every", interval: 3 },
    };
    const { stopped } = finish(specOf(optimizer, [-1.2, 1], 200, more), rosenbrock);
    expect(stopped).toEqual({
      reason: "diverged",
      step: 7,
      cause: { quantity: "rule", line: 2, index: null, value: -Infinity, limit: null },
    });
  });

  test("for the entry that did it", () => {
    const rule = "theta = theta - lr*sqrt(g + shift)";
    const { stopped } = finish(specOf({ name: "own-rule", rule, options: { shift: 20 } }, [1, -2], 10), himmelblau);
    // At (1, -2) the gradient of Himmelblau's function is (-46, -38), worked out by hand.
    expect(stopped).toMatchObject({
      reason: "diverged",
      step: 1,
      cause: { quantity: "rule", line: 1, index: 0, value: NaN },
    });
  });

  test("not for an ordinary divergence, which a smaller rate would cure", () => {
    const { stopped } = endOf("theta = theta - lr*g", {}, 1);
    expect(stopped).toMatchObject({ reason: "diverged", cause: { quantity: "theta" } });
  });

  test("not where the loss has no value", () => {
    const objective = createObjective({ expression: "log(x) + y^2" });
    const spec = specOf({ name: "own-rule", rule: "theta = theta - 3", lr: 1 }, [1, 1], 10);
    expect(finish(spec, objective).stopped).toMatchObject({ reason: "left-domain", step: 1 });
  });

  test("a run that is cancelled while it is looked at again ends as it had ended", () => {
    const rule = "k = k - 1\ntheta = theta - lr*0.01*g*log(k)";
    const spec = specOf({ name: "own-rule", rule, lr: 1e-4, start: { k: 100 } }, [-1.2, 1], 200);
    let asked = 0;
    const { stopped } = finish(spec, rosenbrock, { poll: () => ((asked += 1) > 7 ? "cancel" : "continue") });
    expect(stopped).toMatchObject({ reason: "diverged", step: 100, cause: { quantity: "theta" } });
  });

  test("the frames are those of the run, whatever was looked at afterwards", () => {
    const blocks = endOf("k = k - 1\ntheta = theta - lr*g*log(50 + k)").blocks;
    expect(blocks.reduce((sum, { count }) => sum + count, 0)).toBe(51);
  });
});
