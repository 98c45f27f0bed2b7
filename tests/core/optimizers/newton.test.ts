import { describe, expect, test } from "vitest";
import { createObjective } from "../../../src-core/objective/index.ts";
import { createOptimizer, type OptimizerSpec } from "../../../src-core/optimizers/index.ts";
import { runLoop } from "../../../src-core/run/index.ts";
import { drive } from "../../support/drive.ts";
import { valley, VALLEY_POINTS } from "../../support/handmade-objectives.ts";
import { specOf } from "../../support/runs.ts";

const objective = (expression: string, parameters?: readonly string[]) => createObjective({ expression, parameters });

/** Convex, its minimum at (1, 2, -1), its Hessian with the eigenvalues of [[4, 2, 0], [2, 6, 0], [0, 0, 1]]. */
const bowl = objective("2*(x - 1)^2 + 2*(x - 1)*(y - 2) + 3*(y - 2)^2 + (z + 1)^2/2");
const MINIMUM = [1, 2, -1];
const rosenbrock = objective("(1 - x)^2 + 100*(y - x^2)^2");

/** Roundings of numbers of order 1, through an eigenproblem. */
const CLOSE = 12;

function expectNear(theta: Float64Array, expected: readonly number[], digits = CLOSE): void {
  expected.forEach((value, i) => expect(theta[i]).toBeCloseTo(value, digits));
}

describe("Newton", () => {
  test("is at the minimum of a quadratic after one step, and with lr = 1/2 half way there", () => {
    const whole = drive({ name: "newton" }, bowl, [7, -3, 2]);
    whole.advance();
    expectNear(whole.theta, MINIMUM);
    expect(whole.state["rank"]).toBe(3);
    const half = drive({ name: "newton", lr: 0.5 }, bowl, [7, -3, 2]);
    half.advance();
    expectNear(half.theta, [4, -0.5, 0.5]);
  });

  test("damped, it divides by eigenvalue + damping", () => {
    const run = drive({ name: "newton", damping: 3 }, objective("x^2 + 4*y^2"), [1, 1]);
    run.advance();
    expectNear(run.parts.direction, [2 / (2 + 3), 8 / (8 + 3)]);
  });

  test("goes to a saddle, from which saddle-free Newton runs away", () => {
    const hill = objective("x^2 - y^2");
    const [plain, free] = [
      drive({ name: "newton" }, hill, [1, 0.1]),
      drive({ name: "saddle_free_newton" }, hill, [1, 0.1]),
    ];
    plain.advance();
    free.advance();
    expectNear(plain.theta, [0, 0]);
    expectNear(free.theta, [0, 0.2]);
  });

  test("leaves out what a singular Hessian says nothing about, and counts the rest", () => {
    // Only x + y counts: the step of the pseudo-inverse goes straight to the line x + y = 0.
    for (const name of ["newton", "saddle_free_newton"]) {
      const trough = drive({ name }, objective("(x + y)^2"), [3, 1]);
      trough.advance();
      expectNear(trough.theta, [1, -1]);
      expect(trough.state["rank"]).toBe(1);
      const slope = drive({ name }, objective("x + 2*y"), [3, 1]);
      slope.advance();
      expect(Array.from(slope.theta)).toEqual([3, 1]);
      expect(slope.state["rank"]).toBe(0);
    }
  });

  test("rests where the Hessian is not finite, instead of becoming NaN", () => {
    const cusp = objective("abs(x)^1.5 + y^2");
    expect(cusp.hessian(Float64Array.of(0, 1), new Float64Array(2), new Float64Array(4))).toBe(1);
    const run = drive({ name: "newton" }, cusp, [0, 1]);
    run.advance();
    expect(Array.from(run.theta)).toEqual([0, 1]);
    expect(run.state["rank"]).toBe(0);
  });
});

