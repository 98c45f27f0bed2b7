import { describe, expect, it } from "vitest";
import { InputError } from "../../../src-core/numerics/index.ts";
import { classifyPoint, evaluatePoint } from "../../../src-core/curvature/index.ts";
import { symmetricEigen } from "../../../src-core/numerics/index.ts";
import type { Objective } from "../../../src-core/objective/index.ts";

/** c * (1 - w1 w2)^2 with derivatives by hand: the independent oracle of the course's toy. */
function toy(c = 1): Objective {
  const objective: Objective = {
    dimension: 2,
    parameters: ["w1", "w2"],
    value: ([a, b]) => c * (1 - a * b) ** 2,
    gradient([a, b], out) {
      out.set([-2 * c * b * (1 - a * b), -2 * c * a * (1 - a * b)]);
      return c * (1 - a * b) ** 2;
    },
    hessian(theta, gradient, hessian) {
      const [a, b] = theta;
      hessian.set([2 * c * b * b, c * (4 * a * b - 2), c * (4 * a * b - 2), 2 * c * a * a]);
      return objective.gradient(theta, gradient);
    },
    hessianVector() {
      throw new Error("not needed");
    },
    grid() {
      throw new Error("not needed");
    },
  };
  return objective;
}

function diagonal(...entries: number[]): ReturnType<typeof symmetricEigen> {
  const n = entries.length;
  const matrix = new Float64Array(n * n);
  entries.forEach((entry, i) => {
    matrix[i * n + i] = entry;
  });
  return symmetricEigen(matrix, n);
}

describe("evaluatePoint on the course's toy network", () => {
  it("finds the saddle at the origin with eigenvalues -2 and 2 and the way down along (1, 1)", () => {
    const report = evaluatePoint(toy(), [0, 0]);
    expect(report).toEqual({
      at: [0, 0],
      value: 1,
      gradient: [-0, -0],
      hessian: [
        [0, -2],
        [-2, 0],
      ],
      eigenvalues: [-2, 2],
      eigenvectors: [
        [Math.SQRT1_2, Math.SQRT1_2],
        [Math.SQRT1_2, -Math.SQRT1_2],
      ],
      kind: "saddle",
    });
  });

  it("calls every minimum of its valley degenerate, with eigenvalues 0 and 2 (w1^2 + w2^2)", () => {
    expect(evaluatePoint(toy(), [1, 1]).eigenvalues).toEqual([0, 4]);
    for (const w1 of [1, -1, 0.5, -2, 4]) {
      const report = evaluatePoint(toy(), [w1, 1 / w1]);
      expect(report.kind).toBe("degenerate");
      expect(report.eigenvalues[1]).toBeCloseTo(2 * (w1 ** 2 + w1 ** -2), 12);
    }
  });

  it("judges the same whatever the loss is multiplied by", () => {
    for (const c of [1e-12, 1e-3, 1, 1e9]) {
      expect(evaluatePoint(toy(c), [0, 0]).kind).toBe("saddle");
      expect(evaluatePoint(toy(c), [1, 1]).kind).toBe("degenerate");
      expect(evaluatePoint(toy(c), [0.9, 1]).kind).toBe("not-critical");
      expect(evaluatePoint(toy(c), [1e-4, 0]).kind).toBe("not-critical");
    }
    expect(evaluatePoint(toy(-1), [0, 0]).kind).toBe("saddle");
  });

  it("refuses a point of the wrong length or with an entry that is no finite number, naming the field", () => {
    expect(() => evaluatePoint(toy(), [1], { path: "points[2]" })).toThrow(InputError);
    expect(() => evaluatePoint(toy(), [1], { path: "points[2]" })).toThrow("points[2]: found 1, allowed: 2 (w1, w2)");
    expect(() => evaluatePoint(toy(), [1, NaN])).toThrow("theta[1]: found NaN");
  });
});

describe("classifyPoint", () => {
  const at = [0, 0];
  const flat = [0, 0];

  it("names minima, maxima and saddles by signs", () => {
    expect(classifyPoint(at, flat, diagonal(1, 5))).toBe("minimum");
    expect(classifyPoint(at, flat, diagonal(-1, -5))).toBe("maximum");
    expect(classifyPoint(at, flat, diagonal(-1, 5))).toBe("saddle");
    expect(classifyPoint([0], [0], diagonal(-1))).toBe("maximum");
    expect(classifyPoint([0], [0], diagonal(2))).toBe("minimum");
  });

  it("calls a point degenerate from exactly the tolerance on, relative to the largest magnitude", () => {
    expect(classifyPoint(at, flat, diagonal(1e-3, 1), { tolerance: 1e-3 })).toBe("degenerate");
    expect(classifyPoint(at, flat, diagonal(1.001e-3, 1), { tolerance: 1e-3 })).toBe("minimum");
    expect(classifyPoint(at, flat, diagonal(-1e-3, -1), { tolerance: 1e-3 })).toBe("degenerate");
    expect(classifyPoint(at, flat, diagonal(1e-3, 1), { tolerance: 0 })).toBe("minimum");
    expect(classifyPoint(at, flat, diagonal(0, 1), { tolerance: 0 })).toBe("degenerate");
    expect(classifyPoint(at, flat, diagonal(-1e-17, 2))).toBe("degenerate");
    expect(classifyPoint(at, flat, diagonal(5.57347746, 1746830.4))).toBe("minimum");
  });

  it("calls an all-zero Hessian degenerate when the gradient is zero too, as at the origin of a monkey saddle", () => {
    expect(classifyPoint(at, flat, diagonal(0, 0))).toBe("degenerate");
    expect(classifyPoint(at, [1e-300, 0], diagonal(0, 0))).toBe("not-critical");
  });

  it("measures the gradient by the distance to the critical point, direction by direction", () => {
    // The floor of a valley of condition 1e6: a gradient of 1e-3 is a whole 1e-3 away along the flat direction ...
    expect(classifyPoint(at, [1e-3, 0], diagonal(1, 1e6))).toBe("not-critical");
    // ... but only 1e-9 away across it.
    expect(classifyPoint(at, [0, 1e-3], diagonal(1, 1e6))).toBe("minimum");
    // A published minimum has six decimals: 5e-7 off in both coordinates, here with the slope that follows.
    expect(classifyPoint([3.584428, -1.848127], [3e-7 * 80, 3e-7 * 30], diagonal(80, 30))).toBe("minimum");
    expect(classifyPoint(at, [2e-6, 0], diagonal(1, 1))).toBe("not-critical");
    expect(classifyPoint(at, [2e-6, 0], diagonal(1, 1), { criticalDistance: 1e-5 })).toBe("minimum");
    expect(classifyPoint(at, [0, 1e-3], diagonal(2, 0))).toBe("not-critical");
  });

  it("never calls anything non-finite critical", () => {
    expect(classifyPoint(at, [NaN, 0], diagonal(1, 1))).toBe("not-critical");
    expect(classifyPoint(at, flat, diagonal(NaN, 1))).toBe("not-critical");
    expect(classifyPoint(at, [Infinity, 0], diagonal(1, 1))).toBe("not-critical");
  });
});
