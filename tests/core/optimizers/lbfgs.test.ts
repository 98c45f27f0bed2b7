import { describe, expect, test } from "vitest";
import type { Objective } from "../../../src-core/objective/index.ts";
import { drive } from "../../support/drive.ts";
import { handmadeObjective, himmelblau, rosenbrock } from "../../support/handmade-objectives.ts";

// torch's own paths are in tests/golden; here is what they do not reach: closed forms, the tolerances, the counts.

/** (a x^2 + b y^2) / 2, counting how often it is looked at. */
function bowl(a: number, b: number) {
  const counter = { looks: 0 };
  const objective = handmadeObjective(["x", "y"], ([x, y], g) => {
    counter.looks += 1;
    g[0] = a * x;
    g[1] = b * y;
    return (a * x * x + b * y * y) / 2;
  });
  return { objective, counter };
}

const CLOSE = 12;

describe("without a line search", () => {
  test("the very first step is lr along the gradient over the sum of its entries' sizes", () => {
    const run = drive({ name: "lbfgs", lr: 0.5, max_iter: 1 }, bowl(2, 6).objective, [1, -1]);
    run.advance();
    // g = (2, -6), the sum of sizes 8.
    expect(run.theta[0]).toBeCloseTo(1 - (0.5 / 8) * 2, CLOSE);
    expect(run.theta[1]).toBeCloseTo(-1 + (0.5 / 8) * 6, CLOSE);
  });

  test("in one dimension a step of lr 1 is the secant method: a parabola is solved by the second", () => {
    const parabola = handmadeObjective(["x"], ([x], g) => {
      g[0] = 10 * (x - 3);
      return 5 * (x - 3) ** 2;
    });
    const run = drive({ name: "lbfgs", max_iter: 1 }, parabola, [0]);
    run.advance(2);
    expect(run.theta[0]).toBeCloseTo(3, CLOSE);
  });

  test("its second direction is that of the BFGS formula, written with matrices", () => {
    const { objective } = bowl(2, 6);
    const run = drive({ name: "lbfgs", lr: 0.5, max_iter: 1 }, objective, [1, -1]);
    run.advance();
    const [x, y] = run.theta;
    // s is the step, A the Hessian; H = (I - rho s q') gamma (I - rho q s') + rho s s' with q = A s.
    const s = [x - 1, y + 1];
    const q = [2 * s[0], 6 * s[1]];
    const rho = 1 / (s[0] * q[0] + s[1] * q[1]);
    const gamma = 1 / (rho * (q[0] * q[0] + q[1] * q[1]));
    const left = [0, 1].map((i) => [0, 1].map((j) => (i === j ? 1 : 0) - rho * s[i] * q[j]));
    const inverse = [0, 1].map((i) =>
      [0, 1].map((j) => gamma * (left[i][0] * left[j][0] + left[i][1] * left[j][1]) + rho * s[i] * s[j]),
    );
    const g = [2 * x, 6 * y];
    run.advance();
    [0, 1].forEach((i) => {
      const expected = [x, y][i] - 0.5 * (inverse[i][0] * g[0] + inverse[i][1] * g[1]);
      expect(run.theta[i]).toBeCloseTo(expected, CLOSE);
    });
  });

  test("remembers no more than history_size pairs, the newest last", () => {
    const run = drive({ name: "lbfgs", lr: 0.1, max_iter: 1, history_size: 2 }, himmelblau, [1, 1]);
    let before = run.theta.slice();
    const moved: number[][] = [];
    for (let k = 0; k < 5; k++) {
      run.advance();
      moved.push([run.theta[0] - before[0], run.theta[1] - before[1]]);
      before = run.theta.slice();
    }
    // The pair of a step is made when the next one begins.
    const remembered = run.state["s"] as Float64Array;
    expect(remembered).toHaveLength(4);
    moved.slice(2, 4).forEach((s, k) => {
      expect(remembered[2 * k]).toBeCloseTo(s[0], CLOSE);
      expect(remembered[2 * k + 1]).toBeCloseTo(s[1], CLOSE);
    });
  });

  test("the context's gradient is what it looks at again: max_iter iterations, one look fewer than that", () => {
    const { objective, counter } = bowl(1, 30);
    const run = drive({ name: "lbfgs", lr: 0.1, max_iter: 7 }, objective, [1, 1]);
    run.advance();
    expect(run.state).toMatchObject({ iterations: 7, evaluations: 7 });
    expect(counter.looks).toBe(7);
  });

  test("max_eval ends an update; left out it is a quarter above max_iter", () => {
    const looksOf = (extra: object): number => {
      const { objective, counter } = bowl(1, 30);
      drive({ name: "lbfgs", lr: 0.1, max_iter: 8, ...extra }, objective, [1, 1]).advance();
      return counter.looks;
    };
    expect(looksOf({ max_eval: 4 })).toBe(4);
    expect(looksOf({ max_eval: null })).toBe(8);
  });
});

