import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../../src-core/numerics/index.ts";
import { createRandom } from "../../../src-core/numerics/index.ts";
import type { Random } from "../../../src-core/numerics/index.ts";
import { TEST_FUNCTIONS, createObjective, testFunction } from "../../../src-core/objective/index.ts";
import type { Objective, TestFunction } from "../../../src-core/objective/index.ts";

/**
 * Values at one point each, by NumPy 2.4 from formulas written down again from the literature in another form (sums over
 * arrays, matrix products, SciPy's rosen), so that a slip in the table's text cannot hide.
 */
const ORACLE: Readonly<Record<string, readonly [readonly number[], number]>> = {
  "toy-product": [[0.7, -1.3], 3.6481],
  "valley-ten-points": [[-151.3, 1.7], 755877.0199999998],
  "momentum-ball": [[0.7], 0.050100000000000006],
  "flat-and-sharp": [[0.7], 2.7612499945012776],
  plateau: [[0.7, -1.3], -0.6524754210553569],
  "two-wells": [[0.7, -1.3], 2.1797272214665684],
  saddle: [[0.7, -1.3], -1.2000000000000002],
  "monkey-saddle": [[0.7, -1.3], -3.2059999999999995],
  "bowl-round": [[0.7, -1.3], 1.09],
  "bowl-long": [[0.7, -1.3], 21.37],
  "bowl-rotated": [[0.7, -1.3], 26.154874480355723],
  sphere: [[0.7, -1.3, 1.9, 0.4], 5.95],
  booth: [[0.7, -1.3], 103.22000000000001],
  matyas: [[0.7, -1.3], 1.0036],
  trid: [[0.7, -1.3, 1.9, 0.4, -0.6, 1.1], 12.64],
  "dixon-price": [[0.7, -1.3, 1.9, 0.4], 242.21159999999998],
  "powell-singular": [[0.7, -1.3, 1.9, 0.4], 839.1410999999999],
  rosenbrock: [[0.7, -1.3], 320.49999999999994],
  "rosenbrock-6": [[0.7, -1.3, 1.9, 0.4, -0.6, 1.1], 1476.86],
  beale: [[0.7, -1.3], 7.631235410000001],
  "freudenstein-roth": [[0.7, -1.3], 113.40525799999999],
  colville: [[0.7, -1.3, 1.9, 0.4], 1333.068],
  "bukin-n6": [[-12.3, 1.4], 33.62359523282292],
  "three-hump-camel": [[0.7, -1.3], 1.527503166666667],
  mccormick: [[0.7, -1.3], 0.13535752660496492],
  himmelblau: [[0.7, -1.3], 160.7282],
  "styblinski-tang": [[0.7, -1.3], -17.3919],
  "styblinski-tang-4": [[0.7, -1.3, 1.9, 0.4], -35.27305],
  "six-hump-camel": [[0.7, -1.3], 5.249406333333335],
  "goldstein-price": [[0.7, -1.3], 2893.60524464],
  easom: [[0.7, -1.3], -1.426430657485626e-12],
  "cross-in-tray": [[0.7, -1.3], -2.0036642666602162],
  "holder-table": [[0.7, -1.3], -0.2927788910958395],
  rastrigin: [[0.7, -1.3], 28.360339887498945],
  ackley: [[0.7, -1.3], 5.7530624164203985],
  "levy-n13": [[0.7, -1.3], 10.268935688187389],
  schwefel: [[133.7, -271.3], 763.1851689539376],
  eggholder: [[133.7, -271.3], -13.669889556056198],
  "drop-wave": [[0.7, -1.3], -0.46118443869273024],
  "schaffer-n1": [[0.7, -1.3], 0.9889968584861761],
  "schaffer-n2": [[0.7, -1.3], 0.8670945808179706],
  "schaffer-n4": [[0.7, -1.3], 0.35608042952011415],
};

/** Float64 with the cancellation of sums like Rastrigin's: a few hundred units in the last place of the largest term. */
const VALUE_TOLERANCE = 1e-12;

/** Where the minimum has no gradient of zero, and why. */
const NO_GRADIENT: Readonly<Record<string, string>> = {
  "bukin-n6": "bottom of a crease",
  ackley: "tip of a cone",
  eggholder: "edge of the domain, where the slope goes on",
};

/** The coordinates of a minimum are rounded to float64, so its gradient is the Hessian times about 1e-16. */
const COORDINATE_ROUNDING = 1e-14;
const EIGENVALUE_TOLERANCE = 1e-10;
const SAMPLES = 10_000;

