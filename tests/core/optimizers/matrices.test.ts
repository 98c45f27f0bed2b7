import { describe, expect, test } from "vitest";
import { createRandom, symmetricEigen } from "../../../src-core/numerics/index.ts";
import type { MatrixBlock, Objective } from "../../../src-core/objective/index.ts";
import {
  checkNeeds,
  createOptimizer,
  missingPart,
  optimizerOptions,
  type OptimizerSpec,
} from "../../../src-core/optimizers/index.ts";
import { layouts } from "../../../src-core/optimizers/layout.ts";
import { orthogonalise } from "../../../src-core/optimizers/newton-schulz.ts";
import { checkRunSpec, runLoop } from "../../../src-core/run/index.ts";
import { handmadeObjective, himmelblau } from "../../support/handmade-objectives.ts";
import { specOf } from "../../support/runs.ts";

// PyTorch 1.13, which the goldens come from, has neither method: here they are held to closed forms and invariants.

const MUON: readonly [number, number, number] = [3.4445, -4.775, 2.0315];
const CLOSE = 12;

/** One update of a method whose gradient is given, on a theta with matrices. */
function step(spec: OptimizerSpec, matrices: readonly MatrixBlock[], start: readonly number[], gradients: number[][]) {
  const objective: Objective = {
    ...handmadeObjective(
      start.map((_, i) => `w${i}`),
      () => Number.NaN,
    ),
    matrices,
  };
  const optimizer = createOptimizer(spec);
  const theta = Float64Array.from(start);
  const parts = { direction: new Float64Array(start.length), scale: new Float64Array(start.length) };
  const state = optimizer.init(theta, objective);
  const rate = Number(optimizerOptions(spec)["lr"]);
  for (const gradient of gradients) {
    const context = { objective, loss: Number.NaN, momentum: null };
    optimizer.update(theta, Float64Array.from(gradient), state, rate, parts, context);
  }
  return { theta, parts, state };
}

function randomMatrix(rows: number, columns: number, seed: number): Float64Array {
  const random = createRandom(seed, "matrix");
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}

/** The singular values, ascending: roots of the eigenvalues of X' X. */
function singularValues(x: Float64Array, rows: number, columns: number): number[] {
  const gram = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < rows; k++) gram[i * columns + j] += x[k * columns + i] * x[k * columns + j];
    }
  }
  return Array.from(symmetricEigen(gram, columns).values, (value) => Math.sqrt(Math.max(0, value)));
}

/** What one iteration makes of a singular value. */
function polynomial(s: number, [a, b, c]: readonly [number, number, number]): number {
  return a * s + b * s ** 3 + c * s ** 5;
}

