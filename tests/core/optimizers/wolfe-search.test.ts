import { describe, expect, test } from "vitest";
import type { Line } from "../../../src-core/optimizers/line.ts";
import { wolfeSearch } from "../../../src-core/optimizers/wolfe-search.ts";

type ValueAndSlope = (alpha: number) => readonly [value: number, slope: number];

function line(phi: ValueAndSlope): Line {
  return (alpha) => {
    const [value, slope] = phi(alpha);
    return { alpha, value, slope };
  };
}

// The functions of Moré & Thuente (1994), Line search algorithms with guaranteed sufficient decrease, section 5, with the
// constants of their tables.

const rational: ValueAndSlope = (alpha) => {
  const bottom = alpha * alpha + 2;
  return [-alpha / bottom, (alpha * alpha - 2) / bottom ** 2];
};

const quintic: ValueAndSlope = (alpha) => {
  const x = alpha + 0.004;
  return [x ** 5 - 2 * x ** 4, 5 * x ** 4 - 8 * x ** 3];
};

/** A rounded |1 - alpha| with 39 half waves on it. */
const wavy: ValueAndSlope = (alpha) => {
  const [beta, l] = [0.01, 39];
  const [hull, slope] =
    alpha <= 1 - beta
      ? [1 - alpha, -1]
      : alpha >= 1 + beta
        ? [alpha - 1, 1]
        : [(alpha - 1) ** 2 / (2 * beta) + beta / 2, (alpha - 1) / beta];
  const phase = (l * Math.PI * alpha) / 2;
  return [hull + ((2 * (1 - beta)) / (l * Math.PI)) * Math.sin(phase), slope + (1 - beta) * Math.cos(phase)];
};

/** Yanai, Ozawa and Kaneko's: two bends near 0 and 1. */
function bends(beta1: number, beta2: number): ValueAndSlope {
  const gamma = (beta: number): number => Math.sqrt(1 + beta * beta) - beta;
  return (alpha) => {
    const [left, right] = [Math.hypot(alpha, beta1), Math.hypot(1 - alpha, beta2)];
    return [
      gamma(beta1) * right + gamma(beta2) * left,
      (gamma(beta1) * (alpha - 1)) / right + (gamma(beta2) * alpha) / left,
    ];
  };
}

const FUNCTIONS = [
  { title: "function 1", phi: rational, c1: 0.001, c2: 0.1 },
  { title: "function 2", phi: quintic, c1: 0.1, c2: 0.1 },
  { title: "function 3", phi: wavy, c1: 0.1, c2: 0.1 },
  { title: "function 4", phi: bends(0.001, 0.001), c1: 0.001, c2: 0.001 },
  { title: "function 5", phi: bends(0.01, 0.001), c1: 0.001, c2: 0.001 },
  { title: "function 6", phi: bends(0.001, 0.01), c1: 0.001, c2: 0.001 },
];

describe.each(FUNCTIONS)("Moré & Thuente's $title", ({ phi, c1, c2 }) => {
  test.each([1e-3, 1e-1, 1e1, 1e3])("from a first length of %d", (first) => {
    const start = line(phi)(0);
    const found = wolfeSearch(line(phi), start, first, { c1, c2 });
    const [value, slope] = phi(found.alpha);
    expect(found.holds).toBe(true);
    expect(found).toMatchObject({ value, slope });
    expect(found.alpha).toBeGreaterThan(0);
    expect(value).toBeLessThanOrEqual(start.value + c1 * found.alpha * start.slope);
    expect(Math.abs(slope)).toBeLessThanOrEqual(c2 * Math.abs(start.slope));
    expect(found.evaluations).toBeLessThanOrEqual(40);
  });
});

describe("the search", () => {
  const OPTIONS = { c1: 1e-4, c2: 0.9 };
  const search = (phi: ValueAndSlope, first: number, options = OPTIONS) =>
    wolfeSearch(line(phi), line(phi)(0), first, options);

  test("takes the first length if it will do", () => {
    expect(search((alpha) => [(alpha - 1) ** 2, 2 * (alpha - 1)], 1)).toMatchObject({
      alpha: 1,
      holds: true,
      evaluations: 1,
    });
  });

  test("finds the minimum of a parabola by its cubic, once it has it between two lengths", () => {
    const parabola: ValueAndSlope = (alpha) => [(alpha - 3) ** 2, 2 * (alpha - 3)];
    const exact = search(parabola, 5, { c1: 1e-4, c2: 1e-10 });
    expect(exact.alpha).toBeCloseTo(3, 12);
    expect(exact.evaluations).toBe(2);
  });

  test("goes back from where the loss is not a number, or infinite", () => {
    for (const beyond of [NaN, Infinity]) {
      const found = search(
        (alpha) => (alpha < 1 ? [-alpha - Math.sqrt(1 - alpha), -1 + 0.5 / Math.sqrt(1 - alpha)] : [beyond, beyond]),
        64,
        {
          c1: 1e-4,
          c2: 0.1,
        },
      );
      expect(found.holds).toBe(true);
      expect(found.alpha).toBeCloseTo(0.75, 0);
    }
  });

  test("finds nothing where the slope promises what the loss does not keep", () => {
    expect(search((alpha) => [alpha, -1], 1)).toMatchObject({ alpha: 0, value: 0, holds: false });
  });

  test("says so when the loss falls without end", () => {
    const found = search((alpha) => [-alpha, -1], 1);
    expect(found.holds).toBe(false);
    expect(found.alpha).toBeGreaterThan(1e6);
  });
});
