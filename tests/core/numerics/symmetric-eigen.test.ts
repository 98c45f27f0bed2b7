import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../../src-core/numerics/index.ts";

/** Relative to the largest eigenvalue; the algorithm is backward stable with a constant that grows like n. */
const TOLERANCE = 1e-13;

/** A small linear congruential generator: the tests want matrices, not good randomness. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648 - 0.5;
  };
}

function randomSymmetric(n: number, seed: number): Float64Array {
  const next = numbers(seed);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = next();
  return matrix;
}

/** Sum of `rank` outer products: positive semidefinite with n - rank zero eigenvalues. */
function lowRank(n: number, rank: number, seed: number): Float64Array {
  const next = numbers(seed);
  const matrix = new Float64Array(n * n);
  for (let r = 0; r < rank; r++) {
    const u = Array.from({ length: n }, next);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j] += u[i] * u[j];
  }
  return matrix;
}

function expectEigenpairs(matrix: Float64Array, n: number): Float64Array {
  const { values, vectors, residual } = symmetricEigen(matrix, n);
  const largest = Math.max(...Array.from(values, Math.abs));
  let worst = 0;
  let offOrthogonal = 0;
  let trace = 0;
  for (let i = 0; i < n; i++) {
    trace += matrix[i * n + i];
    if (i > 0) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
    for (let row = 0; row < n; row++) {
      let product = 0;
      let dot = 0;
      for (let k = 0; k < n; k++) {
        product += matrix[row * n + k] * vectors[i * n + k];
        dot += vectors[row * n + k] * vectors[i * n + k];
      }
      worst = Math.max(worst, Math.abs(product - values[i] * vectors[i * n + row]));
      offOrthogonal = Math.max(offOrthogonal, Math.abs(dot - (row === i ? 1 : 0)));
    }
  }
  expect(worst).toBeLessThanOrEqual(TOLERANCE * largest);
  expect(offOrthogonal).toBeLessThanOrEqual(TOLERANCE);
  expect(Math.abs(trace - values.reduce((a, b) => a + b, 0))).toBeLessThanOrEqual(TOLERANCE * n * largest);
  expect(residual).toBeLessThanOrEqual(TOLERANCE);
  return values;
}