describe("Newton with backtracking", () => {
  test("comes home from where the whole steps overshoot ever further", () => {
    const logCosh = objective("log((exp(x) + exp(-x))/2)");
    const [plain, careful] = [
      drive({ name: "newton" }, logCosh, [1.5]),
      drive({ name: "newton", backtracking: true }, logCosh, [1.5]),
    ];
    plain.advance(2);
    expect(Math.abs(plain.theta[0])).toBeGreaterThan(10);
    careful.advance();
    // 1 / s is a power of 2, and not 1 here.
    expect(Math.log2(careful.parts.scale[0])).toBeGreaterThan(0);
    expect(Number.isInteger(Math.log2(careful.parts.scale[0]))).toBe(true);
    careful.advance(10);
    expectNear(careful.theta, [0], 7);
  });

  test("every step lowers the loss by a share of what the slope promises", () => {
    const run = drive({ name: "newton", backtracking: true }, rosenbrock, [-1.2, 1]);
    // Below this loss its differences are rounding.
    for (let k = 0; k < 40 && rosenbrock.value(run.theta) > 1e-24; k++) {
      const before = rosenbrock.value(run.theta);
      run.advance();
      const { direction, scale } = run.parts;
      const promise = (run.gradient[0] * direction[0] + run.gradient[1] * direction[1]) / scale[0];
      expect(rosenbrock.value(run.theta)).toBeLessThanOrEqual(before - 1e-4 * promise);
    }
    expectNear(run.theta, [1, 1]);
  });

  test("takes the gradient where Newton's direction leads up", () => {
    const wells = objective("x^4 - x^2");
    const run = drive({ name: "newton", backtracking: true }, wells, [0.1]);
    run.advance();
    expect(run.parts.direction[0]).toBe(run.gradient[0]);
    run.advance(20);
    expectNear(run.theta, [Math.SQRT1_2], 7);
  });
});

describe("Levenberg-Marquardt", () => {
  test("without damping it is Gauss-Newton: J^-1 r where J is square", () => {
    // r = (1 - x, 10 (y - x^2)) at (2, 1) is (-1, -30), J is [[-1, 0], [-40, 10]], and J^-1 r = (1, 1).
    const run = drive({ name: "levenberg_marquardt", damping: 0 }, rosenbrock, [2, 1]);
    run.advance();
    expectNear(run.parts.direction, [1, 1]);
    expect(run.state).toMatchObject({ damping: 0, rank: 2 });
  });

  test("fits a line to points in one step", () => {
    const expression = VALLEY_POINTS.map(([x, y]) => `(b + w*${x} - ${y})^2`).join(" + ");
    const run = drive({ name: "levenberg_marquardt", damping: 0 }, objective(expression), [-120, -4]);
    run.advance();
    // Least squares by sums, as in any textbook.
    const n = VALLEY_POINTS.length;
    const mean = (of: (point: readonly [number, number]) => number): number =>
      VALLEY_POINTS.reduce((sum, point) => sum + of(point), 0) / n;
    const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
    const w = mean(([x, y]) => (x - meanX) * (y - meanY)) / mean(([x]) => (x - meanX) ** 2);
    // J^T J has a condition number of 1e6.
    expectNear(run.theta, [meanY - w * meanX, w], 8);
    expect(valley.value(run.theta)).toBeLessThan(valley.value(Float64Array.of(-188, 2.67)));
  });

  test("much damped, it goes along the gradient", () => {
    const damping = 1e9;
    const run = drive({ name: "levenberg_marquardt", damping, factor: 1 }, rosenbrock, [-1.2, 1]);
    run.advance();
    // J^T r is half the gradient of |r|^2; J^T J is some 1e3 against a damping of 1e9.
    run.gradient.forEach((g, i) => expect(run.parts.direction[i] * damping * 2).toBeCloseTo(g, 2));
  });

  test("a factor moves lambda down after every step, and up until a step lowers the loss", () => {
    const run = drive({ name: "levenberg_marquardt", damping: 1e-3, factor: 10 }, rosenbrock, [-1.2, 1]);
    let loss = rosenbrock.value(run.theta);
    let grew = 0;
    for (let k = 0; k < 60 && loss > 1e-24; k++) {
      const before = Number(run.state["damping"]);
      run.advance();
      const now = rosenbrock.value(run.theta);
      expect(now).toBeLessThan(loss);
      const decades = Math.log10(Number(run.state["damping"]) / before);
      expect(decades).toBeCloseTo(Math.round(decades), 9);
      if (decades >= 0) grew += 1;
      loss = now;
    }
    expect(grew).toBeGreaterThan(0);
    expectNear(run.theta, [1, 1], 9);
  });

  test("where no damping helps it rests, and keeps its lambda", () => {
    const run = drive({ name: "levenberg_marquardt" }, objective("(x^2 + 1)^2"), [0]);
    run.advance(3);
    expect(run.theta[0]).toBe(0);
    expect(run.state["damping"]).toBe(1e-3);
    expect(run.parts.direction[0]).toBe(0);
  });

  test("is refused on a loss that is no sum of squares", () => {
    const spec = specOf({ name: "levenberg_marquardt" }, [1, 1], 5);
    expect(() => runLoop(spec, objective("x^2 - y^2")).next()).toThrow(
      expect.objectContaining({ code: "needs-residuals", path: "optimizer.name", found: '"levenberg_marquardt"' }),
    );
  });
});