describe("with strong Wolfe", () => {
  const searching = { name: "lbfgs", line_search_fn: "strong_wolfe", max_iter: 1 } as const;

  test("every step is low and flat enough for its length", () => {
    const starts: readonly (readonly [Objective, readonly number[]])[] = [
      [rosenbrock, [-1.2, 1]],
      [himmelblau, [0, 0]],
      [bowl(1, 1000).objective, [1, 1]],
    ];
    for (const [objective, start] of starts) {
      const run = drive(searching, objective, start);
      for (let k = 0; k < 15; k++) {
        const [before, g] = [run.theta.slice(), new Float64Array(2)];
        const loss = objective.gradient(before, g);
        run.advance();
        const d = run.state["d"] as Float64Array;
        const slope = g[0] * d[0] + g[1] * d[1];
        if (slope > -1e-9) break;
        const lossAfter = objective.gradient(run.theta, g);
        const t = Number(run.state["length"]);
        expect(lossAfter).toBeLessThanOrEqual(loss + 1e-4 * t * slope);
        expect(Math.abs(g[0] * d[0] + g[1] * d[1])).toBeLessThanOrEqual(0.9 * Math.abs(slope));
      }
    }
  });

  test("a parabola's minimum is found by the cubic at once, whatever the first step", () => {
    const parabola = handmadeObjective(["x"], ([x], g) => {
      g[0] = 2 * x;
      return x * x;
    });
    // The first try lands far on the other side, and too high.
    const run = drive({ ...searching, lr: 40 }, parabola, [1]);
    run.advance();
    expect(run.theta[0]).toBeCloseTo(0, CLOSE);
    // The slope at the start, the try beyond, the minimum between: three looks and the run's own.
    expect(run.state["evaluations"]).toBe(3);
  });

  test("goes on where the loss falls all the way, ten times as far at most", () => {
    const slope = handmadeObjective(["x"], ([x], g) => {
      g[0] = -1;
      return -x;
    });
    const run = drive(searching, slope, [0]);
    run.advance();
    // A straight line has no flat place: 25 looks beyond the first, each ten times as far.
    expect(run.state["evaluations"]).toBe(1 + 26);
    expect(run.theta[0]).toBeCloseTo(1e25, -24);
  });

  test("stays where the gradient is below its tolerance, and where nothing would change", () => {
    const { objective, counter } = bowl(1, 1);
    const run = drive({ ...searching, tolerance_grad: 0.1 }, objective, [0.05, 0.05]);
    run.advance(3);
    expect(Array.from(run.theta)).toEqual([0.05, 0.05]);
    expect(counter.looks).toBe(3);
    const still = drive({ ...searching, tolerance_grad: 0 }, objective, [1e-6, 0]);
    still.advance(3);
    expect(still.theta[0]).toBe(1e-6);
  });

  test("walks the banana in less than a hundred looks", () => {
    const run = drive({ ...searching, max_iter: 20 }, rosenbrock, [-1.2, 1]);
    run.advance(4);
    expect(run.theta[0]).toBeCloseTo(1, 4);
    expect(Number(run.state["evaluations"])).toBeLessThan(100);
  });
});