describe("symmetricEigen", () => {
  it("satisfies A v = lambda v, orthonormality and the trace for every size from 1 to 60", () => {
    for (let n = 1; n <= 60; n++) expectEigenpairs(randomSymmetric(n, n), n);
  });

  it("agrees with ml-matrix", () => {
    for (const n of [2, 3, 7, 20, 45]) {
      const matrix = randomSymmetric(n, 100 + n);
      const peer = new EigenvalueDecomposition(Matrix.from1DArray(n, n, matrix), { assumeSymmetric: true });
      const expected = peer.realEigenvalues.sort((a, b) => a - b);
      symmetricEigen(matrix, n).values.forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(TOLERANCE * n);
      });
    }
  });

  it("is exact where the answer is simple", () => {
    expect(Array.from(symmetricEigen(Float64Array.of(0, -2, -2, 0), 2).values)).toEqual([-2, 2]);
    expect(Array.from(symmetricEigen(Float64Array.of(2, 2, 2, 2), 2).values)).toEqual([0, 4]);
    expect(Array.from(symmetricEigen(Float64Array.of(2, 0, 0, -2), 2).values)).toEqual([-2, 2]);
    expect(Array.from(symmetricEigen(Float64Array.of(0, 0, 0, 0), 2).values)).toEqual([0, 0]);
    expect(Array.from(symmetricEigen(Float64Array.of(-3), 1).values)).toEqual([-3]);
    expect(Array.from(symmetricEigen(Float64Array.of(-3), 1).vectors)).toEqual([1]);
    expect(Array.from(symmetricEigen(Float64Array.of(5, 0, 0, 0, -1, 0, 0, 0, 2), 3).values)).toEqual([-1, 2, 5]);
  });

  it("keeps the small eigenvalue of an ill-conditioned 2 by 2 matrix: the ten-point valley", () => {
    // Sum of both is the trace, product the determinant; 5.57347746 from NumPy's eigvalsh.
    const { values } = symmetricEigen(Float64Array.of(20, 5020, 5020, 1746816), 2);
    expect(values[0]).toBeCloseTo(5.57347746, 8);
    expect(values[0] * values[1]).toBeCloseTo(20 * 1746816 - 5020 * 5020, 3);
    expect(values[1] / values[0]).toBeCloseTo(313418.6, -1);
  });

  it("gives all zeros for dead directions: rank-deficient Hessians converge and stay accurate", () => {
    for (const [n, rank] of [
      [5, 1],
      [12, 3],
      [40, 10],
      [60, 2],
    ] as const) {
      const values = expectEigenpairs(lowRank(n, rank, n), n);
      const largest = values[n - 1];
      const zeros = values.filter((value) => Math.abs(value) <= TOLERANCE * largest).length;
      expect(zeros).toBe(n - rank);
    }
    // Zero rows and duplicated units.
    const n = 30;
    const matrix = lowRank(n, 4, 9);
    for (let k = 0; k < n; k++) matrix[7 * n + k] = matrix[k * n + 7] = 0;
    for (let k = 0; k < n; k++) matrix[12 * n + k] = matrix[11 * n + k];
    for (let k = 0; k < n; k++) matrix[k * n + 12] = matrix[k * n + 11];
    expectEigenpairs(matrix, n);
  });

  it("handles repeated eigenvalues, clusters with noise, and the zero matrix", () => {
    const identity = new Float64Array(25);
    for (let i = 0; i < 5; i++) identity[i * 6] = 3;
    expect(Array.from(expectEigenpairs(identity, 5))).toEqual([3, 3, 3, 3, 3]);
    expect(Array.from(symmetricEigen(new Float64Array(16), 4).values)).toEqual([0, 0, 0, 0]);
    expect(symmetricEigen(new Float64Array(16), 4).residual).toBe(0);
    const noisy = lowRank(50, 12, 3);
    const noise = randomSymmetric(50, 4);
    for (let i = 0; i < 2500; i++) noisy[i] += 1e-9 * noise[i];
    expectEigenpairs(noisy, 50);
    const allOnes = new Float64Array(36).fill(1);
    expect(expectEigenpairs(allOnes, 6)[5]).toBeCloseTo(6, 12);
  });

  it("scales exactly: entries near the ends of float64 give the same vectors and scaled values", () => {
    for (const n of [2, 3, 8]) {
      const matrix = randomSymmetric(n, 50 + n);
      const base = symmetricEigen(matrix, n);
      for (const factor of [2 ** 900, 2 ** -900, 2 ** -1000, -1]) {
        const scaled = symmetricEigen(
          matrix.map((entry) => entry * Math.abs(factor)),
          n,
        );
        scaled.values.forEach((value, i) => {
          expect(value / Math.abs(factor)).toBe(base.values[i]);
        });
        expect(scaled.vectors).toEqual(base.vectors);
      }
    }
    const graded = Float64Array.of(1e300, 1e150, 0, 1e150, 1, 1e-150, 0, 1e-150, 1e-300);
    expect(symmetricEigen(graded, 3).values[2]).toBeCloseTo(1e300, -290);
    expect(symmetricEigen(Float64Array.of(1.7e308, 1e308, 1e308, -1.7e308), 2).values[1]).toBe(Infinity);
  });

  it("orients every vector: the first entry as large as the largest is positive", () => {
    expect(Array.from(symmetricEigen(Float64Array.of(0, -2, -2, 0), 2).vectors)).toEqual([
      Math.SQRT1_2,
      Math.SQRT1_2,
      Math.SQRT1_2,
      -Math.SQRT1_2,
    ]);
    for (let n = 2; n <= 20; n++) {
      const { vectors } = symmetricEigen(randomSymmetric(n, 7 * n), n);
      for (let i = 0; i < n; i++) {
        const vector = Array.from(vectors.subarray(i * n, i * n + n));
        const largest = vector.reduce((lead, entry) => (Math.abs(entry) > Math.abs(lead) ? entry : lead), 0);
        expect(largest).toBeGreaterThan(0);
      }
    }
  });

  it("reads the lower triangle only and leaves the matrix alone", () => {
    const matrix = Float64Array.of(1, 99, 3, 5);
    expect(symmetricEigen(matrix, 2)).toEqual(symmetricEigen(Float64Array.of(1, 3, 3, 5), 2));
    expect(Array.from(matrix)).toEqual([1, 99, 3, 5]);
  });

  it("answers NaN throughout where an entry is not finite", () => {
    for (const bad of [NaN, Infinity, -Infinity]) {
      const { values, vectors, residual } = symmetricEigen(Float64Array.of(1, 0, 0, 0, bad, 0, 0, 0, 2), 3);
      expect(Array.from(values)).toEqual([NaN, NaN, NaN]);
      expect(Array.from(vectors).every(Number.isNaN)).toBe(true);
      expect(residual).toBeNaN();
    }
  });
});