/** A search that leaves a billionth of the slope: exact for what follows. */
const EXACT = { c1: 1e-12, c2: 1e-9 };
const FORMULAS = ["fletcher-reeves", "polak-ribiere", "hestenes-stiefel", "dai-yuan"] as const;

/** Coupled, four parameters, a condition number of some tens. */
const quadratic4 = objective("(a - b)^2 + 2*(b - c + 1)^2 + 3*(c + d)^2 + (a + d - 2)^2/2 + a^2 + 5*d^2");
const START_4 = [3, -2, 1, 4];

function gradientNorm(run: ReturnType<typeof drive>, loss = quadratic4): number {
  const gradient = new Float64Array(run.theta.length);
  loss.gradient(run.theta, gradient);
  return Math.hypot(...gradient);
}

describe.each<OptimizerSpec>([...FORMULAS.map((beta) => ({ name: "conjugate_gradients", beta })), { name: "bfgs" }])(
  "$name $beta",
  (spec) => {
    test("with exact searches it is at the minimum of a quadratic of n parameters after n steps", () => {
      const run = drive({ ...spec, ...EXACT }, quadratic4, START_4);
      const initial = gradientNorm(run);
      run.advance(3);
      expect(gradientNorm(run)).toBeGreaterThan(1e-3 * initial);
      run.advance();
      expect(gradientNorm(run)).toBeLessThan(1e-6 * initial);
    });

    test("every step has the strong Wolfe conditions, on Rosenbrock's valley to its end", () => {
      const { c1, c2 } = spec.name === "bfgs" ? { c1: 1e-4, c2: 0.9 } : { c1: 1e-4, c2: 0.1 };
      const run = drive(spec, rosenbrock, [-1.2, 1]);
      const after = new Float64Array(2);
      // From here on the loss is smaller than 1e-12 and its differences are rounding.
      for (let k = 0; k < 200 && rosenbrock.value(run.theta) > 1e-12; k++) {
        const before = rosenbrock.value(run.theta);
        run.advance();
        const slopeOf = (gradient: Float64Array): number =>
          -(gradient[0] * run.parts.direction[0] + gradient[1] * run.parts.direction[1]);
        const [slope, alpha] = [slopeOf(run.gradient), 1 / run.parts.scale[0]];
        // 1 / alpha and back, and theta at the end of the step, are each rounded once more than in the search.
        const slack = 1e-9 * Math.abs(slope);
        expect(slope).toBeLessThan(0);
        expect(rosenbrock.gradient(run.theta, after)).toBeLessThanOrEqual(before + c1 * alpha * slope + slack);
        expect(Math.abs(slopeOf(after))).toBeLessThanOrEqual(c2 * Math.abs(slope) + slack);
      }
      expectNear(run.theta, [1, 1], 4);
    });

    test("a rate of 1/2 goes half of the length found", () => {
      const [whole, half] = [drive(spec, quadratic4, START_4), drive({ ...spec, lr: 0.5 }, quadratic4, START_4)];
      whole.advance();
      half.advance();
      half.theta.forEach((value, i) => expect(value).toBeCloseTo((START_4[i] + whole.theta[i]) / 2, CLOSE));
    });

    test("rests at a critical point", () => {
      const run = drive(spec, objective("x^2 - y^2"), [0, 0]);
      run.advance(3);
      expect(Array.from(run.theta)).toEqual([0, 0]);
    });

    test("c1 must be smaller than c2", () => {
      expect(() => createOptimizer({ ...spec, c1: 0.5, c2: 0.4 })).toThrow(
        expect.objectContaining({ code: "inconsistent", path: "optimizer.c1", found: "0.5, c2 0.4" }),
      );
    });
  },
);