describe("Newton-Schulz", () => {
  test("one by one it is the polynomial, starting from the sign", () => {
    const x = Float64Array.of(-7);
    orthogonalise(x, 1, 1, MUON, 2, 0);
    expect(x[0]).toBeCloseTo(-polynomial(polynomial(1, MUON), MUON), CLOSE);
  });

  test("a diagonal matrix stays one, each entry by the polynomial", () => {
    const diagonal = [3, -1, 0.5];
    const size = Math.hypot(...diagonal);
    const x = new Float64Array(9);
    diagonal.forEach((entry, i) => (x[4 * i] = entry));
    orthogonalise(x, 3, 3, MUON, 5, 0);
    x.forEach((entry, i) => {
      if (i % 4 !== 0) return expect(entry).toBe(0);
      let s = diagonal[i / 4] / size;
      for (let k = 0; k < 5; k++) s = polynomial(s, MUON);
      expect(entry).toBeCloseTo(s, CLOSE);
    });
  });

  test.each([
    [4, 4],
    [3, 7],
    [7, 3],
    [1, 5],
    [5, 1],
  ])("%i x %i: singular values go by the polynomial and end near 1", (rows, columns) => {
    for (let seed = 0; seed < 5; seed++) {
      const x = randomMatrix(rows, columns, seed);
      const rank = Math.min(rows, columns);
      const before = singularValues(x, rows, columns).slice(-rank);
      const size = Math.hypot(...before);
      orthogonalise(x, rows, columns, MUON, 5, 1e-7);
      const expected = before.map((value) => {
        let s = value / size;
        for (let k = 0; k < 5; k++) s = polynomial(s, MUON);
        return s;
      });
      const after = singularValues(x, rows, columns).slice(-rank);
      expected.sort((p, q) => p - q).forEach((s, i) => expect(after[i]).toBeCloseTo(s, 10));
      // The band that the coefficients were chosen for, reached within 5 steps from 1/100 of the norm on.
      for (const [i, s] of after.entries()) {
        if (before[i] / size > 0.01) {
          expect(s).toBeGreaterThan(0.67);
          expect(s).toBeLessThan(1.21);
        }
      }
    }
  });

  test("with coefficients that converge, it is the orthogonal factor of the polar decomposition", () => {
    // (2, -1.5, 0.5) has p(1) = 1 and p'(1) = 0. The factor of rotation times stretch is the rotation.
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
    const x = Float64Array.of(3 * cos, -sin, 3 * sin, cos);
    orthogonalise(x, 2, 2, [2, -1.5, 0.5], 20, 0);
    [cos, -sin, sin, cos].forEach((entry, i) => expect(x[i]).toBeCloseTo(entry, CLOSE));
  });

  test("a tall matrix is the turned wide one, zeros stay zeros", () => {
    const wide = randomMatrix(2, 3, 9);
    const tall = Float64Array.from({ length: 6 }, (_, i) => wide[(i % 2) * 3 + Math.floor(i / 2)]);
    orthogonalise(wide, 2, 3, MUON, 5, 1e-7);
    orthogonalise(tall, 3, 2, MUON, 5, 1e-7);
    tall.forEach((entry, i) => expect(entry).toBe(wide[(i % 2) * 3 + Math.floor(i / 2)]));
    const zeros = new Float64Array(4);
    orthogonalise(zeros, 2, 2, MUON, 5, 0);
    expect(Array.from(zeros)).toEqual([0, 0, 0, 0]);
  });
});

describe("Muon", () => {
  const scalar = [{ offset: 0, rows: 1, columns: 1 }];

  test("a one by one matrix moves by sign and polynomial, after its decay", () => {
    const { theta } = step({ name: "muon", lr: 0.1, ns_steps: 1 }, scalar, [2], [[-5]]);
    expect(theta[0]).toBeCloseTo(2 * (1 - 0.1 * 0.1) + 0.1 * polynomial(1, MUON), CLOSE);
  });

  test("with no Newton-Schulz steps the direction is the normalised momentum, with and without Nesterov", () => {
    const gradients = [
      [3, 4],
      [-1, 2],
    ];
    const m = [0.8 * 0.2 * 3 + 0.2 * -1, 0.8 * 0.2 * 4 + 0.2 * 2];
    const ahead = [0.2 * -1 + 0.8 * m[0], 0.2 * 2 + 0.8 * m[1]];
    for (const [nesterov, u] of [
      [false, m],
      [true, ahead],
    ] as const) {
      const { parts } = step(
        { name: "muon", momentum: 0.8, nesterov, ns_steps: 0 },
        [{ offset: 0, rows: 1, columns: 2 }],
        [0, 0],
        gradients,
      );
      [0, 1].forEach((i) => expect(parts.direction[i]).toBeCloseTo(u[i] / Math.hypot(...u), CLOSE));
    }
  });

  test.each([
    [null, 4, 1, 2],
    ["original", 1, 4, 1],
    ["match_rms_adamw", 4, 1, 0.4],
    ["match_rms_adamw", 1, 4, 0.4],
  ])("adjust_lr_fn %s on %i x %i multiplies by %f", (adjust_lr_fn, rows, columns, factor) => {
    const gradient = [1, -1, 1, 1];
    const { parts } = step(
      { name: "muon", adjust_lr_fn, ns_steps: 0 },
      [{ offset: 0, rows, columns }],
      [0, 0, 0, 0],
      [gradient],
    );
    gradient.forEach((g, i) => expect(parts.direction[i]).toBeCloseTo((factor * g) / 2, CLOSE));
  });

  test("two matrices do not see each other, and biases take AdamW's step", () => {
    const matrices = [
      { offset: 0, rows: 2, columns: 2 },
      { offset: 6, rows: 1, columns: 1 },
    ];
    const start = [1, 2, 3, 4, 5, 6, 7];
    const gradients = [
      [1, -2, 0.5, 3, 0.25, -0.5, 2],
      [-1, 1, 2, 0.5, 1, 1, -3],
    ];
    const whole = step({ name: "muon", lr: 0.1 }, matrices, start, gradients);
    const first = step(
      { name: "muon", lr: 0.1 },
      [matrices[0]],
      start.slice(0, 4),
      gradients.map((g) => g.slice(0, 4)),
    );
    const biases = step(
      { name: "adamw", lr: 0.1, weight_decay: 0.1 },
      [],
      start.slice(4, 6),
      gradients.map((g) => g.slice(4, 6)),
    );
    const last = step(
      { name: "muon", lr: 0.1 },
      scalar,
      start.slice(6),
      gradients.map((g) => g.slice(6)),
    );
    expect(Array.from(whole.theta)).toEqual([...first.theta, ...biases.theta, ...last.theta]);
    expect(whole.state["t"]).toBe(2);
  });
});