function objectiveOf(row: TestFunction, constants?: Readonly<Record<string, number>>): Objective {
  return createObjective({
    expression: row.expression,
    parameters: row.parameters.map(({ name }) => name),
    constants: { ...Object.fromEntries(row.constants.map(({ name, value }) => [name, value])), ...constants },
  });
}

/** What rounding does to a value that sums terms of the size seen in the domain. */
function tolerance(row: TestFunction): number {
  return VALUE_TOLERANCE * Math.max(1, Math.abs(row.minimumValue));
}

function randomPoint(row: TestFunction, random: Random, near: readonly number[] | null): Float64Array {
  const reach = near === null ? 1 : 10 ** (-6 * random.uniform());
  return Float64Array.from(row.parameters, ({ from, to }, i) => {
    const share = random.uniform();
    if (near === null) return from + share * (to - from);
    return Math.min(to, Math.max(from, near[i] + (share - 0.5) * reach * (to - from)));
  });
}

/** NaN where a sample is: no test function has a hole in its domain. */
function lowestSample(objective: Objective, row: TestFunction, random: Random, near: readonly number[] | null): number {
  let lowest = Infinity;
  for (let k = 0; k < SAMPLES; k++) lowest = Math.min(lowest, objective.value(randomPoint(row, random, near)));
  return lowest;
}

describe("TEST_FUNCTIONS", () => {
  it("has at least thirty rows with different kebab-case ids, the course's among them", () => {
    const ids = TEST_FUNCTIONS.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(30);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const id of ["toy-product", "valley-ten-points", "rosenbrock", "saddle", "himmelblau"]) {
      expect(testFunction(id)?.id).toBe(id);
    }
    expect(testFunction("nothing")).toBeUndefined();
    expect(Object.keys(ORACLE).sort()).toEqual([...ids].sort());
  });

  it("has different titles in both languages, Chinese ones in Chinese", () => {
    for (const language of ["en", "zh-CN"] as const) {
      const titles = TEST_FUNCTIONS.map(({ title }) => title[language]);
      expect(new Set(titles).size).toBe(titles.length);
      for (const title of titles) expect(title.trim()).not.toBe("");
    }
    for (const { title } of TEST_FUNCTIONS) expect(title["zh-CN"]).toMatch(/\p{Script=Han}/u);
  });

  it("names a source with a year, or the course, for every row", () => {
    for (const { source } of TEST_FUNCTIONS) expect(source).toMatch(/\b(19|20)\d\d\b/);
  });
});