describe("conjugate gradients", () => {
  test.each(FORMULAS)("%s: the second direction, by its formula", (beta) => {
    const run = drive({ name: "conjugate_gradients", beta }, objective("x^4 + x*y + 2*y^2 + sin(y)"), [1, -2]);
    run.advance();
    const old = Array.from(run.gradient);
    run.advance();
    const g = Array.from(run.gradient);
    const p = old.map((value) => -value);
    const y = g.map((value, i) => value - old[i]);
    const times = (a: readonly number[], b: readonly number[]): number => a[0] * b[0] + a[1] * b[1];
    const expected = {
      "fletcher-reeves": times(g, g) / times(old, old),
      "polak-ribiere": Math.max(0, times(g, y) / times(old, old)),
      "hestenes-stiefel": times(g, y) / times(p, y),
      "dai-yuan": times(g, g) / times(p, y),
    }[beta];
    run.parts.direction.forEach((value, i) => expect(value).toBeCloseTo(g[i] - expected * p[i], CLOSE));
    expect(run.state["restarts"]).toBe(0);
    expect(expected).toBeGreaterThan(0);
  });

  test("a direction that would lead up is replaced by the gradient, and counted", () => {
    // On Rosenbrock's valley the second direction of Polak and Ribiere does.
    const run = drive({ name: "conjugate_gradients" }, rosenbrock, [-1.2, 1]);
    run.advance(2);
    expect(run.state["restarts"]).toBe(1);
    expect(run.parts.direction).toEqual(run.gradient);
  });
});

describe("BFGS", () => {
  test("its matrix maps the last change of the gradient to the last step (the secant equation), and is symmetric", () => {
    const run = drive({ name: "bfgs" }, rosenbrock, [-1.2, 1]);
    run.advance();
    for (let k = 0; k < 15; k++) {
      const [theta, gradient] = [run.theta.slice(), run.gradient.slice()];
      const before = (run.state["theta"] as Float64Array).slice();
      run.advance();
      const inverse = run.state["inverse"] as Float64Array;
      const y = run.gradient.map((value, i) => value - gradient[i]);
      const s = theta.map((value, i) => value - before[i]);
      s.forEach((value, i) => {
        const product = inverse[2 * i] * y[0] + inverse[2 * i + 1] * y[1];
        expect(Math.abs(product - value)).toBeLessThanOrEqual(1e-10 * Math.hypot(...s));
      });
      expect(inverse[1]).toBe(inverse[2]);
    }
    expect(run.state["skipped"]).toBe(0);
  });

  test("after n exact steps on a quadratic it is the inverse Hessian", () => {
    const run = drive({ name: "bfgs", ...EXACT }, objective("2*x^2 + 2*x*y + 3*y^2"), [1, -2]);
    run.advance(2);
    // The pair of the second step is learned at the third. H = [[4, 2], [2, 6]], its determinant is 20.
    run.advance();
    expectNear(run.state["inverse"] as Float64Array, [6 / 20, -2 / 20, -2 / 20, 4 / 20], 6);
  });

  test("a pair of negative curvature is skipped, and counted", () => {
    // A step of a tenth of the length found stays where the slope still steepens: sin bends down on (0, pi).
    const run = drive({ name: "bfgs", lr: 0.1 }, objective("sin(x)"), [1.7]);
    run.advance(2);
    expect(run.state).toMatchObject({ pairs: 0, skipped: 1, resets: 0 });
    expect(Array.from(run.state["inverse"] as Float64Array)).toEqual([1]);
  });
});