describe("Adafactor", () => {
  const spec = { name: "adafactor", lr: 0.5 };

  test("its first step: b_1 is 0, the step as long as the parameter's size times min(lr, 1)", () => {
    // v = g^2, u = sign(g), rms(u) = 1, rms(theta) = 5.
    const { theta, parts } = step(spec, [], [7, 1], [[3, -4]]);
    expect(theta[0]).toBeCloseTo(7 - 0.5 * 5, CLOSE);
    expect(theta[1]).toBeCloseTo(1 + 0.5 * 5, CLOSE);
    expect(Array.from(parts.scale)).toEqual([3, 4]);
  });

  test("a parameter smaller than eps counts as eps, and a late rate as 1 / sqrt(t)", () => {
    const small = step({ ...spec, eps: [null, 0.25] }, [], [0], [[2]]);
    expect(small.theta[0]).toBeCloseTo(-0.5 * 0.25, CLOSE);
    // With lr 10 the second step is min(10, 1 / sqrt 2) times the size; g repeats, so u = 1.
    const late = step({ ...spec, lr: 10 }, [], [1], [[2], [2]]);
    // The first, min(10, 1) times theta's size of 1, ended at 0.
    expect(late.theta[0]).toBeCloseTo(-1e-3 / Math.SQRT2, CLOSE);
  });

  test("the mean forgets by t^beta2_decay, and a large update is clipped to d", () => {
    const { parts } = step(
      { ...spec, lr: 1e-3, d: 1.5 },
      [],
      [1, 1],
      [
        [1, 1],
        [10, 1],
      ],
    );
    const fresh = 2 ** -0.8;
    const v = [(1 - fresh) * 1 + fresh * 100, 1];
    const u = [10 / Math.sqrt(v[0]), 1];
    const clipped = Math.max(1, Math.sqrt((u[0] ** 2 + u[1] ** 2) / 2) / 1.5);
    [0, 1].forEach((i) => {
      expect(parts.scale[i]).toBeCloseTo(Math.sqrt(v[i]), CLOSE);
      const size = Math.sqrt(((1 - 1e-3) ** 2 * 2) / 2);
      expect(parts.direction[i] / parts.scale[i]).toBeCloseTo((size * u[i]) / clipped, CLOSE);
    });
  });

  test("a matrix whose squares are a column times a row is scaled as a vector is", () => {
    const [columnOf, rowOf] = [
      [1, 2],
      [3, 0.5, 4],
    ];
    const gradient = columnOf.flatMap((c) => rowOf.map((r) => c * r));
    const matrix = step(spec, [{ offset: 0, rows: 2, columns: 3 }], [1, 2, 3, 4, 5, 6], [gradient, gradient]);
    const vector = step(spec, [], [1, 2, 3, 4, 5, 6], [gradient, gradient]);
    gradient.forEach((_, i) => {
      expect(matrix.parts.scale[i]).toBeCloseTo(vector.parts.scale[i], CLOSE);
      expect(matrix.theta[i]).toBeCloseTo(vector.theta[i], CLOSE);
    });
  });

  test("else v is the product of the row's and the column's mean over the mean of all", () => {
    const { parts } = step(spec, [{ offset: 0, rows: 2, columns: 2 }], [1, 1, 1, 1], [[1, 2, 3, 4]]);
    const [rows, columns] = [
      [(1 + 4) / 2, (9 + 16) / 2],
      [(1 + 9) / 2, (4 + 16) / 2],
    ];
    const all = 30 / 4;
    [0, 1, 2, 3].forEach((i) => {
      const v = (rows[Math.floor(i / 2)] * columns[i % 2]) / all;
      expect(parts.scale[i]).toBeCloseTo(Math.sqrt(v), CLOSE);
    });
  });

  test("matrices and biases each have a size of their own, and decay beside the step", () => {
    const { theta } = step({ ...spec, weight_decay: 0.1 }, [{ offset: 0, rows: 1, columns: 1 }], [8, 2], [[1, -1]]);
    expect(theta[0]).toBeCloseTo(8 * (1 - 0.5 * 0.1) - 0.5 * 8, CLOSE);
    expect(theta[1]).toBeCloseTo(2 * (1 - 0.5 * 0.1) + 0.5 * 2, CLOSE);
  });

  test("only its first eps may be None", () => {
    expect(optimizerOptions({ name: "adafactor", eps: [null, 0.1] })["eps"]).toEqual([null, 0.1]);
    expect(() => optimizerOptions({ name: "adafactor", eps: [0, null] })).toThrow(/^optimizer\.eps\[1\]: found null/);
  });
});