describe.each(TEST_FUNCTIONS.map((row) => [row.id, row] as const))("%s", (id, row) => {
  const objective = objectiveOf(row);
  const random = createRandom(7, id);

  it("has its start, minima and constants within their ranges", () => {
    expect(objective.parameters).toEqual(row.parameters.map(({ name }) => name));
    for (const { from, to } of row.parameters) expect(from).toBeLessThan(to);
    for (const point of [row.start, ...row.minima]) {
      expect(point).toHaveLength(objective.dimension);
      row.parameters.forEach(({ from, to }, i) => {
        expect(point[i]).toBeGreaterThanOrEqual(from);
        expect(point[i]).toBeLessThanOrEqual(to);
      });
    }
    for (const { value, from, to } of row.constants) {
      expect(value).toBeGreaterThanOrEqual(from);
      expect(value).toBeLessThanOrEqual(to);
    }
  });

  it("agrees with the literature's formula", () => {
    const [at, expected] = ORACLE[id];
    const value = objective.value(Float64Array.from(at));
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(
      VALUE_TOLERANCE * Math.max(Math.abs(expected), 1e-12 / VALUE_TOLERANCE),
    );
  });

  it("starts where there is a slope", () => {
    const gradient = new Float64Array(objective.dimension);
    expect(Number.isFinite(objective.gradient(Float64Array.from(row.start), gradient))).toBe(true);
    expect(Math.hypot(...gradient)).toBeGreaterThan(1e-6);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  if (row.minima.length === 0) {
    it("is unbounded below", () => {
      expect(row.minimumValue).toBe(-Infinity);
      const far = [1e3, 1e6].flatMap((r) => [
        objective.value(Float64Array.of(-r, 0)),
        objective.value(Float64Array.of(0, r)),
      ]);
      expect(Math.min(...far)).toBeLessThan(-1e11);
    });
    return;
  }

  it("takes its minimum value at every minimum, whatever its constants are", () => {
    const ends = row.constants.flatMap(({ name, from, to }) => [{ [name]: from }, { [name]: to }]);
    for (const constants of [{}, ...ends]) {
      const moved = objectiveOf(row, constants);
      for (const minimum of row.minima) {
        expect(Math.abs(moved.value(Float64Array.from(minimum)) - row.minimumValue)).toBeLessThanOrEqual(
          tolerance(row),
        );
      }
      expect(lowestSample(moved, row, random, null)).toBeGreaterThanOrEqual(row.minimumValue - tolerance(row));
    }
  });

  it("is nowhere lower near its minima", () => {
    for (const minimum of row.minima) {
      expect(lowestSample(objective, row, random, minimum)).toBeGreaterThanOrEqual(row.minimumValue - tolerance(row));
    }
  });

  it("lists minima that lie apart", () => {
    const distances = row.minima.flatMap((a, i) =>
      row.minima.slice(0, i).map((b) => Math.hypot(...a.map((x, k) => x - b[k]))),
    );
    expect(Math.min(Infinity, ...distances)).toBeGreaterThan(1e-3);
  });

  if (id in NO_GRADIENT) return;

  it("has a gradient of zero and a positive semidefinite Hessian at its minima", () => {
    const n = objective.dimension;
    for (const minimum of row.minima) {
      const gradient = new Float64Array(n);
      const hessian = new Float64Array(n * n);
      objective.hessian(Float64Array.from(minimum), gradient, hessian);
      const { values } = symmetricEigen(hessian, n);
      const sharpness = values[n - 1];
      expect(sharpness).toBeGreaterThan(0);
      expect(Math.hypot(...gradient)).toBeLessThanOrEqual(
        COORDINATE_ROUNDING * sharpness * Math.max(1, Math.hypot(...minimum)),
      );
      expect(values[0]).toBeGreaterThanOrEqual(-EIGENVALUE_TOLERANCE * sharpness);
      // A continuum of minima is flat along itself.
      if (row.minimaAreContinuum) expect(Math.abs(values[0])).toBeLessThanOrEqual(EIGENVALUE_TOLERANCE * sharpness);
    }
  });
});

describe("the ten-point valley", () => {
  const X = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
  const Y = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];
  const row = testFunction("valley-ten-points");
  const objective = createObjective({ expression: row?.expression ?? "", parameters: ["b", "w"] });

  it("is bit for bit the sum over ten points, in their order", () => {
    const random = createRandom(3);
    for (let k = 0; k < 500; k++) {
      const b = -200 + 100 * random.uniform();
      const w = -5 + 10 * random.uniform();
      let sum = 0;
      X.forEach((x, i) => {
        const error = Y[i] - (b + x * w);
        sum += error * error;
      });
      expect(objective.value(Float64Array.of(b, w))).toBe(sum);
    }
  });

  it("has the course's numbers: start loss, Hessian, condition", () => {
    expect(objective.value(Float64Array.of(-120, -4))).toBeCloseTo(36708190, -1);
    const hessian = new Float64Array(4);
    objective.hessian(Float64Array.of(-150, 1), new Float64Array(2), hessian);
    expect(Array.from(hessian)).toEqual([20, 5020, 5020, 1746816]);
    const { values } = symmetricEigen(hessian, 2);
    expect(values[1] / values[0]).toBeCloseTo(313418, -1);
    expect(2 / values[1]).toBeCloseTo(1.1449308e-6, 13);
  });
});

describe("functions written with a series near r = 0", () => {
  it.each([
    ["plateau", 0.001, (r: number) => -Math.sin(r) / r + 0.01 * r * r],
    ["drop-wave", 1e-6, (r: number) => -(1 + Math.cos(12 * r)) / (0.5 * r * r + 2)],
    ["schaffer-n1", 1e-4, (r: number) => 0.5 + (Math.sin(r) ** 2 - 0.5) / (1 + 0.001 * r * r) ** 2],
  ] as const)("%s joins its series without a step in value, slope or curvature", (id, square, closed) => {
    const row = testFunction(id);
    const objective = createObjective({ expression: row?.expression ?? "", parameters: ["x", "y"] });
    const inside = Math.sqrt(square) * (1 - 1e-9);
    const outside = Math.sqrt(square) * (1 + 1e-9);
    for (const r of [inside, outside]) {
      expect(objective.value(Float64Array.of(0.6 * r, 0.8 * r))).toBeCloseTo(closed(r), 14);
    }
    const derivatives = [inside, outside].map((r) => {
      const gradient = new Float64Array(2);
      const hessian = new Float64Array(4);
      objective.hessian(Float64Array.of(0.6 * r, 0.8 * r), gradient, hessian);
      return [...gradient, ...hessian];
    });
    const scale = Math.max(...derivatives[0].map(Math.abs));
    derivatives[0].forEach((entry, i) => {
      // The points are 2e-9 r apart; what is left is the series' cut, of the order of its next term.
      expect(Math.abs(entry - derivatives[1][i]) / scale).toBeLessThan(1e-7);
    });
  });
});