describe("what lies where in theta", () => {
  test("matrices, and the vectors between and around them", () => {
    const objective = {
      ...handmadeObjective(["a", "b", "c", "d", "e", "f", "g", "h"], () => 0),
      matrices: [
        { offset: 1, rows: 2, columns: 2 },
        { offset: 5, rows: 1, columns: 1 },
      ],
    };
    const blocks = layouts()(objective).map(({ offset, rows, columns, isMatrix }) => [offset, rows, columns, isMatrix]);
    expect(blocks).toEqual([
      [0, 1, 1, false],
      [1, 2, 2, true],
      [5, 1, 1, true],
      [6, 1, 2, false],
    ]);
    expect(layouts()(himmelblau)).toEqual([{ offset: 0, rows: 1, columns: 2, isMatrix: false }]);
  });
});

describe("a method on a problem that lacks what it needs", () => {
  const refusal = { code: "needs-matrices", path: "optimizer.name", found: '"muon"', allowed: "matrices" };

  test("is refused by the check of a run and by the run itself", () => {
    const spec = { problem: { expression: "x^2" }, start: [1], optimizer: { name: "muon" }, steps: 1 };
    expect(() => checkRunSpec(spec)).toThrow(expect.objectContaining(refusal));
    expect(() => checkRunSpec({ ...spec, optimizer: { name: "adafactor" } })).not.toThrow();
    expect(() => [...runLoop(specOf({ name: "muon" }, [1, 1], 1), himmelblau)]).toThrow(
      expect.objectContaining(refusal),
    );
  });

  test("is known beforehand", () => {
    expect(missingPart({ name: "muon" }, himmelblau)).toBe("matrices");
    expect(missingPart({ name: "adam" }, himmelblau)).toBeNull();
    expect(() => checkNeeds({ name: "muon" }, { ...himmelblau, matrices: [] })).not.toThrow();
  });
});
